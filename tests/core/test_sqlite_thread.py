"""Guards what we use of aiosqlite beyond its public calls: an update that changes it must fail here first."""

import asyncio
import sqlite3
import sys
import threading
from pathlib import Path

import pytest

from bot.core.sqlite_thread import start_thread


async def test_functions_run_in_order_in_the_thread_of_the_connection(tmp_path: Path) -> None:
    made_in: list[threading.Thread] = []

    def connect() -> sqlite3.Connection:
        made_in.append(threading.current_thread())
        return sqlite3.connect(tmp_path / "x.db", isolation_level=None)

    thread = await start_thread(connect)
    seen: list[object] = []

    def first() -> None:
        seen.append(thread.connection.execute("SELECT 1").fetchone())  # sqlite3 itself refuses another thread
        seen.append(threading.current_thread())
        raise RuntimeError("heard by nobody")

    thread.post(first)
    thread.post(lambda: seen.append("second"))
    await thread.close()
    assert seen == [(1,), made_in[0], "second"]
    assert made_in[0] is not threading.current_thread()
    made_in[0].join(5)
    assert not made_in[0].is_alive()


async def test_a_failed_connection_is_told_and_leaves_no_thread(tmp_path: Path) -> None:
    await asyncio.to_thread(int)  # the pool's own thread is there before we count
    before = threading.active_count()
    with pytest.raises(sqlite3.OperationalError):
        await start_thread(lambda: sqlite3.connect(tmp_path / "missing" / "x.db"))
    assert threading.active_count() == before


async def test_a_process_that_does_not_close_ends_all_the_same(tmp_path: Path) -> None:
    script = (
        "import asyncio, sqlite3, sys\n"
        "from bot.core.sqlite_thread import start_thread\n"
        "async def main():\n"
        "    global kept\n"
        "    kept = await start_thread(lambda: sqlite3.connect(sys.argv[1]))\n"
        "    raise SystemExit(3)\n"
        "asyncio.run(main())\n"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, str(tmp_path / "x.db"), stderr=asyncio.subprocess.DEVNULL
    )
    assert await asyncio.wait_for(process.wait(), 30) == 3
