"""Who is nudged before the deadline, when, and how often."""

from datetime import timedelta

import pytest

from bot.communities.model import Membership
from bot.core.clock import MovableClock
from bot.pledges import cancelling, closing, heeding
from bot.pledges.model import Pledge
from bot.pledges.wording import ONE_SECOND
from bot.reminders import service as reminders
from bot.subject import whole_subject
from tests.communities.scenes import ANA, BEN, CERYS, presses
from tests.pledges.scenes import Street

WEEK, DAY = timedelta(days=7), timedelta(days=1)
LINE = "I will bring my van if {n} other neighbours will come too by 20 December"
RINGS = whole_subject().rings


@pytest.fixture
async def pledge(street: Street) -> Pledge:
    """Ana's, three weeks long, which needs three; Ben has signed it."""
    pledge = await street.pledge(n=3, line=LINE)
    await street.sign(BEN, pledge)
    return pledge


async def ring(street: Street) -> int:
    """Whatever is due rings; how much."""
    keys = await street.db.read(reminders.due, 10)
    return sum([await street.db.write(reminders.ring, key, RINGS) for key in keys])


async def heard_by_day(street: Street, clock: MovableClock) -> list[tuple[str, int]]:
    """What is said once it is morning."""
    clock.move(timedelta(hours=9))
    return [(kind, person) for kind, person in await street.heard()]


async def test_who_is_told_a_week_and_a_day_before(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    both = [("pledge_forecast", street.numbers[ANA]), ("pledge_needs_sharing", street.numbers[BEN])]
    for before in (WEEK, DAY):
        clock.set(pledge.wording.deadline.at - before)
        assert await ring(street) == 0, "not a second too early"
        clock.move(ONE_SECOND)
        assert await ring(street) == 1
        assert await ring(street) == 0
        assert await heard_by_day(street, clock) == both


async def test_what_will_make_it_needs_no_nudge(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    clock.set(pledge.wording.deadline.at - WEEK)
    await street.withdraw(BEN, pledge)
    for who in (BEN, CERYS):
        await street.sign(who, pledge, at=clock.now())
    clock.move(ONE_SECOND)
    assert await ring(street) == 1
    assert await heard_by_day(street, clock) == [], "two within the week, and a week to go: four of three"
    clock.set(pledge.wording.deadline.at - DAY + ONE_SECOND)
    assert await ring(street) == 1
    assert len(await heard_by_day(street, clock)) == 3, "and then nobody came"


async def test_nobody_in_nobody_but_its_creator_nudged(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    await street.withdraw(BEN, pledge)
    clock.set(pledge.wording.deadline.at - WEEK + ONE_SECOND)
    await ring(street)
    assert await heard_by_day(street, clock) == [("pledge_forecast", street.numbers[ANA])]


@pytest.mark.parametrize("how", ["tipped", "cancelled", "cancelled at night", "withdrawn at night", "muted at night"])
async def test_nothing_follows_what_has_changed(street: Street, pledge: Pledge, clock: MovableClock, how: str) -> None:
    if how == "tipped":
        street.place(1004, Membership.MEMBER)
        await street.home(1004)
        for who in (CERYS, 1004):
            await street.sign(who, pledge)
    if how == "cancelled":
        await street.act(presses(ANA), cancelling.cancel, pledge.code, "Rained off")
    await street.heard()
    clock.set(pledge.wording.deadline.at - WEEK + ONE_SECOND)
    await ring(street)
    if how == "cancelled at night":
        await street.act(presses(ANA), cancelling.cancel, pledge.code, "Rained off")
    for who in (ANA, BEN):
        if how == "muted at night":
            await street.act(presses(who), heeding.mute, pledge.code)
    if how == "withdrawn at night":
        await street.withdraw(BEN, pledge)
    nudges = {"pledge_forecast", "pledge_needs_sharing"}
    said = [kind for kind, _ in await heard_by_day(street, clock) if kind in nudges]
    assert said == (["pledge_forecast"] if how == "withdrawn at night" else [])


@pytest.mark.parametrize(("day", "kinds"), [("today", set()), ("tomorrow", {"day"}), ("10 December", {"week", "day"})])
async def test_what_is_as_short_as_that_is_not_nudged(street: Street, day: str, kinds: set[str]) -> None:
    await street.pledge(n=3, line=LINE.replace("20 December", day))
    nudges = {kind for kind, _, _ in await street.reminders()} - {closing.DEADLINE}
    assert nudges == {f"pledge_nudge_{kind}" for kind in kinds}


@pytest.mark.parametrize(("back", "told"), [(2 * DAY, 2), (DAY / 2, 2), (-ONE_SECOND, 0)])
async def test_after_an_outage_it_is_one_nudge_at_most(
    street: Street, pledge: Pledge, clock: MovableClock, back: timedelta, told: int
) -> None:
    clock.set(pledge.wording.deadline.at - back)
    await ring(street)
    heard = [kind for kind, _ in await street.to_be_told() if "expired" not in kind and "tipped" not in kind]
    assert len(heard) == told


async def test_two_that_waited_for_the_morning_are_one(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    """The bot was down for six days and came back a minute before the second moment, at night."""
    clock.set(pledge.wording.deadline.at - DAY - timedelta(minutes=1))
    await ring(street)
    clock.move(timedelta(minutes=2))
    await ring(street)
    assert [kind for kind, _ in await heard_by_day(street, clock)] == ["pledge_forecast", "pledge_needs_sharing"]
