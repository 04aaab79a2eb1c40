"""What only SQLite can do to us: files, locks, full disks, shared commits."""

import asyncio
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import column, text

from bot.core import points
from bot.core.clock import MovableClock
from bot.core.db import ConfigurationError, Database, Outage, Tx, open_database, statement
from tests.support.counters import count_up, make_counters, present

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="file modes and locks are POSIX ones")


@pytest.fixture
async def counter(sqlite_db: Database) -> Database:
    await make_counters(sqlite_db)
    return sqlite_db


@pytest.fixture
def file(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


def pragma(tx: Tx, words: str) -> Any:
    return tx.value(statement(text(f"PRAGMA {words}").columns(column("value"))))


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_works_that_wait_together_share_a_commit(counter: Database) -> None:
    started, go_on = threading.Event(), threading.Event()
    commits: list[str] = []

    def dawdle(tx: Tx) -> None:
        started.set()
        assert go_on.wait(5)

    first = asyncio.create_task(counter.write(dawdle))
    await asyncio.to_thread(started.wait, 5)
    points.hook = lambda label: commits.append(label) if label == "tx.after_commit" else None
    rest = [asyncio.create_task(counter.write(count_up)) for _ in range(40)]
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(first, *rest)
    points.hook = None
    assert len(commits) == 2
    assert await counter.read(present) == 40


FILL = statement(
    text(
        "WITH RECURSIVE more(k) AS (SELECT 10 UNION ALL SELECT k + 1 FROM more WHERE k < 200000)"
        " INSERT INTO counters (id, n) SELECT k, 0 FROM more"
    )
)


async def test_a_full_disk_is_an_outage_for_the_whole_batch_and_passes(counter: Database) -> None:
    started, go_on = threading.Event(), threading.Event()

    def dawdle(tx: Tx) -> None:
        started.set()
        assert go_on.wait(5)

    pages = await counter.write(lambda tx: pragma(tx, "page_count"))
    await counter.write(lambda tx: pragma(tx, f"max_page_count = {pages + 20}"))
    first = asyncio.create_task(counter.write(dawdle))
    await asyncio.to_thread(started.wait, 5)
    works = [counter.write(count_up), counter.write(lambda tx: tx.run(FILL)), counter.write(count_up)]
    tasks = [asyncio.ensure_future(work) for work in works]
    await asyncio.sleep(0)
    go_on.set()
    await first
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [Outage, Outage, Outage]
    assert len({id(outcome) for outcome in outcomes}) == 3
    assert await counter.read(present) == 0
    assert await counter.write(count_up) == 1


async def test_a_locked_file_is_an_outage_and_passes(counter: Database, file: Path) -> None:
    await counter.write(pragma, "busy_timeout = 50")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Outage, match="locked"):
        await counter.write(count_up)
    other.execute("COMMIT")
    other.close()
    assert await counter.write(count_up) == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("recursive_triggers", 1), ("secure_delete", 1)],
)
async def test_the_connection_is_set_up(sqlite_db: Database, name: str, expected: object) -> None:
    assert await sqlite_db.write(pragma, name) == expected


async def test_nobody_else_may_read_the_files(counter: Database, file: Path) -> None:
    await counter.write(count_up)
    names = [file, *file.parent.glob("bot.db-*"), *file.parent.glob("bot.db.lock")]
    assert {f"{file}-wal", f"{file}-shm"} < {str(name) for name in names}
    assert {mode(name) for name in names} == {0o600}


async def test_a_wide_open_file_is_closed(sqlite_url: str, file: Path, clock: MovableClock) -> None:
    await asyncio.to_thread(file.chmod, 0o644)
    db = await open_database(sqlite_url, clock)
    await db.close()
    assert mode(file) == 0o600


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 99, 0)], ids=["old", "new"])
async def test_a_second_writing_process_is_turned_away_whatever_sqlite_allows(
    counter: Database, file: Path, monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...]
) -> None:
    script = (
        "import asyncio, sqlite3, sys\n"
        f"sqlite3.sqlite_version_info = {version}\n"
        "from bot.core.clock import SystemClock\n"
        "from bot.core import db\n"
        "try:\n    asyncio.run(db.open_database(sys.argv[1], SystemClock()))\n"
        "except db.ConfigurationError as error:\n    print(error)\n"
    )
    other_name = file.with_name("link.db")
    other_name.symlink_to(file)
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    await counter.close()
    ours = await open_database(f"sqlite:///{file}", counter.clock)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, f"sqlite:///{other_name}", stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    said, _ = await process.communicate()
    await ours.close()
    assert said.decode().startswith("The database ")
    assert "in use by another process" in said.decode()
    assert said.count(b"\n") == 1


async def test_a_lock_that_cannot_be_had_is_said_in_one_sentence(
    sqlite_url: str, file: Path, clock: MovableClock
) -> None:
    file.with_name(f"{file.name}.lock").mkdir()
    with pytest.raises(ConfigurationError, match=r"cannot be locked: Is a directory\.$"):
        await open_database(sqlite_url, clock)


async def test_the_lock_is_let_go_on_close(sqlite_db: Database, sqlite_url: str) -> None:
    await sqlite_db.close()
    again = await open_database(sqlite_url, sqlite_db.clock, random=Random(1))
    await again.close()


async def test_reading_from_beside_needs_no_lock(counter: Database, sqlite_url: str) -> None:
    await counter.write(count_up)
    beside = await open_database(sqlite_url, counter.clock, read_only=True)
    assert await beside.read(present) == 1
    with pytest.raises(RuntimeError, match="read-only"):
        await beside.write(count_up)
    await beside.close()


async def test_what_is_no_database_is_said_in_one_sentence(tmp_path: Path, clock: MovableClock) -> None:
    (tmp_path / "letter.db").write_text("Dear neighbours, " * 100)
    (tmp_path / "folder.db").mkdir()
    for url in (f"sqlite:///{tmp_path}/letter.db", f"sqlite:///{tmp_path}/folder.db", "sqlite://", "mysql://x/y", "?"):
        with pytest.raises(ConfigurationError) as said:
            await open_database(url, clock)
        assert str(said.value).endswith(".")
        assert "\n" not in str(said.value)
