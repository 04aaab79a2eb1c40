"""The daily backup: made once, by a process of its own; refused where it would fill the disk; ended with the bot."""

import asyncio
import logging
import os
import shutil
import stat
from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from bot import maintenance
from bot.core.clock import MovableClock
from bot.core.db import open_database
from bot.maintenance import daily
from bot.maintenance.daily import DailyBackup
from bot.maintenance.rotation import Plan, name_for
from tests.support.counters import count_up, make_counters, present
from tests.support.databases import wheel_tools
from tests.wire.process import until

pytestmark = pytest.mark.slow  # each starts a process

BOT = 1_000_000_001
PLAN = Plan(time(3, 30), "UTC", days=7, weeks=4)
DAY = timedelta(days=1)


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def backup_of(url: str, folder: Path, clock: MovableClock) -> DailyBackup:
    return DailyBackup(url, folder, BOT, plan=PLAN, clock=clock)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def free(space: int) -> Callable[[object], Usage]:
    return lambda _: Usage(space, 0, space)


async def test_it_is_made_once_a_day_and_comes_back(
    two_urls: tuple[str, str], tmp_path: Path, clock: MovableClock
) -> None:
    old, new = two_urls
    await maintenance.migrate(old, clock)
    db = await open_database(old, clock)
    await make_counters(db)
    await db.write(count_up)
    backup = backup_of(old, tmp_path / "copies", clock)
    assert backup.told().kept == 0
    assert [await backup.walk(1) for _ in range(3)] == [1, 0, 0]
    made = tmp_path / "copies" / name_for(BOT, clock.now(), ".db" if db.dialect == "sqlite" else ".dump")
    assert names(tmp_path / "copies") == {made.name}
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    told = backup.told()
    assert (told.last_at, told.last_bytes, told.kept, told.failed) == (
        clock.now().timestamp(),
        made.stat().st_size,
        1,
        0,
    )
    await db.close()
    await maintenance.restore(made, new, clock)
    restored = await open_database(new, clock)
    assert await restored.read(present) == 1
    await restored.close()


async def test_it_is_due_at_its_hour_and_what_was_missed_is_made_up_for(
    sqlite_url: str, tmp_path: Path, clock: MovableClock
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    for back in range(40, 0, -1):
        (folder / name_for(BOT, clock.now() - back * DAY, ".db")).write_text("")
    (folder / "ifyouwill-2026-01-01.db").write_text("somebody's own")
    backup = backup_of(sqlite_url, folder, clock)
    assert await backup.walk(1) == 1, "that of this morning"
    assert len(names(folder)) == 7 + 4 + 1
    assert (folder / "ifyouwill-2026-01-01.db").read_text() == "somebody's own"
    clock.move(timedelta(hours=17, minutes=29))
    assert await backup_of(sqlite_url, folder, clock).walk(1) == 0, "not before its hour, and after a start neither"
    clock.move(timedelta(minutes=1))
    assert await backup.walk(1) == 1


async def test_a_copy_from_a_day_that_has_not_come_yet_stops_nothing_and_stays(
    sqlite_url: str, tmp_path: Path, clock: MovableClock
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    future = folder / name_for(BOT, clock.now() + 900 * DAY, ".db")
    future.write_text("")
    backup = backup_of(sqlite_url, folder, clock)
    assert await backup.walk(1) == 1
    assert future.exists()
    assert backup.told().last_at == clock.now().timestamp()


async def test_it_does_not_fill_the_disk(
    sqlite_url: str,
    tmp_path: Path,
    clock: MovableClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    old = [folder / name_for(BOT, clock.now() - back * DAY, ".db") for back in range(1, 20)]
    for path in old:
        path.write_text("")
    backup = backup_of(sqlite_url, folder, clock)
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", free(100_000_000))
        assert await backup.walk(1) == 0
    assert names(folder) == {path.name for path in old}, "nothing is made, and nothing is deleted to make room"
    [record] = caplog.records
    assert record.levelno == logging.ERROR
    assert "has 100 MB free, and " in record.getMessage()
    assert backup.told().failed == 1
    clock.move(timedelta(minutes=59))
    assert await backup.walk(1) == 0, "not every minute"
    clock.move(timedelta(minutes=1))
    assert await backup.walk(1) == 1
    assert backup.told().failed == 1


async def test_whatever_goes_wrong_is_said_in_one_sentence(
    tmp_path: Path, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "letter").write_text("Dear neighbours, " * 500)
    for url, folder, sentence in (
        (f"sqlite:///{tmp_path}/letter", tmp_path / "copies", "letter cannot be copied: file is not a database."),
        (f"sqlite:///{tmp_path}/letter", tmp_path / "file" / "copies", "copies: Not a directory."),
        ("postgresql://nobody@127.0.0.1:9/none", tmp_path / "copies", "The PostgreSQL server does not answer"),
    ):
        caplog.clear()
        backup = backup_of(url, folder, clock)
        assert await backup.walk(1) == 0
        assert backup.told().failed == 1
        assert sentence in caplog.text
        assert caplog.text.count("\n") == 1
    assert names(tmp_path / "copies") == set()


async def test_postgresql_without_its_tools_says_so(
    postgres_url: str,
    tmp_path: Path,
    clock: MovableClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert await backup_of(postgres_url, tmp_path / "copies", clock).walk(1) == 0
    assert "pg_dump, which is not installed here." in caplog.text


async def test_it_ends_with_the_bot_and_leaves_nothing_behind(
    two_urls: tuple[str, str], tmp_path: Path, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    url, _ = two_urls
    await maintenance.migrate(url, clock)
    backup = backup_of(url, tmp_path / "copies", clock)
    walk = asyncio.create_task(backup.walk(1))
    await until(lambda: backup._process is not None, "a copy under way")
    backup.stop()
    assert await asyncio.wait_for(walk, 10) == 0
    assert names(tmp_path / "copies") == set()
    assert caplog.records == []
    assert backup.told().failed == 0
    assert await backup.walk(1) == 0, "none is begun any more"


async def test_one_that_hangs_is_given_up(
    postgres_url: str,
    tmp_path: Path,
    clock: MovableClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("PATH", str(wheel_tools()), prepend=os.pathsep)
    monkeypatch.setattr(daily, "_LONGEST", 4.0)
    with psycopg.connect(postgres_url) as somebody:
        somebody.execute("LOCK TABLE people IN ACCESS EXCLUSIVE MODE")
        assert await backup_of(postgres_url, tmp_path / "copies", clock).walk(1) == 0
    assert "took longer than" in caplog.text
    assert names(tmp_path / "copies") == set()


async def test_what_a_crash_left_behind_is_cleared_away(sqlite_url: str, tmp_path: Path, clock: MovableClock) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    left = folder / f".{name_for(BOT, clock.now() - DAY, '.db')}.77.part"
    left.write_text("half of it")
    assert await backup_of(sqlite_url, folder, clock).walk(1) == 1
    assert not left.exists()
