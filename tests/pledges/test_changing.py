"""What a creator may change of an open pledge, and that everybody who signed hears it, once."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from bot.communities.model import Membership
from bot.core.clock import MovableClock
from bot.core.db import open_database
from bot.pledges import cancelling, change_rules, changing, limits, listing, writing
from bot.pledges.change_rules import What
from bot.pledges.changing import Changed
from bot.pledges.course_refusals import (
    DeadlineAfterDeed,
    DeadlineMovedBefore,
    DeadlineMovedTooFar,
    DeadlineNotLater,
    DetailsFull,
    NothingToLower,
    NotYours,
    ThresholdInOwnWords,
    ThresholdNotAboveCount,
    ThresholdNotLower,
    ThresholdReached,
)
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.refusals import (
    DateNotUnderstood,
    DeadlineTooFar,
    ImpossibleDate,
    NoForm,
    PledgeCancelled,
    PledgeOver,
    SigningOver,
    TextTooLong,
    TextTooShort,
    ThresholdNotUnderstood,
    ThresholdNotWhole,
    ThresholdTooSmall,
    UnknownPledge,
)
from bot.pledges.rules import signing_open
from bot.pledges.wording import ONE_SECOND, Wording
from bot.reminders import service as reminders
from bot.subject import whole_subject
from tests.communities.scenes import ANA, BEN, CERYS, presses, writes
from tests.pledges.scenes import LINE, Street

DEWI, ADMIN, STRANGER = 1004, 1010, 1999
LONDON: Final = ZoneInfo("Europe/London")


async def _ask(street: Street, pledge: Pledge, what: What, who: int = ANA) -> changing.Changing:
    return await street.act(presses(who, who), changing.ask, pledge.code, what)


async def _give(street: Street, text: str) -> changing.Changing:
    return await street.act(writes(ANA, ANA), changing.give, text)


async def _yes(street: Street, change: changing.Changing) -> Changed:
    return await street.act(presses(ANA, ANA), changing.confirm, change.pledge.code, change.token)


async def change(street: Street, pledge: Pledge, what: What, text: str) -> Pledge:
    """Ask, type, say yes."""
    await _ask(street, pledge, what)
    return (await _yes(street, await _give(street, text))).pledge


async def _now(street: Street, pledge: Pledge) -> Pledge:
    return (await street.card(ANA, pledge)).pledge


async def _told(street: Street) -> list[Any]:
    return [person for kind, person in await street.owed() if kind == "pledge_changed"]


# --- who, and when --------------------------------------------------------------------------------------------------


async def test_only_its_creator_changes_a_pledge(street: Street) -> None:
    pledge = await street.pledge(n=5)
    await street.home(ADMIN)
    street.place(ADMIN, Membership.ADMINISTRATOR)
    for who in (BEN, ADMIN):
        with pytest.raises(NotYours):
            await _ask(street, pledge, What.DETAIL, who)
        with pytest.raises(NotYours):
            await street.act(presses(who), changing.confirm, pledge.code, "")
        with pytest.raises(NotYours):
            await street.act(presses(who), changing.possible, pledge.code)
    with pytest.raises(UnknownPledge):
        await _ask(street, pledge, What.DETAIL, STRANGER)
    with pytest.raises(NoForm):
        await _give(street, "Bring gloves")


async def test_what_has_ended_is_not_changed(street: Street, clock: MovableClock) -> None:
    cancelled, ended = await street.pledge(n=5), await street.pledge(n=5)
    await street.act(presses(ANA), cancelling.cancel, cancelled.code, "Rained off")
    clock.set(ended.wording.deadline.at + ONE_SECOND)
    with pytest.raises(SigningOver):
        await _ask(street, ended, What.DEADLINE)
    for key in await street.db.read(reminders.due, 9):
        await street.db.write(reminders.ring, key, whole_subject().rings)
    for what in What:
        with pytest.raises(PledgeCancelled):
            await _ask(street, cancelled, what)
        with pytest.raises(PledgeOver):
            await _ask(street, ended, what)


async def test_what_can_be_changed_is_offered(street: Street) -> None:
    pledge = await street.pledge(n=3)
    for who, left in ((BEN, {*What}), (CERYS, {*What}), (None, {What.DEADLINE, What.DETAIL})):
        _, offered = await street.act(presses(ANA), changing.possible, pledge.code)
        assert offered == left
        if who is not None:
            await street.sign(who, pledge)


# --- fewer people ---------------------------------------------------------------------------------------------------


async def test_the_number_of_those_who_signed_is_refused_and_one_more_is_not(street: Street) -> None:
    pledge = await street.pledge(n=5)
    for who in (BEN, CERYS):
        await street.sign(who, pledge)
    await _ask(street, pledge, What.THRESHOLD)
    refusals = {"2": ThresholdNotAboveCount, "1": ThresholdNotAboveCount, "0": ThresholdTooSmall}
    refusals |= {"-3": ThresholdTooSmall, "5": ThresholdNotLower, "6": ThresholdNotLower, "9999999": ThresholdNotLower}
    refusals |= {"half": ThresholdNotUnderstood, "2.5": ThresholdNotWhole}
    for typed, refusal in refusals.items():
        with pytest.raises(refusal):
            await _give(street, typed)
    assert (await _now(street, pledge)).wording.threshold == 5
    done = await _yes(street, await _give(street, "3"))
    assert (done.pledge.wording.threshold, done.pledge.state, done.pledge.missing) == (3, PledgeState.OPEN, 1)
    assert await _told(street) == [street.numbers[who] for who in (BEN, CERYS)]
    await street.home(DEWI)
    assert (await street.sign(DEWI, pledge)).tipped


async def test_nobody_lowers_what_one_more_signature_reaches(street: Street) -> None:
    pledge = await street.pledge(n=2)
    await street.sign(BEN, pledge)
    with pytest.raises(NothingToLower):
        await _ask(street, pledge, What.THRESHOLD)
    await street.sign(CERYS, pledge)
    with pytest.raises(ThresholdReached):
        await _ask(street, pledge, What.THRESHOLD)


async def test_a_number_in_the_writers_own_words_stays(street: Street) -> None:
    pledge = await street.pledge(line="Mi wna i ganu os daw {n} o bobl erbyn 6 Rhagfyr", n=20)
    assert pledge.wording.condition is not None
    with pytest.raises(ThresholdInOwnWords):
        await _ask(street, pledge, What.THRESHOLD)


async def test_a_minimum_follows(street: Street) -> None:
    pledge = await street.pledge(n=5, options={"minimum": "4"})
    assert (await change(street, pledge, What.THRESHOLD, "3")).minimum == 3


async def test_somebody_signs_while_the_number_is_being_lowered(street: Street) -> None:
    pledge = await street.pledge(n=5)
    await _ask(street, pledge, What.THRESHOLD)
    shown = await _give(street, "1")
    await street.sign(BEN, pledge)
    with pytest.raises(ThresholdNotAboveCount):
        await _yes(street, shown)
    assert (await _now(street, pledge)).wording.threshold == 5


async def test_lowering_and_signing_at_once(street: Street) -> None:
    """Whoever is first: it comes to life by a signature, or the number stays above those who signed."""
    for _ in range(6):
        pledge = await street.pledge(n=3)
        await _ask(street, pledge, What.THRESHOLD)
        shown = await _give(street, "1")
        signed, _ = await asyncio.gather(street.sign(BEN, pledge), _yes(street, shown), return_exceptions=True)
        now = await _now(street, pledge)
        assert now.count == 1
        assert (now.wording.threshold, now.state) in {(1, PledgeState.TIPPED), (3, PledgeState.OPEN)}
        assert not isinstance(signed, BaseException)


# --- a later deadline -----------------------------------------------------------------------------------------------


async def test_the_deadline_moves_once_and_its_reminder_with_it(street: Street, clock: MovableClock) -> None:
    pledge = await street.pledge(n=5)
    await street.sign(BEN, pledge)
    moved = await change(street, pledge, What.DEADLINE, "20 December")
    assert moved.wording.deadline.at == datetime(2026, 12, 20, 23, 59, 59, tzinfo=UTC)
    end = moved.wording.deadline.at + ONE_SECOND
    assert {kind: due_at for kind, _, due_at in await street.reminders()} == {
        "pledge_deadline": end,
        "pledge_nudge_week": end - timedelta(days=7),
        "pledge_nudge_day": end - timedelta(days=1),
    }
    assert await _told(street) == [street.numbers[BEN]]
    with pytest.raises(DeadlineMovedBefore):
        await _ask(street, pledge, What.DEADLINE)
    clock.set(pledge.wording.deadline.at + ONE_SECOND)
    assert await street.db.read(reminders.due, 9) == [], "nothing rings at the old one"
    await street.sign(CERYS, pledge, at=clock.now())
    clock.set(moved.wording.deadline.at)
    await street.home(DEWI)
    await street.sign(DEWI, pledge, at=clock.now())
    clock.move(ONE_SECOND)
    for key in await street.db.read(reminders.due, 9):
        await street.db.write(reminders.ring, key, whole_subject().rings)
    assert (await _now(street, pledge)).state is PledgeState.EXPIRED


REFUSED: Final = {
    "6 December": DeadlineNotLater,
    "1 December": DeadlineNotLater,
    "6 January 2027": DeadlineMovedTooFar,
    "30 February": ImpossibleDate,
    "whenever": DateNotUnderstood,
}


@pytest.mark.parametrize("typed", REFUSED)
async def test_where_a_deadline_does_not_move(typed: str, street: Street) -> None:
    pledge = await street.pledge(n=5)
    await _ask(street, pledge, What.DEADLINE)
    with pytest.raises(REFUSED[typed]):
        await _give(street, typed)
    assert (await _now(street, pledge)).wording.deadline == pledge.wording.deadline


async def test_it_does_not_move_past_the_deed(street: Street) -> None:
    begun = await street.act(writes(ANA, ANA), writing.begin, LINE.format(n=5))
    assert begun.form is not None
    await street.act(presses(ANA, ANA), writing.change, begun.form.token, "act_on")
    await street.act(writes(ANA, ANA), writing.answer, "12 December 10:00")
    pledge = (await street.publish(ANA, begun)).published
    assert pledge is not None
    await _ask(street, pledge, What.DEADLINE)
    with pytest.raises(DeadlineAfterDeed):
        await _give(street, "13 December")
    assert (await change(street, pledge, What.DEADLINE, "12 December")).wording.act_on == pledge.wording.act_on


async def test_thirty_days_are_the_most(street: Street) -> None:
    moved = await change(street, await street.pledge(n=5), What.DEADLINE, "5 January 2027")
    assert moved.wording.deadline.at == datetime(2027, 1, 5, 23, 59, 59, tzinfo=UTC)


async def test_two_years_ahead_are_the_most_even_so(street: Street) -> None:
    pledge = await street.pledge(line="I will sing if {n} others will by 27 November 2028")
    await _ask(street, pledge, What.DEADLINE)
    with pytest.raises(DeadlineTooFar):
        await _give(street, "1 December 2028")


async def test_a_living_pledge_takes_signatures_for_longer(street: Street, clock: MovableClock) -> None:
    pledge = await street.pledge(n=1)
    await street.sign(BEN, pledge)
    await change(street, pledge, What.DEADLINE, "9 December")
    clock.set(datetime(2026, 12, 9, 23, 59, 59, tzinfo=UTC))
    await street.sign(CERYS, pledge, at=clock.now())


ZONES: Final = {
    # the clocks change between the old deadline and the new one; whole days, and a time of day
    "Europe/London": ("2026-10-20", "2026-10-30T23:59:59+00:00", "2026-11-19T23:59:59+00:00"),
    "America/New_York": ("2026-02-20", "2026-03-10T03:59:59+00:00", "2026-03-23T03:59:59+00:00"),
    "Australia/Lord_Howe": ("2026-09-20", "2026-10-10T12:59:59+00:00", "2026-10-20T12:59:59+00:00"),
    "Asia/Kathmandu": ("2026-09-20", "2026-10-10T18:14:59+00:00", "2026-10-20T18:14:59+00:00"),
}


async def test_a_living_pledge_is_to_be_done_when_its_later_deadline_is_over(
    street: Street, clock: MovableClock
) -> None:
    pledge = await street.pledge(n=1)
    await street.sign(BEN, pledge)
    moved = await change(street, pledge, What.DEADLINE, "20 December")
    await street.live_until(clock, moved.wording.deadline.at)
    assert (await _now(street, pledge)).state is PledgeState.TIPPED
    await street.live_until(clock, moved.wording.closes_at)
    assert (await _now(street, pledge)).state is PledgeState.ACTING


@pytest.mark.parametrize("zone", ZONES)
def test_it_is_moved_on_the_calendar_of_its_own_zone_to_the_second(zone: str) -> None:
    day, last_second, latest = ZONES[zone]
    there = ZoneInfo(zone)
    old = limits.deadline_on(datetime.fromisoformat(day).date(), None, there)
    pledge = _pledge(old)
    target = datetime.fromisoformat(last_second)
    new = limits.deadline_on(target.astimezone(there).date(), None, there)
    assert new.at == target
    now = old.at - timedelta(days=3)
    moved = change_rules.moved(pledge, new, now)
    assert signing_open(moved, target) and signing_open(moved, target + timedelta(milliseconds=999))
    assert not signing_open(moved, target + ONE_SECOND)
    far = change_rules.latest_deadline(pledge)
    assert far.at == datetime.fromisoformat(latest)
    change_rules.moved(pledge, far, now)
    with pytest.raises(DeadlineMovedTooFar):
        change_rules.moved(pledge, replace(far, at=far.at + ONE_SECOND), now)


def test_a_time_of_day_stays_the_same_time_of_day_over_a_change_of_the_clocks() -> None:
    old = limits.deadline_on(datetime(2026, 10, 20).date(), datetime(2026, 1, 1, 18).time(), LONDON)  # noqa: DTZ001
    latest = change_rules.latest_deadline(_pledge(old))
    assert (latest.at.astimezone(LONDON).hour, latest.at - old.at) == (18, timedelta(days=30, hours=1))


def _pledge(deadline) -> Pledge:  # type: ignore[no-untyped-def]
    wording = Wording("sing", 5, deadline)
    return Pledge(1, 1, "7K2MQ", 1, wording, deadline.at - timedelta(days=9))  # type: ignore[arg-type]


# --- more details ---------------------------------------------------------------------------------------------------


async def test_details_are_added_below_what_stood_there(street: Street) -> None:
    pledge = await street.pledge(n=1, options={"detail": "Bring gloves"})
    await street.sign(BEN, pledge)
    after = await change(street, pledge, What.DETAIL, " We meet at <b>9</b> \n\n at the bus stop ")
    assert after.wording.detail == "Bring gloves\nWe meet at <b>9</b>\n\nat the bus stop"
    assert (await _now(street, pledge)) == after
    again = await change(street, pledge, What.DETAIL, "And soup")
    assert again.wording.detail is not None and again.wording.detail.endswith("\nAnd soup")
    assert len(await _told(street)) == 2, "once for each"


async def test_details_have_room_for_a_thousand_characters_in_all(street: Street) -> None:
    pledge = await street.pledge(n=5)
    await _ask(street, pledge, What.DETAIL)
    for text, refusal in (("x", TextTooShort), ("\u200b \n", TextTooShort), ("x" * 1001, TextTooLong)):
        with pytest.raises(refusal):
            await _give(street, text)
    await _yes(street, await _give(street, "x" * 990))
    await _ask(street, pledge, What.DETAIL)
    with pytest.raises(TextTooLong) as caught:
        await _give(street, "y" * 10)
    assert caught.value.most == 9
    after = (await _yes(street, await _give(street, "y" * 9))).pledge
    assert len(after.wording.detail or "") == 1000
    with pytest.raises(DetailsFull):
        await _ask(street, pledge, What.DETAIL)


# --- once, and only what was seen -----------------------------------------------------------------------------------


async def test_nothing_changes_before_the_yes_and_a_second_yes_changes_nothing(street: Street) -> None:
    pledge = await street.pledge(n=5)
    await street.sign(BEN, pledge)
    await _ask(street, pledge, What.DETAIL)
    first = await _give(street, "Bring gloves")
    better = await _give(street, "Bring soup")
    assert await _now(street, pledge) == replace(pledge, count=1, signed=1, last_number=1)
    stale = await _yes(street, first)
    assert stale.pledge == stale.was, "a yes to something else"
    for _ in range(2):
        await _yes(street, better)
    assert (await _now(street, pledge)).wording.detail == "Bring soup"
    assert await _told(street) == [street.numbers[BEN]]


async def test_a_yes_belongs_to_its_pledge(street: Street) -> None:
    pledge, other = await street.pledge(n=5), await street.pledge(n=5)
    await _ask(street, pledge, What.DETAIL)
    shown = await _give(street, "Bring gloves")
    nothing = await street.act(presses(ANA), changing.confirm, other.code, shown.token)
    assert nothing.pledge == nothing.was == other


async def test_what_is_typed_or_said_yes_to_much_later_changes_nothing(street: Street, clock: MovableClock) -> None:
    pledge = await street.pledge(n=5)
    await _ask(street, pledge, What.DETAIL)
    shown = await _give(street, "Bring gloves")
    clock.move(changing.WAITED_FOR)
    with pytest.raises(NoForm):
        await _give(street, "Good night!")
    assert (await _yes(street, shown)).pledge.wording.detail is None
    await _ask(street, pledge, What.DETAIL)
    await street.act(presses(ANA), changing.keep)
    with pytest.raises(NoForm):
        await _give(street, "Good night!")


async def test_two_yes_at_once_are_one_change(street: Street) -> None:
    pledge = await street.pledge(n=5)
    await street.sign(BEN, pledge)
    await _ask(street, pledge, What.DETAIL)
    shown = await _give(street, "Bring gloves")
    await asyncio.gather(*(_yes(street, shown) for _ in range(4)))
    assert (await _now(street, pledge)).wording.detail == "Bring gloves"
    assert len(await _told(street)) == 1


async def test_an_unlisted_pledge_changes_in_silence_but_for_its_signers(street: Street) -> None:
    pledge = await street.pledge(n=5, listed=False)
    await street.sign(BEN, pledge)
    await change(street, pledge, What.DETAIL, "Bring gloves")
    assert await street.cards() == {}
    assert (await street.act(writes(CERYS), listing.open_pledges, "")).pledges == ()
    assert await _told(street) == [street.numbers[BEN]]


async def test_a_change_outlives_a_restart(sqlite_url: str, clock: MovableClock) -> None:
    street = Street(await open_database(sqlite_url, clock, random=Random(7)))
    await street.found()
    await street.home(ANA, BEN)
    pledge = await street.pledge(n=5)
    await _ask(street, pledge, What.DEADLINE)
    shown = await _give(street, "20 December")
    await street.db.close()
    street.db = await open_database(sqlite_url, clock, random=Random(8))
    await _yes(street, shown)
    assert (await _now(street, pledge)).deadline_moved_at is not None
    await street.sound()
    await street.db.close()
