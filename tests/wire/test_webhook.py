"""The bot behind a webhook, and what its listener says to strangers and machines."""

import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from bot.sandbox.server import Serving
from bot.web.site import SECRET_HEADER
from tests.wire.process import BotProcess, bot_process, until

SECRET = "a-secret-of-the-webhook"


@dataclass
class Listening:
    bot: BotProcess
    url: str
    telegram: Serving


@pytest.fixture
async def listening(telegram: Serving, tmp_path: Path) -> AsyncIterator[Listening]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = {"webhook_url": f"{url}/hook", "webhook_secret": SECRET, "listen": f"127.0.0.1:{port}"}
    async with bot_process(tmp_path, telegram.api_base, **environment) as bot:
        await bot.at_work()
        yield Listening(bot, url, telegram)


async def test_hears_by_webhook(listening: Listening) -> None:
    maria = await listening.telegram.sandbox.create_person("Maria")
    await listening.telegram.sandbox.start(maria)
    await until(lambda: len(listening.telegram.sandbox.screen(maria)) == 2, "a welcome")
    async with aiohttp.ClientSession(listening.url) as stranger:
        for path in ("/healthz", "/readyz"):
            async with stranger.get(path) as answer:
                assert (answer.status, await answer.text()) == (200, "ok\n")
        async with stranger.get("/metrics") as answer:
            assert "ifyouwill_inbox_waiting 0" in await answer.text()
        await _refusals(stranger)
    assert await listening.bot.stop() == 0
    assert SECRET not in listening.bot.log


async def _refusals(stranger: aiohttp.ClientSession) -> None:
    json, known = {"Content-Type": "application/json"}, {SECRET_HEADER: SECRET}
    cases = [
        (json, b"{}", 403),
        ({**json, SECRET_HEADER: "wrong"}, b"{}", 403),
        ({**known, "Content-Type": "text/plain"}, b"{}", 415),
        ({**known, **json}, b"not json", 400),
        ({**known, **json}, b"[1]", 400),
        ({**known, **json}, b"[" * 100_000, 400),
        ({**known, **json}, b" " * 1_000_001, 413),
        ({**known, **json}, b"{}", 200),
    ]
    for headers, body, status in cases:
        async with stranger.post("/hook", data=body, headers=headers) as answer:
            assert answer.status == status, (headers, body[:20])
    async with stranger.get("/hook") as answer:
        assert answer.status == 405


async def test_takes_nothing_before_it_is_at_work(tmp_path: Path) -> None:
    """What is left from before comes first; Telegram brings this one again."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {"webhook_url": "https://bot.example/hook", "webhook_secret": SECRET, "listen": f"127.0.0.1:{port}"}
    async with (
        bot_process(tmp_path, "http://127.0.0.1:9/bot", **environment) as bot,
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as telegram,
    ):
        await bot.says(r"Telegram cannot be reached")
        for headers, status in (({}, 403), ({SECRET_HEADER: SECRET}, 503)):
            async with telegram.post("/hook", json={"update_id": 7}, headers=headers) as answer:
                assert answer.status == status
