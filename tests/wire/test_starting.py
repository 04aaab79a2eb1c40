"""The first and the last minute of the process: what it refuses, what it waits for, how it ends."""

import socket
import sqlite3
from pathlib import Path
from random import Random

import aiohttp
import pytest

from bot.core.clock import SystemClock
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import Serving, serving
from bot.sandbox.stage import DEFAULT_TOKEN, Setup
from tests.wire.process import BotProcess, bot_process, until

NOWHERE = "http://127.0.0.1:9/bot"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


async def answer(watcher: aiohttp.ClientSession, path: str) -> tuple[int, str]:
    async with watcher.get(path) as told:
        return told.status, await told.text()


def sentences(log: str) -> list[str]:
    return [line for line in log.splitlines() if line]


async def test_bad_configuration_ends_with_one_sentence(tmp_path: Path) -> None:
    async with BotProcess(tmp_path) as bot:
        assert await bot.ended() == 2
        [sentence] = sentences(bot.log)
        assert "IFYOUWILL_TOKEN" in sentence


@pytest.mark.slow
async def test_a_wrong_token_ends_with_one_sentence(telegram: Serving, tmp_path: Path) -> None:
    token = "1000000001:another-token-than-the-one-that-is-known"
    async with bot_process(tmp_path, telegram.api_base, token=token) as bot:
        assert await bot.ended() == 2
        assert "IFYOUWILL_TOKEN" in sentences(bot.log)[-1]
        assert token not in bot.log


@pytest.mark.slow
async def test_a_database_of_a_newer_release_is_not_touched(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "bot.db") as database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        database.execute("INSERT INTO alembic_version VALUES ('of_tomorrow')")
    database.close()
    async with bot_process(tmp_path, NOWHERE) as bot:
        assert await bot.ended() == 2
        assert "of_tomorrow" in sentences(bot.log)[-1]


@pytest.mark.slow
async def test_a_database_that_cannot_be_written_ends_with_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    url = f"sqlite:///{tmp_path / 'file' / 'bot.db'}"
    async with bot_process(tmp_path, NOWHERE, database_url=url) as bot:
        assert await bot.ended() == 2
        assert "cannot be written" in sentences(bot.log)[-1]


@pytest.mark.slow
async def test_a_port_that_is_taken_ends_with_one_sentence(telegram: Serving, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        async with bot_process(tmp_path, telegram.api_base, listen=address) as bot:
            assert await bot.ended() == 2
            assert "IFYOUWILL_LISTEN" in sentences(bot.log)[-1]


@pytest.mark.slow
async def test_waits_for_telegram_and_says_so(tmp_path: Path) -> None:
    port = free_port()
    page = f"http://127.0.0.1:{free_port()}"
    async with (
        bot_process(tmp_path, f"http://127.0.0.1:{port}/bot", listen=page.removeprefix("http://")) as bot,
        aiohttp.ClientSession(page) as watcher,
    ):
        await bot.says(r"Telegram cannot be reached .*attempt 3")
        assert await answer(watcher, "/readyz") == (503, "starting\n")
        assert await answer(watcher, "/healthz") == (200, "ok\n")
        assert "ifyouwill_database_up 1.0" in (await answer(watcher, "/metrics"))[1]
        sandbox = Sandbox(SystemClock(), Random(1), Setup(flood=False))
        async with serving(sandbox, port=port):
            await bot.at_work()
            assert await answer(watcher, "/readyz") == (200, "ok\n")
            assert await bot.stop() == 0


@pytest.mark.slow
async def test_ends_cleanly_when_asked_even_while_it_waits(tmp_path: Path) -> None:
    async with bot_process(tmp_path, NOWHERE) as bot:
        await bot.says(r"Telegram cannot be reached")
        assert await bot.stop() == 0


@pytest.mark.slow
async def test_a_token_from_a_file_works(telegram: Serving, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{DEFAULT_TOKEN}\n")
    environment = {
        "token_file": str(tmp_path / "token"),
        "database_url": f"sqlite:///{tmp_path / 'bot.db'}",
        "api_base_url": telegram.api_base,
    }
    async with BotProcess(tmp_path, **environment) as bot:
        await bot.at_work()
        assert await bot.stop() == 0


async def test_hears_by_polling_and_ends_within_ten_seconds(telegram: Serving, tmp_path: Path) -> None:
    maria = await telegram.sandbox.create_person("Maria")
    async with bot_process(tmp_path, telegram.api_base) as bot:
        await telegram.sandbox.start(maria)
        await until(lambda: len(telegram.sandbox.screen(maria)) == 2, "a welcome")
        await bot.at_work()
        bot._signal(15)
        assert await bot.ended(seconds=10) == 0
        assert "Traceback" not in bot.log
        assert DEFAULT_TOKEN not in bot.log


@pytest.mark.slow
async def test_a_second_bot_on_the_same_file_is_turned_away(telegram: Serving, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    async with bot_process(tmp_path, telegram.api_base) as bot:
        await bot.at_work()
        async with bot_process(tmp_path / "other", telegram.api_base, database_url=url) as other:
            assert await other.ended() == 2
            assert "in use by another process" in sentences(other.log)[-1]
        assert bot.running


@pytest.mark.slow
async def test_two_on_one_token_say_so_and_go_on(telegram: Serving, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    async with bot_process(tmp_path, telegram.api_base) as bot:
        await bot.at_work()
        async with bot_process(tmp_path / "other", telegram.api_base) as other:
            await other.at_work()
            await bot.says(r"somebody else fetches this bot's updates")
            assert bot.running
            await other.stop()
        maria = await telegram.sandbox.create_person("Maria")
        await telegram.sandbox.start(maria)
        await until(lambda: len(telegram.sandbox.screen(maria)) == 2, "a welcome")
