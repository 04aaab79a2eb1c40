"""Pledges that count hours: each says how many, and their sum brings it to life."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.core.clock import MovableClock
from bot.outbox import sending
from bot.pledges import answering, changing, heeding, rescuing, signing
from bot.pledges.change_rules import What
from bot.pledges.course_notices import PledgeForecast
from bot.pledges.course_refusals import NothingToLower, ThresholdNotAboveCount, ThresholdNotLower
from bot.pledges.measures import giving
from bot.pledges.measures.refusals import AmountTooSmall, HoursNotHalves, HoursNotUnderstood
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.refusals import NoForm, OwnPledge, SigningOver, ThresholdTooLarge
from bot.pledges.rules import Signing
from bot.pledges.signing import Signed
from tests.communities.scenes import ANA, BEN, CERYS, presses, writes
from tests.pledges.scenes import STILL_TRUE, Street

LINE = "I will dig for an hour if {n} hours come together by 6 December"
CROWD = tuple(range(2001, 2013))


async def give(street: Street, who: int, pledge: Pledge, hours: float) -> Signed:
    at = street.db.clock.now()
    return await street.act(presses(who, at=at), giving.give, pledge.code, round(hours * 60))


async def standing(street: Street, pledge: Pledge) -> tuple[int, int]:
    """Who is in, and how many minutes they give."""
    now = (await street.card(ANA, pledge)).pledge
    return now.count, now.given


async def test_it_tips_with_the_hours_that_make_the_sum(street: Street) -> None:
    pledge = await street.pledge(n=5, line=LINE)
    assert pledge.wording.threshold == 300
    almost = await give(street, BEN, pledge, 4.5)
    assert (almost.outcome, almost.tipped, almost.pledge.missing) == (Signing.SIGNED, False, 30)
    enough = await give(street, CERYS, pledge, 0.5)
    assert (enough.tipped, enough.pledge.state, enough.pledge.reached) == (True, PledgeState.TIPPED, 300)
    told = await street.owed()
    assert told.count(("pledge_tipped", street.numbers[BEN])) == 1
    assert ("own_pledge_tipped", street.numbers[ANA]) in told


async def test_another_number_takes_the_place_of_the_first(street: Street) -> None:
    pledge = await street.pledge(n=5, line=LINE)
    await give(street, BEN, pledge, 1)
    again = await give(street, BEN, pledge, 1)
    assert again.outcome is Signing.ALREADY
    less = await give(street, BEN, pledge, 0.5)
    assert (less.outcome, less.pledge.given, less.pledge.count, less.pledge.signed) == (Signing.CHANGED, 30, 1, 1)
    more = await give(street, BEN, pledge, 6)
    assert (more.outcome, more.tipped) == (Signing.CHANGED, True)
    fewer = await give(street, BEN, pledge, 0.5)
    assert (fewer.pledge.given, fewer.pledge.state) == (30, PledgeState.TIPPED), "nothing takes it back"
    assert (await street.told()).count("pledge_tipped") == 1


async def test_the_act_that_signed_says_nothing_new_when_it_is_heard_again(street: Street) -> None:
    pledge = await street.pledge(n=5, line=LINE)
    tap = presses(BEN)
    await street.act(tap, giving.give, pledge.code, 60)
    await give(street, BEN, pledge, 2)
    repeated = await street.act(tap, giving.give, pledge.code, 60)
    assert (repeated.outcome, repeated.pledge.given) == (Signing.ALREADY, 120)


@pytest.mark.parametrize(
    ("minutes", "refusal"),
    [
        (0, AmountTooSmall),
        (-60, AmountTooSmall),
        (29, AmountTooSmall),
        (45, HoursNotHalves),
        (60_030, ThresholdTooLarge),
    ],
)
async def test_what_nobody_gives(minutes: int, refusal: type[Exception], street: Street) -> None:
    pledge = await street.pledge(n=5, line=LINE)
    with pytest.raises(refusal):
        await street.act(presses(BEN), giving.give, pledge.code, minutes)
    assert await standing(street, pledge) == (0, 0)


async def test_without_a_number_nothing_is_written(street: Street) -> None:
    pledge = await street.pledge(n=5, line=LINE)
    wished = await street.sign(BEN, pledge)
    assert (wished.outcome, wished.pledge.count) == (Signing.HOW_MANY, 0)
    await give(street, BEN, pledge, 1)
    assert (await street.sign(BEN, pledge)).outcome is Signing.ALREADY


async def test_of_a_pledge_for_people_hours_change_nothing(street: Street) -> None:
    pledge = await street.pledge(n=2)
    signed = await give(street, BEN, pledge, 2)
    assert (signed.outcome, signed.pledge.reached, signed.pledge.given, signed.amount) == (Signing.SIGNED, 1, 0, None)
    assert (await give(street, BEN, pledge, 3)).outcome is Signing.ALREADY


async def test_who_may_not_sign_is_not_asked_how_many(street: Street, clock: MovableClock) -> None:
    pledge = await street.pledge(n=5, line=LINE)
    with pytest.raises(OwnPledge):
        await street.act(presses(ANA), giving.ask, pledge.code)
    with pytest.raises(NoForm):
        await street.act(writes(BEN, BEN), giving.answer, "2")
    await give(street, BEN, pledge, 1)
    await street.act(presses(BEN, BEN), giving.ask, pledge.code)
    with pytest.raises(HoursNotUnderstood):
        await street.act(writes(BEN, BEN), giving.answer, "some")
    clock.set(pledge.wording.closes_at)
    at = clock.now()
    for wish in ((giving.ask, pledge.code), (giving.give, pledge.code, 120)):
        with pytest.raises(SigningOver):
            await street.act(presses(BEN, at=at), *wish)
    assert await standing(street, pledge) == (1, 60)


async def test_withdrawing_and_cant_take_their_hours_along(street: Street) -> None:
    pledge = await street.pledge(n=3, line=LINE)
    await give(street, BEN, pledge, 2)
    await give(street, CERYS, pledge, 1.5)
    assert (await street.withdraw(BEN, pledge)).pledge.given == 90
    assert (await give(street, BEN, pledge, 4)).pledge.given == 330
    await street.act(presses(CERYS, CERYS), answering.excuse, pledge.code)
    assert await standing(street, pledge) == (1, 240)


async def test_who_waits_brings_their_hours_and_may_change_them(street: Street) -> None:
    pledge = await street.pledge(n=5, line=LINE, options={"capacity": "1"})
    await give(street, BEN, pledge, 1)
    assert (await give(street, CERYS, pledge, 2)).outcome is Signing.FULL
    waits = await street.act(presses(CERYS), giving.wait, pledge.code, 120)
    assert (waits.outcome, waits.pledge.given) == (Signing.WAITING, 60)
    changed = await street.act(presses(CERYS), giving.wait, pledge.code, 180)
    assert (changed.outcome, changed.pledge.given) == (Signing.CHANGED, 60)
    await street.withdraw(BEN, pledge)
    assert await standing(street, pledge) == (1, 180)


@pytest.mark.parametrize("goes", [signing.withdraw, answering.excuse])
async def test_whoever_waited_brings_it_to_life_with_their_hours(street: Street, goes: Any) -> None:
    pledge = await street.pledge(n=5, line=LINE, options={"capacity": "1"})
    await give(street, BEN, pledge, 1)
    await street.act(presses(CERYS), giving.wait, pledge.code, 300)
    left = await street.act(presses(BEN, BEN), goes, pledge.code)
    assert (left.pledge.state, left.pledge.given) == (PledgeState.TIPPED, 300)
    assert (await street.card(ANA, pledge)).pledge.state is PledgeState.TIPPED
    told = await street.owed()
    assert [who for what, who in told if what == "pledge_tipped"] == [street.numbers[CERYS]]
    assert told.count(("own_pledge_tipped", street.numbers[ANA])) == 1


async def test_hours_that_come_from_the_waiting_list_pass_half_way(street: Street) -> None:
    pledge = await street.pledge(n=5, line=LINE, options={"capacity": "2"})
    await give(street, BEN, pledge, 1)
    await give(street, CERYS, pledge, 0.5)
    await street.act(presses(BEN), heeding.follow, pledge.code)
    await street.home(CROWD[0])
    await street.act(presses(CROWD[0]), giving.wait, pledge.code, 120)
    await street.withdraw(CERYS, pledge)
    assert ("pledge_half_way", street.numbers[BEN]) in await street.owed()


async def test_who_types_hours_is_put_on_no_list_unasked(street: Street) -> None:
    pledge = await street.pledge(n=5, line=LINE, options={"capacity": "1"})
    assert not (await street.act(presses(CERYS, CERYS), giving.ask, pledge.code)).waits
    await give(street, BEN, pledge, 1)
    assert (await street.act(writes(CERYS, CERYS), giving.answer, "2")).outcome is Signing.FULL
    asked = await street.act(presses(CERYS, CERYS), giving.ask, pledge.code)
    assert (asked.waits, asked.amount) == (True, None)
    assert (await street.act(writes(CERYS, CERYS), giving.answer, "2")).outcome is Signing.WAITING
    again = await street.act(presses(CERYS, CERYS), giving.ask, pledge.code)
    assert (again.waits, again.amount) == (True, 120)


async def test_many_at_once_tip_it_once_and_every_hour_counts(street: Street) -> None:
    await street.home(*CROWD)
    pledge = await street.pledge(n=len(CROWD), line=LINE)
    answers = await asyncio.gather(*(give(street, who, pledge, 1.5) for who in CROWD))
    assert sum(answer.tipped for answer in answers) == 1
    assert await standing(street, pledge) == (len(CROWD), len(CROWD) * 90)
    assert (await street.told()).count("pledge_tipped") == 1


async def test_half_way_and_the_last_hour_are_told_once_each(street: Street) -> None:
    await street.home(*CROWD[:3])
    pledge = await street.pledge(n=10, line=LINE)
    await give(street, BEN, pledge, 1)
    await street.act(presses(BEN), heeding.follow, pledge.code)
    await give(street, BEN, pledge, 6)
    assert "pledge_half_way" not in await street.told(), "who is in alone has just seen it"
    await give(street, BEN, pledge, 1)
    await give(street, CROWD[0], pledge, 4)
    await give(street, CROWD[1], pledge, 1)
    assert (await street.told()).count("pledge_half_way") == 1
    await give(street, CROWD[2], pledge, 3)
    assert (await street.told()).count("pledge_needs_one") == 1


async def test_the_threshold_is_lowered_by_half_hours(street: Street) -> None:
    pledge = await street.pledge(n=5, line=LINE)
    await give(street, BEN, pledge, 2)
    for answer, refusal in (("2", ThresholdNotAboveCount), ("5 hours", ThresholdNotLower), ("2.2", HoursNotHalves)):
        await street.act(presses(ANA, ANA), changing.ask, pledge.code, What.THRESHOLD)
        with pytest.raises(refusal):
            await street.act(writes(ANA, ANA), changing.give, answer)
    change = await street.act(writes(ANA, ANA), changing.give, "2.5")
    lowered = await street.act(presses(ANA, ANA), changing.confirm, pledge.code, change.token)
    assert lowered.pledge.wording.threshold == 150
    with pytest.raises(NothingToLower):
        await street.act(presses(ANA, ANA), changing.ask, pledge.code, What.THRESHOLD)
    assert (await give(street, CERYS, pledge, 0.5)).tipped


@pytest.mark.parametrize(("given", "asked"), [(2.5, False), (3, True)])
async def test_a_near_miss_is_sixty_percent_of_the_hours(
    given: float, asked: bool, street: Street, clock: MovableClock
) -> None:
    pledge = await street.pledge(n=5, line=LINE)
    await give(street, BEN, pledge, given)
    await street.live_until(clock, pledge.wording.closes_at + timedelta(minutes=1))
    assert ("rescue_asked" in await street.told()) is asked


async def test_it_goes_ahead_when_those_who_say_yes_bring_enough_hours(street: Street, clock: MovableClock) -> None:
    pledge = await street.pledge(n=5, line=LINE)
    await give(street, BEN, pledge, 1)
    await give(street, CERYS, pledge, 3)
    await street.live_until(clock, pledge.wording.closes_at + timedelta(minutes=1))
    at = clock.now()
    await street.act(presses(ANA, ANA, at=at), rescuing.go_ahead, pledge.code, 180)
    first = await street.act(presses(BEN, BEN, at=at), rescuing.stay, pledge.code, stays=True)
    assert (first.rescued, first.pledge.staying, first.pledge.staying_given) == (False, 1, 60)
    await street.act(presses(BEN, BEN, at=at), rescuing.stay, pledge.code, stays=False)
    rescued = await street.act(presses(CERYS, CERYS, at=at), rescuing.stay, pledge.code, stays=True)
    assert (rescued.rescued, rescued.pledge.count, rescued.pledge.given) == (True, 1, 180)
    back = await street.act(presses(BEN, BEN, at=at), rescuing.stay, pledge.code, stays=True)
    assert (back.pledge.count, back.pledge.given) == (2, 240)


async def test_the_forecast_counts_the_hours_of_the_last_week(street: Street, clock: MovableClock) -> None:
    pledge = await street.pledge(n=20, line=LINE)
    await give(street, BEN, pledge, 2)
    await street.live_until(clock, pledge.wording.closes_at - timedelta(days=4))
    await give(street, CERYS, pledge, 1.5)
    await street.live_until(clock, pledge.wording.closes_at - timedelta(hours=12))  # the morning after the nudge
    claims = await street.claimed(ANA)
    told = [await street.db.write(sending.begin, each, STILL_TRUE) for each in claims]
    forecasts = [each.notice for each in told if each is not None and isinstance(each.notice, PledgeForecast)]
    assert [(each.expected, each.pledge.count, each.pledge.people) for each in forecasts] == [(222, 210, 2)]
