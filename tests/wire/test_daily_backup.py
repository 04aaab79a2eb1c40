"""The daily backup by a real process, and the life that begins with it."""

import re
from pathlib import Path

import aiohttp

from bot.sandbox.server import Serving
from tests.wire.process import BotProcess, bot_process, until
from tests.wire.test_starting import answer, free_port


async def figure(page: str, name: str) -> float:
    async with aiohttp.ClientSession(page) as watcher:
        found = re.search(rf"^ifyouwill_{name} (\S+)$", (await answer(watcher, "/metrics"))[1], re.MULTILINE)
        assert found is not None, name
        return float(found[1])


async def test_it_is_there_after_the_start_and_brings_everything_back(telegram: Serving, tmp_path: Path) -> None:
    maria = await telegram.sandbox.create_person("Maria")
    page, copies = f"http://127.0.0.1:{free_port()}", tmp_path / "copies"
    settings = {"listen": page.removeprefix("http://"), "backup_dir": str(copies), "backup_at": "03:30 Europe/London"}
    async with bot_process(tmp_path, telegram.api_base, **settings) as bot:
        await bot.says(r"the daily backup is ")
        await bot.at_work()
        await telegram.sandbox.start(maria)
        await until(lambda: len(telegram.sandbox.screen(maria)) == 2, "a welcome")
        [copy] = copies.iterdir()
        assert await figure(page, "backup_kept") == 1
        assert await figure(page, "backup_last_bytes") == copy.stat().st_size
        assert await figure(page, "backup_failures_total") == 0
        assert await bot.stop(seconds=10) == 0
        await bot.start()
        await bot.at_work(times=2)
        assert await bot.stop() == 0
        assert list(copies.iterdir()) == [copy], "not a second one on one day"
    (tmp_path / "restoring").mkdir()
    url = f"sqlite:///{tmp_path / 'restored.db'}"
    for arguments in (("restore", str(copy)), ("check",)):
        async with BotProcess(tmp_path / "restoring", *arguments, database_url=url) as command:
            assert await command.ended() == 0, command.log


async def test_a_folder_that_cannot_be_had_is_reported_and_hurts_nobody(telegram: Serving, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    page = f"http://127.0.0.1:{free_port()}"
    settings = {"listen": page.removeprefix("http://"), "backup_dir": str(tmp_path / "file" / "copies")}
    maria = await telegram.sandbox.create_person("Maria")
    async with bot_process(tmp_path, telegram.api_base, **settings) as bot:
        await bot.says(r"ERROR .*there is no daily backup: .*Not a directory\.")
        assert await figure(page, "backup_failures_total") == 1
        await telegram.sandbox.start(maria)
        await until(lambda: len(telegram.sandbox.screen(maria)) == 2, "a welcome")
        assert await bot.stop() == 0
