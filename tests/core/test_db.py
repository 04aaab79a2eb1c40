"""What a transaction promises, on both databases."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import Integer, bindparam, column, select, table, text, update

from bot.core.db import Database, Tx, statement
from bot.core.refusal import Refusal

_counters = table("counters", column("id", Integer), column("n", Integer))
MAKE = statement(text("CREATE TABLE counters (id BIGINT PRIMARY KEY, n BIGINT NOT NULL)"))
PUT = statement(text("INSERT INTO counters (id, n) VALUES (1, 0)"))
READ = statement(select(_counters.c.n).where(_counters.c.id == 1))
LOCK = statement(select(_counters.c.n).where(_counters.c.id == 1).with_for_update())
WRITE = statement(update(_counters).where(_counters.c.id == 1).values(n=bindparam("n", type_=Integer())))


class Never(Refusal):
    pass


def count_up(tx: Tx) -> int:
    n: int = tx.value(LOCK) + 1
    assert tx.run(WRITE, n=n) == 1
    return n


def present(tx: Tx) -> Any:
    return tx.value(READ)


def count_up_and_raise(tx: Tx, error: Exception) -> None:
    count_up(tx)
    raise error


@pytest.fixture
async def counter(db: Database) -> Database:
    await db.write(lambda tx: tx.run(MAKE))
    await db.write(lambda tx: tx.run(PUT))
    return db


async def test_fifty_at_once_lose_nothing(counter: Database) -> None:
    results = await asyncio.gather(*(counter.write(count_up) for _ in range(50)))
    assert sorted(results) == list(range(1, 51))
    assert await counter.read(present) == 50


async def test_refusal_rolls_back_only_its_own_work(counter: Database) -> None:
    works = [counter.write(count_up), counter.write(count_up_and_raise, Never()), counter.write(count_up)]
    one, no, two = await asyncio.gather(*works, return_exceptions=True)
    assert {one, two} == {1, 2}
    assert isinstance(no, Never)
    assert await counter.read(present) == 2
