"""PostgreSQL: a small pool of threads, each work with a connection of its own for as long as it runs.

The isolation is READ COMMITTED; services lock the row that is used up before they look (`with_for_update`). A work
that collided with another one (deadlock, serialisation failure, a key that is just taken) is run again from the start.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import psycopg
from psycopg import errors
from psycopg.adapt import Buffer, Loader

from bot.core import points
from bot.core.clock import Clock
from bot.core.ids import Ids
from bot.core.outage import CommitUnknown, ConfigurationError, Outage
from bot.core.tx import Tx, World, perform

P = ParamSpec("P")
R = TypeVar("R")
Connection = psycopg.Connection[Any]

CONNECTIONS: Final = 8
"""Connections, and threads, kept per process."""

_ATTEMPTS: Final = 5
"""How often a work is tried that collides with others each time."""

_LONGEST_PAUSE: Final = 0.02
"""Seconds waited at most before the second attempt; each further one may wait as long again."""

_WRITE: Final = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
_READ: Final = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_SETTINGS: Final = (
    "-c statement_timeout=30s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s -c timezone=UTC"
)


class _WholeNumber(Loader):
    """NUMERIC is what PostgreSQL makes of `sum(bigint)`; our sums are whole numbers. Refuses fractions."""

    def load(self, data: Buffer) -> int:
        return int(bytes(data))


class PostgresDatabase:
    """An open PostgreSQL database; see `bot.core.db.Database`."""

    dialect: Final = "postgresql"

    def __init__(self, url: str, world: World, *, read_only: bool) -> None:
        self.clock: Clock = world.clock
        self._url = url
        self._world = world
        self._read_only = read_only
        self._idle: deque[Connection] = deque()
        self._threads = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="postgres")
        self._closed = False

    async def write(self, service: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        if self._read_only:
            raise RuntimeError("the database was opened read-only")
        return await self._submit(_WRITE, lambda tx: service(tx, *args, **kwargs))

    async def read(self, service: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        return await self._submit(_READ, lambda tx: service(tx, *args, **kwargs))

    async def wipe(self) -> bool:
        return True

    async def close(self) -> None:
        self._closed = True
        await asyncio.to_thread(self._threads.shutdown)
        while self._idle:
            self._idle.pop().close()

    def connect(self) -> None:
        """Open the first connection, and draw our number among the workers. Raises Outage: no server, no database."""
        connection = _connect(self._url)
        self._idle.append(connection)
        row = connection.execute("SELECT to_regclass('workers') IS NOT NULL").fetchone()
        if row and row[0] and not self._read_only:
            for (number,) in connection.execute("SELECT nextval('workers')"):
                self._world.ids = Ids(number)

    async def _submit(self, begin: str, call: Callable[[Tx], R]) -> R:
        if self._closed:
            raise Outage("the database is closed")
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, begin, call)

    # What follows runs in a thread of the pool.

    def _run(self, begin: str, call: Callable[[Tx], R]) -> R:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return self._attempt(begin, call)
            except errors.UniqueViolation:
                if attempt == _ATTEMPTS:  # not a moment's neighbour, but a bug
                    raise
            except (errors.SerializationFailure, errors.DeadlockDetected) as collision:
                if attempt == _ATTEMPTS:
                    raise Outage(f"PostgreSQL: {_ATTEMPTS} collisions one after the other") from collision
            time.sleep(self._world.random.uniform(0, _LONGEST_PAUSE * attempt))
        raise AssertionError("unreachable")

    def _attempt(self, begin: str, call: Callable[[Tx], R]) -> R:
        connection = self._begin(begin)
        try:
            result = self._transact(connection, call)
            _commit(connection)
            points.reach("tx.after_commit")
        except BaseException:
            _roll_back(connection)
            raise
        finally:
            self._give_back(connection)
        return result

    def _begin(self, begin: str) -> Connection:
        """A connection in a fresh transaction; those that died while they were idle are thrown away."""
        while self._idle:
            connection = self._idle.pop()  # the one used last: its plans and pages are warm
            try:
                connection.execute(begin)
            except (psycopg.OperationalError, psycopg.InterfaceError):
                connection.close()
            else:
                return connection
        connection = _connect(self._url)
        connection.execute(begin)
        return connection

    def _transact(self, connection: Connection, call: Callable[[Tx], R]) -> R:
        try:
            points.reach("tx.after_begin")
            result = perform(call, Tx(connection.cursor(), self._world, "postgresql"))
            points.reach("tx.before_commit")
        except (errors.SerializationFailure, errors.DeadlockDetected):
            raise
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise Outage(f"PostgreSQL: {type(error).__name__}") from error
        return result

    def _give_back(self, connection: Connection) -> None:
        if not connection.closed:
            self._idle.append(connection)


async def open_postgres(url: str, world: World, *, read_only: bool) -> PostgresDatabase:
    """Open the database at `url`. Raises ConfigurationError if it is out of reach."""
    database = PostgresDatabase(libpq_url(url), world, read_only=read_only)
    try:
        await asyncio.to_thread(database.connect)
    except Outage as outage:
        await database.close()
        raise ConfigurationError(
            f"The PostgreSQL server does not let us in: {_first_line(outage.__cause__)}."
        ) from None
    return database


def libpq_url(url: str) -> str:
    """`url` without the driver that SQLAlchemy would want named ("postgresql+psycopg://…")."""
    scheme, separator, rest = url.partition("://")
    return scheme.partition("+")[0] + separator + rest


def _connect(url: str) -> Connection:
    try:
        connection = psycopg.connect(url, autocommit=True, options=_SETTINGS, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise Outage("PostgreSQL: no connection") from error
    connection.adapters.register_loader("numeric", _WholeNumber)
    return connection


def _commit(connection: Connection) -> None:
    try:
        connection.execute("COMMIT")
    except psycopg.OperationalError as error:
        if connection.closed:
            raise CommitUnknown("PostgreSQL: the connection broke during COMMIT") from error
        raise


def _roll_back(connection: Connection) -> None:
    try:
        if not connection.closed:
            connection.execute("ROLLBACK")
    except psycopg.Error:
        connection.close()


def _first_line(error: BaseException | None) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".")
