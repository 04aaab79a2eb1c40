"""Two hundred times the last place, a hundred times the last second: one winner each time, on both databases.

On PostgreSQL each work has a connection and a thread of its own, and none looks before all have begun.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any, Final

import pytest

from bot.core import points
from bot.core.clock import MovableClock
from bot.core.db import Database
from bot.core.refusal import Refusal
from bot.pledges import closing
from bot.pledges.limits import PUBLISHED_MOST
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.wording import ONE_SECOND
from tests.communities.scenes import ANA, BEN, CERYS
from tests.pledges.scenes import Street

pytestmark = pytest.mark.slow

LAST_PLACES: Final = 200
LAST_SECONDS: Final = 100
DEWI: Final = 1004

_PATIENCE: Final = 0.5
"""Seconds that one work waits for the others to begin; a work that is run again waits in vain."""


@pytest.fixture
async def street(db: Database) -> AsyncIterator[Street]:
    street = Street(db)
    await street.found()
    await street.home(ANA, BEN, CERYS, DEWI)
    yield street
    await street.sound()


async def next_pledge(street: Street, clock: MovableClock, n: int) -> Pledge:
    """As fast as one person may publish them."""
    clock.move(timedelta(days=1) / PUBLISHED_MOST)
    return await street.pledge(n=n, line="I will sing if {n} others will by tomorrow")


@contextmanager
def all_begun(db: Database, works: int) -> Iterator[None]:
    """So many transactions have begun before the first of them does anything. (SQLite has one writer: no need.)"""
    barrier = threading.Barrier(works)

    def wait(label: str) -> None:
        if label == "tx.after_begin" and not barrier.broken:
            with suppress(threading.BrokenBarrierError):
                barrier.wait(_PATIENCE)

    points.hook = wait if db.dialect == "postgresql" else None
    try:
        yield
    finally:
        points.hook = None


async def at_once(db: Database, *works: Awaitable[Any]) -> list[Any]:
    with all_begun(db, len(works)):
        return await asyncio.gather(*works)


@pytest.mark.parametrize("signers", [(BEN, CERYS), (BEN, CERYS, DEWI)])
async def test_the_last_place_is_taken_by_several_at_once(
    signers: tuple[int, ...], street: Street, clock: MovableClock
) -> None:
    for _ in range(LAST_PLACES):
        pledge = await next_pledge(street, clock, n=len(signers))
        for early in signers[2:]:
            await street.sign(early, pledge)
        answers = await at_once(street.db, *(street.sign(who, pledge) for who in signers[:2]))
        assert sorted(answer.tipped for answer in answers) == [False, True]
        assert {answer.pledge.count for answer in answers} == {len(signers) - 1, len(signers)}
    assert (await street.told()).count("own_pledge_tipped") == LAST_PLACES


async def test_more_come_at_once_than_are_needed(street: Street, clock: MovableClock) -> None:
    for _ in range(LAST_PLACES):
        pledge = await next_pledge(street, clock, n=1)
        answers = await at_once(street.db, *(street.sign(who, pledge) for who in (BEN, CERYS, DEWI)))
        assert sorted(answer.tipped for answer in answers) == [False, False, True]
    told = await street.told()
    assert (told.count("own_pledge_tipped"), told.count("pledge_tipped")) == (LAST_PLACES, LAST_PLACES)
    tipped = [kind for kind, _ in await street.owed() if kind == "pledge_tipped"]
    assert len(tipped) == 3 * LAST_PLACES, "everybody who came is told once"


async def test_the_last_signature_and_the_deadline_at_the_same_instant(street: Street, clock: MovableClock) -> None:
    for _ in range(LAST_SECONDS):
        pledge = await street.pledge(n=1, line="I will sing if {n} other will by tomorrow 18:00")
        deadline = pledge.wording.deadline.at
        clock.set(deadline + ONE_SECOND)
        tipped, expired = await at_once(
            street.db,
            _tips(street, pledge, deadline),
            street.db.write(closing.expire, pledge.community, pledge.id),
        )
        assert tipped is not expired, "it came to life, or it ended: one of the two"
        state = (await street.card(ANA, pledge)).pledge.state
        assert state is (PledgeState.TIPPED if tipped else PledgeState.EXPIRED)
    told = await street.told()
    assert told.count("own_pledge_tipped") + told.count("own_pledge_expired") == LAST_SECONDS


async def _tips(street: Street, pledge: Pledge, at: datetime) -> bool:
    """Ben's signature, given in the last second: it makes it happen, or comes too late."""
    try:
        return (await street.sign(BEN, pledge, at=at)).tipped
    except Refusal:
        return False
