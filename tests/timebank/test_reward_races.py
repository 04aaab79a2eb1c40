"""Many at once on the same voucher, or the last of an offer: used once, never more than there are.

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
from bot.maintenance.checking import findings
from bot.timebank.rewards import offering
from bot.timebank.rewards.model import VoucherState, VoucherView
from tests.communities.scenes import ANA, BEN, presses
from tests.timebank.bazaar import DILWYN, ERIN, Bazaar, sum_of_all

TIMES = 200


@pytest.fixture
async def two(database_url: str, clock: MovableClock, db: Database) -> AsyncIterator[tuple[Bazaar, Bazaar]]:
    """The same bazaar twice; Ana and Ben have credits for all that follows."""
    one = Bazaar(db)
    await one.settle_in()
    for who in (ANA, BEN):
        await one.endow(who, 10_000)
    there = db
    if db.dialect == "postgresql":
        there = await open_database(database_url, clock, random=Random(8))
    other = Bazaar(there)
    other.members, other.community, other.venue = one.members, one.community, one.venue
    yield one, other
    assert await db.read(findings) == []
    assert await db.read(sum_of_all, one.community) == 0
    if there is not db:
        await there.close()


async def word(act: Awaitable[VoucherView]) -> str:
    """What it came to."""
    try:
        view = await act
    except Refusal as refusal:
        return refusal.code
    return "accepted" if view.accepted else view.state.value


async def test_one_voucher_at_two_tills(two: tuple[Bazaar, Bazaar]) -> None:
    one, other = two
    offer = await one.offer("Swim", "3 min", "-", "30")
    for time in range(1, TIMES + 1):
        code = (await one.redeem(ANA, offer, time)).voucher.code
        said = await asyncio.gather(word(one.accept(DILWYN, code)), word(other.accept(ERIN, code)))
        assert sorted(said) == ["accepted", "used"]
    assert ((await one.till()).balance, (await one.account(ANA)).held_out) == (3 * TIMES, 0)


async def test_two_want_the_last_one(two: tuple[Bazaar, Bazaar]) -> None:
    one, other = two
    offer = await one.offer("Swim", "3 min", "1", "30")
    wins = {ANA: 0, BEN: 0}
    for _ in range(TIMES):
        acts = (one.redeem(ANA, offer, wins[ANA] + 1), other.redeem(BEN, offer, wins[BEN] + 1))
        found = await asyncio.gather(*acts, return_exceptions=True)
        [(who, view)] = [
            (who, view) for who, view in zip(wins, found, strict=True) if not isinstance(view, BaseException)
        ]
        [refused] = [each for each in found if isinstance(each, BaseException)]
        assert isinstance(refused, Refusal) and refused.code == "none_left"
        wins[who] += 1
        await one.take_back(who, view.voucher.code)
    assert sum(wins.values()) == TIMES


async def test_the_same_button_pressed_twice_at_once(two: tuple[Bazaar, Bazaar]) -> None:
    one, other = two
    offer = await one.offer("Swim", "3 min", "-", "30")
    for time in range(1, TIMES + 1):
        views = await asyncio.gather(*(each.redeem(ANA, offer, time) for each in (one, other)))
        assert len({view.voucher.id for view in views}) == 1
        await one.take_back(ANA, views[0].voucher.code)
    assert (await one.account(ANA)).held_out == 0


async def test_accepted_while_its_time_ends_and_it_is_taken_back(
    two: tuple[Bazaar, Bazaar], clock: MovableClock
) -> None:
    """Just before and at the very end: one of the three happens, and the hours are where it says."""
    one, other = two
    offer = await one.offer("Swim", "3 min", "-", "1")
    seen: dict[str, int] = {}
    for time in range(1, TIMES + 1):
        view = await one.redeem(ANA, offer, time)
        clock.move(view.voucher.expires_at - clock.now() - timedelta(seconds=time % 2))
        acts: list[Awaitable[Any]] = [
            word(one.accept(DILWYN, view.voucher.code)),
            word(other.take_back(ANA, view.voucher.code)),
            other.ring(),
        ]
        said = await asyncio.gather(*acts)
        clock.move(timedelta(seconds=2))
        await one.ring()
        end = (await one.accept(DILWYN, view.voucher.code)).state
        if time % 2:
            assert said[:2] in (["accepted", "voucher_over"], ["returned", "returned"])
        else:
            assert (said[0], end) == ("expired", VoucherState.EXPIRED)
        seen[end.value] = seen.get(end.value, 0) + 1
    assert seen["expired"] == TIMES // 2
    assert (await one.till()).balance == 3 * seen.get("used", 0)
    assert (await one.account(ANA)).held_out == 0


async def test_accepted_while_it_is_called_off(two: tuple[Bazaar, Bazaar]) -> None:
    """Whichever comes first: the venue has the hours of what it accepted, and of nothing else."""
    one, other = two
    used = 0
    for _ in range(TIMES // 4):
        offer = await one.offer("Swim", "3 min", "-", "30")
        code = (await one.redeem(ANA, offer)).voucher.code
        away = other.act(presses(ERIN, ERIN), offering.end, one.community, offer.id, called_off=True)
        said, _ = await asyncio.gather(word(one.accept(DILWYN, code)), away)
        await one.ring()
        assert said in ("accepted", "called_off")
        used += said == "accepted"
        assert (await one.accept(DILWYN, code)).state.value == ("used" if said == "accepted" else "called_off")
    assert ((await one.till()).balance, (await one.account(ANA)).held_out) == (3 * used, 0)
