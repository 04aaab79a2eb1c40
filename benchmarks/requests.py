"""The way to Telegram alone: our request object against the library's own, many calls in flight."""

import asyncio
import time
from collections.abc import Callable

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from benchmarks.table import Report
from benchmarks.telegram import TOKEN, FakeTelegram
from bot.delivery.request import AiohttpRequest

_IN_FLIGHT = 64


async def requests(report: Report, calls: int) -> None:
    """Calls per second of both, over the loopback."""
    telegram = FakeTelegram()
    base = await telegram.start()
    httpx = await _per_second(base, lambda: HTTPXRequest(connection_pool_size=_IN_FLIGHT), calls // 4)
    ours = await _per_second(base, AiohttpRequest, calls)
    await telegram.close()
    report.section(f"Calls to the Bot API, {_IN_FLIGHT} in flight")
    report.line("request", "calls/s")
    report.line("HTTPXRequest (the library's)", f"{httpx:.0f}")
    report.line("AiohttpRequest (ours)", f"{ours:.0f}")
    report.promise("calls/s, our request : HTTPXRequest", "-", f"{ours / httpx:.1f}", kept=None)


async def _per_second(base: str, request: Callable[[], BaseRequest], calls: int) -> float:
    bot = Bot(TOKEN, base_url=base, request=request(), get_updates_request=request())
    async with bot:
        numbers = iter(range(calls))

        async def caller() -> None:
            for number in numbers:
                await bot.answer_callback_query(str(number))

        began = time.perf_counter()
        await asyncio.gather(*(caller() for _ in range(_IN_FLIGHT)))
        return calls / (time.perf_counter() - began)
