"""A SQLite connection and the thread that owns it, lent from aiosqlite.

The only place that reaches into aiosqlite beyond its public calls: those send one statement, or one fetch, at a time
to the thread; we send a whole function. `tests/core/test_sqlite_thread.py` guards the three names used here.
"""

import asyncio
import sqlite3
from collections.abc import Callable

import aiosqlite


class SqliteThread:
    """Runs functions one after the other in the thread of one connection."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._owner = connection

    @property
    def connection(self) -> sqlite3.Connection:
        """The raw connection; only functions posted here may use it."""
        return self._owner._conn  # noqa: SLF001

    def post(self, function: Callable[[], None]) -> None:
        """Have `function` run soon in the thread. Nobody hears what it returns or raises."""
        self._owner._tx.put_nowait((None, function))  # noqa: SLF001

    async def close(self) -> None:
        """Let what was posted finish, close the connection, end the thread."""
        await self._owner.close()


async def start_thread(connect: Callable[[], sqlite3.Connection]) -> SqliteThread:
    """A thread that owns the connection which `connect` makes in it. Raises what `connect` raises."""
    owner = aiosqlite.Connection(connect, iter_chunk_size=64)
    owner._thread.daemon = True  # noqa: SLF001  a process that ends without closing must end, not wait for ever
    try:
        await owner
    except BaseException:
        # aiosqlite has told the thread to end, which reports to this loop: the loop must outlive it.
        await asyncio.to_thread(owner._thread.join)  # noqa: SLF001
        raise
    return SqliteThread(owner)
