"""One bot under one load: as many updates as it can take, or a fixed number a second."""

import asyncio
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.process import BotProcess
from benchmarks.telegram import FakeTelegram, Feed

_READY_SECONDS = 60
_SETTLE_SECONDS = 0.5
_WARM_UP = 200
_SLOWEST_PER_SECOND = 50


@dataclass(frozen=True, slots=True)
class Contender:
    """How to start a bot: its module's arguments and environment, given the API's address."""

    name: str
    arguments: Callable[[str], list[str]]
    environment: Callable[[str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Result:
    """What came out of one load."""

    name: str
    answered: int
    per_second: float
    median_ms: float
    p99_ms: float
    cpu_ms: float
    """Processor time per answered update."""
    idle_mb: float
    after_mb: float


async def full_load(contender: Contender, feeds: Sequence[Feed], seconds: float, log: Path) -> Result:
    """All updates are there at once; the bot takes what it can in the given time."""
    return await _run(contender, feeds, None, seconds, log)


async def steady_load(contender: Contender, feeds: Sequence[Feed], per_second: float, log: Path) -> Result:
    """Updates come evenly; what counts is how long each waits for its answer."""
    return await _run(contender, feeds, per_second, len(feeds) / per_second + 5, log)


async def grown(contender: Contender, feeds: Sequence[Feed], log: Path) -> tuple[float, float, float]:
    """Megabytes of one process: idle, after a tenth of the updates, after all of them."""
    telegram = FakeTelegram()
    base = await telegram.start()
    tenth = len(feeds) // 10
    async with BotProcess(contender.arguments(base), contender.environment(base), log) as bot:
        await telegram.called("getUpdates", _READY_SECONDS)
        await asyncio.sleep(_SETTLE_SECONDS)
        marks = [bot.megabytes()]
        for portion, upto in ((feeds[:tenth], tenth), (feeds[tenth:], len(feeds))):
            telegram.feed(portion)
            await telegram.answered(upto, len(feeds) / _SLOWEST_PER_SECOND)
            marks.append(bot.megabytes())
    await telegram.close()
    return marks[0], marks[1], marks[2]


async def _run(contender: Contender, feeds: Sequence[Feed], rate: float | None, seconds: float, log: Path) -> Result:
    telegram = FakeTelegram()
    base = await telegram.start()
    async with BotProcess(contender.arguments(base), contender.environment(base), log) as bot:
        await telegram.called("getUpdates", _READY_SECONDS)
        await asyncio.sleep(_SETTLE_SECONDS)
        idle, cpu = bot.megabytes(), bot.cpu_seconds()
        if rate is None:
            telegram.feed(feeds)
        else:
            await telegram.feed_at(feeds, rate)
        answered = await telegram.answered(len(feeds), seconds)
        cpu, after = bot.cpu_seconds() - cpu, bot.megabytes()
    await telegram.close()
    return _result(contender.name, telegram, answered, cpu, (idle, after))


def _result(name: str, telegram: FakeTelegram, answered: int, cpu: float, memory: tuple[float, float]) -> Result:
    if not answered:
        raise RuntimeError(f"{name} answered nothing; it called {telegram.calls}")
    latencies = telegram.measured.latencies()
    return Result(
        name=name,
        answered=answered,
        per_second=telegram.measured.per_second(min(_WARM_UP, answered // 10)),
        median_ms=statistics.median(latencies) * 1000,
        p99_ms=latencies[len(latencies) * 99 // 100] * 1000,
        cpu_ms=cpu / answered * 1000,
        idle_mb=memory[0],
        after_mb=memory[1],
    )
