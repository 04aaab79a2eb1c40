"""One row that counts: the smallest thing that goes wrong when transactions do."""

from typing import Any

from sqlalchemy import Integer, bindparam, column, select, table, text, update

from bot.core.db import Database, Tx, statement

_counters = table("counters", column("id", Integer), column("n", Integer))
_MAKE = statement(text("CREATE TABLE counters (id BIGINT PRIMARY KEY, n BIGINT NOT NULL)"))
_PUT = statement(text("INSERT INTO counters (id, n) VALUES (:id, 0)"))
_ID = bindparam("id", type_=Integer())
_READ = statement(select(_counters.c.n).where(_counters.c.id == _ID))
_LOCK = statement(select(_counters.c.n).where(_counters.c.id == _ID).with_for_update())
_WRITE = statement(update(_counters).where(_counters.c.id == _ID).values(n=bindparam("value", type_=Integer())))


async def make_counters(db: Database) -> None:
    """Counters 1 and 2, both at 0."""
    await db.write(_make)


def _make(tx: Tx) -> None:
    tx.run(_MAKE)
    tx.many(_PUT, [{"id": 1}, {"id": 2}])


def count_up(tx: Tx, id: int = 1) -> int:  # noqa: A002
    """Read, add one, write: the new value."""
    value: int = tx.value(_LOCK, id=id) + 1
    assert tx.run(_WRITE, id=id, value=value) == 1
    return value


def count_up_and_raise(tx: Tx, error: BaseException) -> None:
    count_up(tx)
    raise error


def present(tx: Tx, id: int = 1) -> Any:  # noqa: A002
    return tx.value(_READ, id=id)
