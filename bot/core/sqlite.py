"""SQLite: one writer, and works that wait together share one commit (group commit).

A work is one service with its arguments. The writer's thread takes all works that wait (at most a batch), runs each
in its own savepoint of one transaction, commits, and only then gives the results out, in one call back to the loop.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from bot.core import points
from bot.core.clock import Clock
from bot.core.outage import ConfigurationError, Outage
from bot.core.sqlite_file import WriterLock, claim_file, connect_reader, connect_writer
from bot.core.sqlite_thread import SqliteThread, start_thread
from bot.core.tx import Tx, World, perform

P = ParamSpec("P")
R = TypeVar("R")

_BATCH: Final = 64
"""Works that share a commit at most: enough to make the commit cheap, few enough to keep the wait short."""

_OUTAGES: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    }
)
"""Primary result codes that mean "not now" rather than "never like this"."""

_PRIMARY: Final = 0xFF
"""The bits of an extended result code that hold the primary one."""


class _Work:
    """A service that waits for its transaction, and then its outcome."""

    __slots__ = ("call", "error", "future", "result")

    def __init__(self, call: Callable[[Tx], Any], future: asyncio.Future[Any]) -> None:
        self.call = call
        self.future = future
        self.result: Any = None
        self.error: BaseException | None = None

    def answer(self) -> None:
        """Hand the outcome to whoever waits, unless they have gone, and let go of it."""
        error, self.error = self.error, None  # its traceback leads back here: a circle that only the collector breaks
        if self.future.done():
            return
        if error is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(error)


class _Channel:
    """One connection and the works that wait for it. `begin` is the statement that opens a batch."""

    def __init__(self, thread: SqliteThread, world: World, begin: str) -> None:
        self._thread = thread
        self._world = world
        self._begin = begin
        self._waiting: deque[_Work] = deque()
        self._closed = False

    async def run(self, call: Callable[[Tx], R]) -> R:
        if self._closed:
            raise Outage("the database is closed")
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Work(call, future))
        self._thread.post(self._drain)  # once for each work: whoever finds nothing left returns at once
        try:
            return await future
        finally:
            del future  # it holds what is raised here, whose traceback holds this frame: no circle is left behind

    async def between(self, call: Callable[[sqlite3.Connection], R]) -> R:
        """Run this outside of any transaction. Raises what it raises, Outage for what may work later."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[R] = loop.create_future()

        def work() -> None:
            try:
                result = call(self._thread.connection)
            except Exception as error:  # noqa: BLE001  whoever waits is told, whatever it was
                outcome = partial(_give_up, future, _for_each_caller(error))
            else:
                outcome = partial(_give, future, result)
            loop.call_soon_threadsafe(outcome)

        self._thread.post(work)
        return await future

    async def close(self) -> None:
        self._closed = True
        await self._thread.close()

    # What follows runs in the connection's thread.

    def _drain(self) -> None:
        batch = self._take()
        if batch:
            self._run_batch(batch)
            batch[0].future.get_loop().call_soon_threadsafe(_answer, batch)

    def _take(self) -> list[_Work]:
        batch: list[_Work] = []
        while self._waiting and len(batch) < _BATCH:
            work = self._waiting.popleft()
            if not work.future.cancelled():
                batch.append(work)
        return batch

    def _run_batch(self, batch: list[_Work]) -> None:
        connection = self._thread.connection
        try:
            cursor = connection.execute(self._begin)
            points.reach("tx.after_begin")
            for work in batch:
                self._run_one(work, cursor)
            points.reach("tx.before_commit")
            connection.execute("COMMIT")
            points.reach("tx.after_commit")
        except BaseException as error:  # noqa: BLE001  nobody may be left waiting, whatever it was
            _roll_back(connection)
            for work in batch:
                work.error = _for_each_caller(error)

    def _run_one(self, work: _Work, cursor: sqlite3.Cursor) -> None:
        cursor.execute("SAVEPOINT work")
        try:
            work.result = perform(work.call, Tx(cursor, self._world, "sqlite"))
        except Exception as error:
            if _is_outage(error):
                raise
            work.error = error
            cursor.execute("ROLLBACK TO work")
        cursor.execute("RELEASE work")


class SqliteDatabase:
    """An open SQLite file; see `bot.core.db.Database`."""

    dialect: Final = "sqlite"

    def __init__(self, world: World, writer: _Channel | None, reader: _Channel, lock: WriterLock | None) -> None:
        self.clock: Clock = world.clock
        self._writer = writer
        self._reader = reader
        self._lock = lock

    async def write(self, service: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        if self._writer is None:
            raise RuntimeError("the database was opened read-only")
        return await self._writer.run(lambda tx: service(tx, *args, **kwargs))

    async def read(self, service: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        return await self._reader.run(lambda tx: service(tx, *args, **kwargs))

    async def wipe(self) -> bool:
        if self._writer is None:
            raise RuntimeError("the database was opened read-only")
        return await self._writer.between(_empty_log)

    async def close(self) -> None:
        await self._reader.close()
        if self._writer is not None:
            await self._writer.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None


async def open_sqlite(path: str, world: World, *, read_only: bool) -> SqliteDatabase:
    """Open the file at `path`. Raises ConfigurationError."""
    if path in {"", ":memory:"}:
        raise ConfigurationError("The database must be a file: sqlite:///data/bot.db.")
    database = Path(path)
    if read_only:
        return SqliteDatabase(world, None, await _channel(connect_reader, database, world, "BEGIN"), None)
    claim_file(database)
    lock = WriterLock(database)
    try:
        writer = await _channel(connect_writer, database, world, "BEGIN IMMEDIATE")
    except ConfigurationError:
        lock.release()
        raise
    return SqliteDatabase(world, writer, await _channel(connect_reader, database, world, "BEGIN"), lock)


async def _channel(connect: Callable[[Path], sqlite3.Connection], database: Path, world: World, begin: str) -> _Channel:
    try:
        return _Channel(await start_thread(partial(connect, database)), world, begin)
    except sqlite3.Error as error:
        raise ConfigurationError(f"The database {database} cannot be opened: {error}.") from None


def _empty_log(connection: sqlite3.Connection) -> bool:
    """Bring the write-ahead log into the file and cut it to nothing; False: a reader needs it still."""
    (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _give(future: asyncio.Future[R], result: R) -> None:
    if not future.done():
        future.set_result(result)


def _give_up(future: asyncio.Future[Any], error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)


def _answer(batch: list[_Work]) -> None:
    for work in batch:
        work.answer()


def _is_outage(error: BaseException) -> bool:
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & _PRIMARY in _OUTAGES
    return isinstance(error, Outage)


def _for_each_caller(error: BaseException) -> BaseException:
    """The error that one caller of a failed batch gets: an object of their own, since raising it adds to it."""
    if not _is_outage(error):
        fault = RuntimeError(f"the transaction was rolled back: {error!r}")
        fault.__cause__ = error
        return fault
    outage = type(error)(*error.args) if isinstance(error, Outage) else Outage(f"SQLite: {error}")
    outage.__cause__ = error
    return outage


def _roll_back(connection: sqlite3.Connection) -> None:
    """Undo the batch; SQLite has done so itself after a full disk or an I/O error."""
    try:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    except sqlite3.Error:
        # The file is out of reach: the journal undoes the batch when it is opened again.
        return
