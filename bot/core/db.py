"""The database as everybody else sees it: whole functions run inside one transaction.

`await db.write(service, actor, …)` runs `service(tx, actor, …)` from beginning to end in a thread of the database.
Nothing in there can wait for the network, because nothing in there can wait.
"""

from collections.abc import Callable
from random import Random
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.core.clock import Clock
from bot.core.outage import CommitUnknown, ConfigurationError, Outage
from bot.core.statement import Row, Statement, given, insert_new, statement, upsert
from bot.core.tx import Tx, World

__all__ = [
    "CommitUnknown",
    "ConfigurationError",
    "Database",
    "Outage",
    "Row",
    "Statement",
    "Tx",
    "dialect_of",
    "given",
    "insert_new",
    "open_database",
    "statement",
    "upsert",
]

P = ParamSpec("P")
R = TypeVar("R")


class Database(Protocol):
    """An open database. Every method may raise Outage: nothing was written, try again later."""

    @property
    def dialect(self) -> str:
        """ "sqlite" or "postgresql"."""

    @property
    def clock(self) -> Clock: ...

    async def write(self, service: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `service(tx, …)` in one transaction and commit it; what it raises rolls it back.

        The result is given out after the commit. On PostgreSQL the service may be run again when it collided with
        another one, so it must have no effects outside `tx`. If the awaiting task is cancelled the service runs
        whole or not at all.
        """

    async def read(self, service: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `service(tx, …)` on one consistent, committed state, without the means to write."""

    async def wipe(self) -> bool:
        """What was overwritten or deleted by now is gone from what the database keeps beside its tables as well, as far
        as that is ours to say (PostgreSQL sees to it in its own time). False: somebody reads an older state, try again.
        """

    async def close(self) -> None:
        """Finish what waits, then let go of the database."""


async def open_database(url: str, clock: Clock, *, random: Random | None = None, read_only: bool = False) -> Database:
    """Open `sqlite:///path/to/file` (made if missing) or `postgresql://user@host/name`.

    Raises ConfigurationError, with one sentence for the operator, when it cannot be opened.
    """
    world = World(clock, random)
    name = dialect_of(url)
    if name == "sqlite":
        from bot.core.sqlite import open_sqlite  # noqa: PLC0415  a driver is loaded only if it is used

        return await open_sqlite(make_url(url).database or "", world, read_only=read_only)
    from bot.core.postgres import open_postgres  # noqa: PLC0415

    return await open_postgres(url, world, read_only=read_only)


def dialect_of(url: str) -> str:
    """ "sqlite" or "postgresql". Raises ConfigurationError for any other database."""
    try:
        backend = make_url(url).get_backend_name()
    except ArgumentError:
        raise ConfigurationError("The database URL is not one: it reads like sqlite:///data/bot.db.") from None
    if backend not in {"sqlite", "postgresql"}:
        raise ConfigurationError(f"There is no support for {backend} databases: use sqlite or postgresql.")
    return backend
