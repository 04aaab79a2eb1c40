"""What a transaction promises, on both databases."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Integer, column, insert, table, text

from bot.core import points
from bot.core.clock import MovableClock
from bot.core.db import Database, Outage, Tx, open_database, statement
from bot.core.refusal import Refusal
from tests.support.counters import count_up, count_up_and_raise, make_counters, present


class Never(Refusal):
    pass


class PowerCut(BaseException):
    """What a simulation raises where the process would die."""


@pytest.fixture
async def counter(db: Database) -> Database:
    await make_counters(db)
    return db


@pytest.fixture
def reached() -> Iterator[list[str]]:
    """The labels reached so far."""
    labels: list[str] = []
    points.hook = labels.append
    yield labels
    points.hook = None


async def test_fifty_at_once_lose_nothing(counter: Database) -> None:
    results = await asyncio.gather(*(counter.write(count_up) for _ in range(50)))
    assert sorted(results) == list(range(1, 51))
    assert await counter.read(present) == 50


async def test_a_refusal_rolls_back_only_its_own_work(counter: Database) -> None:
    works = [counter.write(count_up), counter.write(count_up_and_raise, Never()), counter.write(count_up)]
    one, refused, two = await asyncio.gather(*works, return_exceptions=True)
    assert {one, two} == {1, 2}
    assert isinstance(refused, Never)
    assert await counter.read(present) == 2


async def test_a_bug_rolls_back_only_its_own_work(counter: Database) -> None:
    wrong = statement(insert(table("counters", column("id", Integer), column("n", Integer))))

    def twice(tx: Tx) -> None:
        count_up(tx)
        tx.run(wrong, id=1, n=0)

    one, bug = await asyncio.gather(counter.write(count_up), counter.write(twice), return_exceptions=True)
    assert one == 1
    assert type(bug).__name__ in {"IntegrityError", "UniqueViolation"}
    assert await counter.read(present) == 1


async def test_no_error_of_one_leaves_another_waiting(counter: Database) -> None:
    works = [counter.write(count_up_and_raise, StopIteration()), counter.write(count_up)]
    bug, one = await asyncio.wait_for(asyncio.gather(*works, return_exceptions=True), 10)
    assert isinstance(bug, RuntimeError)
    assert one == 1


async def test_what_is_written_is_read_at_once(counter: Database) -> None:
    for expected in range(1, 20):
        assert await counter.write(count_up) == expected
        assert await counter.read(present) == expected


async def test_reading_cannot_write(counter: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)read.?only"):
        await counter.read(count_up)
    assert await counter.read(present) == 0


async def test_a_read_sees_one_state_while_others_write(counter: Database) -> None:
    begun, written = threading.Event(), threading.Event()

    def look_twice(tx: Tx) -> tuple[int, int]:
        before = present(tx)
        begun.set()
        assert written.wait(5)
        return before, present(tx)

    looking = asyncio.create_task(counter.read(look_twice))
    await asyncio.to_thread(begun.wait, 5)
    await counter.write(count_up)
    written.set()
    assert await looking == (0, 0)


async def test_a_read_does_not_see_what_is_not_committed(counter: Database) -> None:
    written, looked = threading.Event(), threading.Event()

    def dawdle(tx: Tx) -> None:
        count_up(tx)
        written.set()
        assert looked.wait(5)

    writing = asyncio.create_task(counter.write(dawdle))
    await asyncio.to_thread(written.wait, 5)
    assert await counter.read(present) == 0
    looked.set()
    await writing
    assert await counter.read(present) == 1


async def test_a_work_whose_caller_has_gone_runs_whole_or_not_at_all(counter: Database, database_url: str) -> None:
    started, go_on = threading.Event(), threading.Event()

    def dawdle(tx: Tx) -> None:
        count_up(tx)
        started.set()
        assert go_on.wait(5)
        count_up(tx, 2)

    running = asyncio.create_task(counter.write(dawdle))
    await asyncio.to_thread(started.wait, 5)
    waiting = [asyncio.create_task(counter.write(count_up)) for _ in range(20)]
    await asyncio.sleep(0)
    for task in [running, *waiting]:
        task.cancel()
    go_on.set()
    await asyncio.gather(running, *waiting, return_exceptions=True)
    await counter.close()
    again = await open_database(database_url, counter.clock)
    first, second = await again.read(lambda tx: (present(tx), present(tx, 2)))
    await again.close()
    assert second == 1
    assert 1 <= first <= 21


async def test_now_is_read_once_when_the_transaction_begins(db: Database, clock: MovableClock) -> None:
    def watch(tx: Tx) -> timedelta:
        before = tx.now
        clock.move(timedelta(hours=1))
        return tx.now - before

    begin = clock.now()
    assert await db.write(watch) == timedelta()
    assert await db.read(lambda tx: tx.now) == begin + timedelta(hours=1)


async def test_a_coroutine_is_no_service(counter: Database) -> None:
    async def service(tx: Tx) -> None:
        count_up(tx)

    with pytest.raises(TypeError, match="plain function"):
        await counter.write(service)


async def test_the_points_of_a_transaction_are_reached_in_order(counter: Database, reached: list[str]) -> None:
    await counter.write(count_up)
    assert reached == ["tx.after_begin", "tx.before_commit", "tx.after_commit"]


@pytest.mark.parametrize(("label", "written"), [("tx.after_begin", 0), ("tx.before_commit", 0), ("tx.after_commit", 1)])
async def test_a_power_cut_leaves_all_or_nothing(counter: Database, label: str, written: int) -> None:
    def cut(reached: str) -> None:
        if reached == label:
            raise PowerCut

    points.hook = cut
    try:
        with pytest.raises((PowerCut, RuntimeError)):
            await counter.write(count_up)
    finally:
        points.hook = None
    assert await counter.read(present) == written
    assert await counter.write(count_up) == written + 1


async def test_an_outage_inside_is_an_outage_outside(counter: Database) -> None:
    with pytest.raises(Outage, match="the sky fell"):
        await counter.write(count_up_and_raise, Outage("the sky fell"))
    assert await counter.write(count_up) == 1


async def test_a_closed_database_is_an_outage(counter: Database) -> None:
    await counter.close()
    with pytest.raises(Outage):
        await counter.write(count_up)
    with pytest.raises(Outage):
        await counter.read(present)


async def test_sums_of_whole_numbers_are_whole_numbers(db: Database) -> None:
    total = statement(
        text("SELECT sum(n) AS total FROM (SELECT CAST(2 AS BIGINT) AS n UNION ALL SELECT 3) AS them").columns(
            column("total")
        )
    )
    value = await db.read(lambda tx: tx.value(total))
    assert type(value) is int
    assert value == 5
