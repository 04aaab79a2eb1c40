"""Many at once on the same accounts, from several connections: nothing is spent twice, nobody meets a deadlock.

On PostgreSQL half of them come over a second set of connections, as from a second process.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from bot.core.clock import MovableClock
from bot.core.db import Database, open_database
from bot.core.refusal import Refusal
from bot.timebank.ledger import accounts, holding
from bot.timebank.ledger.model import HoldState
from tests.timebank.conftest import Book

TIMES = 200


@pytest.fixture
async def two(database_url: str, clock: MovableClock, book: Book) -> AsyncIterator[tuple[Book, Book]]:
    """The same book twice."""
    other: Database = book.db
    if book.db.dialect == "postgresql":
        other = await open_database(database_url, clock, random=Random(8))
    yield book, Book(other, book.community, book.ids)
    if other is not book.db:
        await other.close()


async def word(act: Awaitable[Any]) -> str:
    """What it came to."""
    try:
        await act
    except Refusal as refusal:
        return refusal.code
    return "done"


async def test_the_same_credits_are_spent_once(two: tuple[Book, Book]) -> None:
    """Ana has five hours to spend, and two of them would take all of it: a payment, and a hold."""
    one, other = two
    for time in range(TIMES):
        said = await asyncio.gather(
            word(one.pay("ana", "ben", 300, f"pay {time}")), word(other.hold("ana", "cerys", 300, f"hold {time}"))
        )
        assert sorted(said) == ["below_floor", "done"]
        if said[0] == "done":
            await one.pay("ben", "ana", 300, f"back {time}")
        else:
            (hold,) = await one.db.read(holding.open_of, one.community, one.ids["ana"])
            await one.void(hold.id, f"void {time}")
        assert await one.faults() == []
    assert set((await one.balances()).values()) == {(0, 0, 0)}


async def test_giving_in_both_directions(two: tuple[Book, Book]) -> None:
    one, other = two
    for round_ in range(TIMES // 10):
        acts = [
            word((one, other)[n % 2].pay(*(("ana", "ben") if n % 4 < 2 else ("ben", "ana")), 10, f"{round_} {n}"))
            for n in range(20)
        ]
        assert set(await asyncio.gather(*acts)) == {"done"}
        assert await one.faults() == []
    assert set((await one.balances()).values()) == {(0, 0, 0)}


async def test_circles_of_groups(two: tuple[Book, Book]) -> None:
    """Each act takes three accounts, in an order of its own."""
    one, other = two
    names = ("ana", "ben", "cerys")
    for round_ in range(TIMES // 10):
        acts = []
        for n in range(10):
            a, b, c = (names[(n + k) % 3] for k in range(3))
            acts.append(word((one, other)[n % 2].pay_all(f"{round_} {n}", (a, b, 7), (b, c, 7), (c, a, 7))))
        assert set(await asyncio.gather(*acts)) == {"done"}
    assert set((await one.balances()).values()) == {(0, 0, 0)}


async def test_a_hold_is_posted_while_it_expires_and_is_voided(two: tuple[Book, Book], clock: MovableClock) -> None:
    one, other = two
    seen = set()
    for time in range(TIMES):
        hold = await one.hold("ana", "ben", 10, f"hold {time}", clock.now() + timedelta(minutes=1))
        clock.move(timedelta(seconds=59 if time % 2 else 60))
        said = await asyncio.gather(
            word(one.post(hold, f"post {time}")),
            word(other.void(hold, f"void {time}")),
            word(other.db.write(holding.expire, other.community, hold)),
        )
        clock.move(timedelta(seconds=2))
        await one.db.write(holding.expire, one.community, hold)
        found = await one.db.read(holding.find, one.community, hold)
        assert found is not None
        assert [said[0], said[1]].count("done") == (1 if time % 2 else 0)
        assert found.state is {("done", 1): HoldState.POSTED, ("hold_is_over", 1): HoldState.VOIDED}.get(
            (said[0], time % 2), HoldState.EXPIRED
        )
        if found.state is HoldState.POSTED:
            await one.pay("ben", "ana", 10, f"back {time}")
        seen.add(found.state)
        assert await one.faults() == []
    assert HoldState.EXPIRED in seen
    assert set((await one.balances()).values()) == {(0, 0, 0)}


async def test_the_same_act_twice_at_once_is_one(two: tuple[Book, Book]) -> None:
    one, other = two
    for time in range(TIMES):
        receipts = await asyncio.gather(*(each.pay("ana", "ben", 5, f"act {time}") for each in (one, other, one)))
        assert len({receipt.transfers[0].id for receipt in receipts}) == 1
        assert sorted(receipt.again for receipt in receipts) == [False, True, True]
        await one.pay("ben", "ana", 5, f"back {time}")
    assert set((await one.balances()).values()) == {(0, 0, 0)}


async def test_a_limit_tightened_while_somebody_spends(two: tuple[Book, Book]) -> None:
    """Whichever comes first: the account is never beyond the limits that it has."""
    one, other = two
    wide, tight = (accounts.Limits(floor=-300), accounts.Limits(floor=-60))  # type: ignore[arg-type]
    for time in range(TIMES // 4):
        await asyncio.gather(
            word(one.pay("ana", "ben", 200, f"pay {time}")),
            word(other.db.write(accounts.set_limits, other.community, other.ids["ana"], tight)),
        )
        assert await one.faults() == []
        await one.db.write(accounts.set_limits, one.community, one.ids["ana"], wide)
        if (await one.account("ana")).balance < 0:
            await one.pay("ben", "ana", 200, f"back {time}")
