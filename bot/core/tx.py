"""One transaction as a service sees it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from random import Random, SystemRandom
from types import CoroutineType
from typing import Any, TypeVar

from bot.core.clock import Clock
from bot.core.ids import WORKERS, Ids
from bot.core.statement import Cursor, Row, Statement

R = TypeVar("R")


class World:
    """What a database needs of the world outside: the time, chance, and numbers for rows."""

    __slots__ = ("clock", "ids", "random")

    def __init__(self, clock: Clock, random: Random | None) -> None:
        self.clock = clock
        self.random = random or SystemRandom()
        self.ids = Ids(self.random.randrange(WORKERS))


class Tx:
    """One transaction, as a service sees it. It is over when the service returns; a service never commits.

    `now` is read once when the transaction begins. `dialect` is "sqlite" or "postgresql".
    """

    __slots__ = ("_cursor", "_ids", "dialect", "now", "random")

    def __init__(self, cursor: Cursor, world: World, dialect: str) -> None:
        self.now: datetime = world.clock.now()
        self.random = world.random
        self.dialect = dialect
        self._cursor = cursor
        self._ids = world.ids

    def rows(self, stmt: Statement, /, **values: Any) -> list[Row]:
        """All rows."""
        compiled = stmt.on(self.dialect)
        self._cursor.execute(compiled.text, compiled.bind(values))
        return compiled.rows(self._cursor.fetchall())

    def row(self, stmt: Statement, /, **values: Any) -> Row | None:
        """The only row, or None."""
        rows = self.rows(stmt, **values)
        assert len(rows) <= 1, f"more than one row from: {stmt}"
        return rows[0] if rows else None

    def value(self, stmt: Statement, /, **values: Any) -> Any | None:
        """The first column of the only row, or None."""
        row = self.row(stmt, **values)
        return None if row is None else row[0]

    def run(self, stmt: Statement, /, **values: Any) -> int:
        """Write, and give back how many rows were changed."""
        compiled = stmt.on(self.dialect)
        self._cursor.execute(compiled.text, compiled.bind(values))
        if compiled.returns_rows:
            return len(self._cursor.fetchall())
        return self._cursor.rowcount

    def many(self, stmt: Statement, each: Sequence[Mapping[str, Any]], /) -> None:
        """Write once for each set of values. The statement gives no rows back."""
        if each:
            compiled = stmt.on(self.dialect)
            self._cursor.executemany(compiled.text, [compiled.bind(dict(values)) for values in each])

    def new_id(self) -> int:
        """An id for a new row: greater than every one before, unique over all workers."""
        return self._ids.new(self.now)


def perform(call: Callable[[Tx], R], tx: Tx) -> R:
    """Run a service. Raises TypeError if it is a coroutine, which would only begin after the transaction was over."""
    try:
        result = call(tx)
    except StopIteration as stop:  # no future can carry it to the caller
        raise RuntimeError("a service raised StopIteration") from stop
    if isinstance(result, CoroutineType):
        result.close()
        raise TypeError("a service is a plain function, not a coroutine")
    return result
