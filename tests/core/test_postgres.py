"""What only PostgreSQL can do to us: collisions, lost connections, commits of unknown outcome."""

import asyncio
from collections.abc import AsyncIterator
from random import Random

import psycopg
import pytest
from psycopg import errors
from sqlalchemy import column, text

from bot.core import points
from bot.core.clock import MovableClock
from bot.core.db import CommitUnknown, ConfigurationError, Database, Outage, Tx, open_database, statement
from tests.support.counters import count_up, make_counters, present

BACKEND = statement(text("SELECT pg_backend_pid() AS pid").columns(column("pid")))

DAWDLE = statement(text("SELECT CAST(pg_sleep(0.1) AS text) AS nothing").columns(column("nothing")))


@pytest.fixture
async def counter(postgres_url: str, clock: MovableClock) -> AsyncIterator[Database]:
    db = await open_database(postgres_url, clock, random=Random(7))
    await make_counters(db)
    yield db
    await db.close()


def terminate(url: str, pid: int) -> None:
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


async def test_a_collision_is_run_again(counter: Database) -> None:
    tries: list[int] = []

    def collide_twice(tx: Tx) -> int:
        tries.append(count_up(tx))
        if len(tries) < 3:
            raise errors.SerializationFailure
        return tries[-1]

    assert await counter.write(collide_twice) == 1
    assert tries == [1, 1, 1]


async def test_endless_collisions_are_an_outage(counter: Database) -> None:
    tries: list[int] = []

    def collide(tx: Tx) -> None:
        tries.append(count_up(tx))
        raise errors.DeadlockDetected

    with pytest.raises(Outage):
        await counter.write(collide)
    assert len(tries) == 5
    assert await counter.read(present) == 0


async def test_a_real_deadlock_ends_with_both_done(counter: Database) -> None:
    def both(tx: Tx, one: int, other: int) -> None:
        count_up(tx, one)
        tx.rows(DAWDLE)
        count_up(tx, other)

    await asyncio.gather(counter.write(both, 1, 2), counter.write(both, 2, 1))
    assert await counter.read(lambda tx: (present(tx), present(tx, 2))) == (2, 2)


async def test_a_lost_connection_is_an_outage_and_the_next_work_connects_again(
    counter: Database, postgres_url: str
) -> None:
    def lose(tx: Tx) -> None:
        count_up(tx)
        terminate(postgres_url, tx.value(BACKEND))
        count_up(tx)

    with pytest.raises(Outage) as said:
        await counter.write(lose)
    assert type(said.value) is Outage
    assert await counter.write(count_up) == 1


async def test_a_connection_that_died_while_idle_is_not_noticed(counter: Database, postgres_url: str) -> None:
    terminate(postgres_url, await counter.read(lambda tx: tx.value(BACKEND)))
    assert await counter.write(count_up) == 1


async def test_a_connection_lost_at_commit_leaves_the_outcome_unknown(counter: Database, postgres_url: str) -> None:
    pid: list[int] = []

    def lose(label: str) -> None:
        if label == "tx.before_commit":
            terminate(postgres_url, pid[0])

    def watched(tx: Tx) -> None:
        pid.append(tx.value(BACKEND))
        count_up(tx)

    points.hook = lose
    try:
        with pytest.raises(CommitUnknown):
            await counter.write(watched)
    finally:
        points.hook = None
    assert await counter.write(count_up) == 1


async def test_processes_draw_different_numbers(counter: Database, postgres_url: str, clock: MovableClock) -> None:
    others = [await open_database(postgres_url, clock, random=Random(7)) for _ in range(3)]
    ids = [await db.write(lambda tx: tx.new_id()) for db in [counter, *others]]
    for db in others:
        await db.close()
    assert len(set(ids)) == 4


async def test_a_server_out_of_reach_is_said_in_one_sentence(clock: MovableClock) -> None:
    with pytest.raises(ConfigurationError) as said:
        await open_database("postgresql://nobody@127.0.0.1:1/nothing", clock)
    assert str(said.value).endswith(".")
    assert "\n" not in str(said.value)
