"""What people hear between the tipping and the end of a pledge: each message exactly when, and to whom."""

from datetime import timedelta

import pytest

from bot.communities.model import PersonId
from bot.core.clock import MovableClock
from bot.outbox import sending
from bot.outbox.model import Claimed
from bot.pledges import answering, cancelling, checking, deed_times, heeding
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.wording import Deadline, Occasion, Wording
from tests.communities.scenes import ANA, BEN, CERYS, presses
from tests.pledges.scenes import STILL_TRUE, Street
from tests.pledges.test_deeds import A_DAY, ADMIN, DAI, DEADLINE_OVER, DEED, admin, alive, confirm, done, excuse, now

__all__ = ["admin"]

LONDON = "Europe/London"
OF_THE_DEED = frozenset(
    {"own_deed_begun", "deed_ahead", "deed_asked", "deeds_to_confirm", "pledge_closed", "own_pledge_closed"}
)
Heard = list[tuple[str, str, int]]


async def heard(street: Street) -> Heard:
    """Kind, moment and recipient of what is about the deed, in the order of time."""
    who: dict[PersonId, int] = {person: number for number, person in street.numbers.items()}
    return [(kind, at, who[person]) for kind, at, person in await street.messages() if kind in OF_THE_DEED]


async def test_a_deed_with_a_day_from_its_eve_to_its_end(street: Street, clock: MovableClock, admin: int) -> None:
    pledge = await alive(street, BEN, CERYS, DAI, when="12 December 10:00, the gate")
    await street.live_until(clock, DEED + timedelta(hours=5))
    await done(street, BEN, pledge)
    await street.act(presses(CERYS, CERYS), answering.not_yet, pledge.code)
    await street.live_until(clock, DEED + 4 * A_DAY)
    await excuse(street, CERYS, pledge)
    await street.live_until(clock, DEED + 40 * A_DAY)
    assert await heard(street) == [
        *(("deed_ahead", "11 Dec 10:00", who) for who in (BEN, CERYS, DAI)),
        *(("deed_ahead", "12 Dec 08:00", who) for who in (BEN, CERYS, DAI)),
        ("own_deed_begun", "12 Dec 10:00", ANA),
        *(("deed_asked", "12 Dec 14:00", who) for who in (BEN, CERYS, DAI)),
        *(("deed_asked", "15 Dec 14:00", who) for who in (CERYS, DAI)),
        ("deed_asked", "19 Dec 14:00", DAI),
        ("deed_asked", "26 Dec 14:00", DAI),
        ("deeds_to_confirm", "27 Dec 14:00", ANA),
        ("own_pledge_closed", "30 Dec 14:00", ANA),
        *(("pledge_closed", "30 Dec 14:00", who) for who in (BEN, CERYS)),
    ], "whoever was asked four times hears no fifth message"
    await street.sound()


async def test_who_has_muted_it_is_asked_what_they_owe_and_nothing_else(street: Street, clock: MovableClock) -> None:
    pledge = await alive(street, BEN, when="12 December 10:00")
    await street.act(presses(BEN), heeding.mute, pledge.code)
    await street.heard()
    said = []
    for moment in (DEED - timedelta(hours=1), DEED + timedelta(hours=5), DEED + 4 * A_DAY):
        await street.live_until(clock, moment)
        said.append([kind for kind, person in await street.heard() if person == street.numbers[BEN]])
    assert said == [[], ["deed_asked"], ["deed_asked"]]
    await done(street, BEN, pledge)
    await street.live_until(clock, DEED + 40 * A_DAY)
    assert [kind for kind, person in await street.heard() if person == street.numbers[BEN]] == []


async def test_a_deed_without_a_day_is_asked_for_after_the_deadline(street: Street, clock: MovableClock) -> None:
    pledge = await alive(street, BEN)
    await street.live_until(clock, DEADLINE_OVER + A_DAY)
    await confirm(street, ANA, pledge, 1)
    await street.live_until(clock, DEADLINE_OVER + 40 * A_DAY)
    assert await heard(street) == [
        ("deed_asked", "07 Dec 00:00", BEN),
        ("own_deed_begun", "07 Dec 00:00", ANA),
        ("own_pledge_closed", "08 Dec 00:00", ANA),
        ("pledge_closed", "08 Dec 00:00", BEN),
    ]


async def test_who_answers_after_the_fourth_question_hears_no_fifth_message(
    street: Street, clock: MovableClock
) -> None:
    pledge = await alive(street, BEN)
    await street.live_until(clock, DEADLINE_OVER + 14 * A_DAY)
    await done(street, BEN, pledge)
    await confirm(street, ANA, pledge, 1)
    assert (await now(street, pledge)).state is PledgeState.CLOSED
    assert [kind for kind, _, who in await heard(street) if who == BEN] == ["deed_asked"] * 4


async def test_after_an_outage_there_is_one_question_and_nothing_of_before(street: Street, clock: MovableClock) -> None:
    pledge = await alive(street, BEN, when="12 December 10:00")
    clock.set(DEED + 8 * A_DAY)
    await street.ring()
    assert await heard(street) == [("deed_asked", "20 Dec 10:00", BEN), ("own_deed_begun", "20 Dec 10:00", ANA)]
    clock.set(DEED + 60 * A_DAY)
    await street.ring()
    assert [kind for kind, *_ in await heard(street)] == [
        "deed_asked",
        "own_deed_begun",
        "own_pledge_closed",
    ]
    assert (await now(street, pledge)).missed == 1
    await street.sound()


async def test_what_comes_alive_too_late_for_the_eve_is_announced_once(street: Street, clock: MovableClock) -> None:
    clock.set(DEADLINE_OVER - timedelta(hours=12))
    await alive(street, BEN, when="6 December 20:00")
    await street.live_until(clock, DEADLINE_OVER - timedelta(hours=4))
    assert await heard(street) == [("deed_ahead", "06 Dec 18:00", BEN)]


async def test_what_is_due_is_looked_at_once_more_before_it_is_said(street: Street, clock: MovableClock) -> None:
    """Who withdrew, answered, or can't between the finding and the saying is left alone."""
    pledge = await alive(street, BEN, CERYS, when="12 December 10:00")
    await street.live_until(clock, DEED - A_DAY)
    ahead = await street.claimed(BEN, CERYS)
    await excuse(street, BEN, pledge)
    assert await _said(street, ahead, "deed_ahead") == [CERYS]
    await street.live_until(clock, DEED + timedelta(hours=4))
    asked = await street.claimed(BEN, CERYS)
    await done(street, CERYS, pledge)
    assert await _said(street, asked, "deed_asked") == []


async def _said(street: Street, claimed: list[Claimed], kind: str) -> list[int]:
    who = {person: number for number, person in street.numbers.items()}
    said = [(each.person, await street.db.write(sending.begin, each, STILL_TRUE)) for each in claimed]
    return [who[person] for person, ready in said if ready is not None and ready.notice.kind == kind]


async def test_a_pledge_that_was_called_off_is_not_heard_of_again(
    street: Street, clock: MovableClock, admin: int
) -> None:
    pledge = await alive(street, BEN, when="12 December 10:00")
    await street.live_until(clock, DEED - timedelta(hours=3))
    await street.act(presses(ADMIN), cancelling.cancel, pledge.code, "Too dangerous")
    await street.live_until(clock, DEED + 40 * A_DAY)
    assert await heard(street) == [("deed_ahead", "11 Dec 10:00", BEN)]
    assert await street.owed() == [("pledge_cancelled", street.numbers[who]) for who in (ANA, BEN)], "nothing else"


async def test_the_creator_is_asked_once_to_confirm(street: Street, clock: MovableClock) -> None:
    pledge = await alive(street, BEN, CERYS)
    await street.live_until(clock, DEADLINE_OVER)
    await done(street, BEN, pledge)
    await confirm(street, ANA, pledge, 2)
    await street.act(presses(ANA, ANA), checking.take_back, pledge.code, 2)
    await done(street, CERYS, pledge)
    assert [kind for kind, *_ in await heard(street)].count("deeds_to_confirm") == 1


@pytest.mark.parametrize(
    ("act_on", "ahead", "asked"),
    [
        (None, [None, None], "07 Dec 00:00"),
        (Occasion(DEED, False, LONDON), ["11 Dec 10:00", "12 Dec 08:00"], "12 Dec 14:00"),
        (Occasion(DEED.replace(hour=0), True, LONDON), ["11 Dec 10:00", "12 Dec 08:00"], "13 Dec 00:00"),
    ],
    ids=["no day", "a time", "a day"],
)
def test_the_moments(act_on: Occasion | None, ahead: list[str | None], asked: str) -> None:
    deadline = Deadline(DEADLINE_OVER - timedelta(seconds=1), True, LONDON)
    wording = Wording("sing", 3, deadline, act_on=act_on)
    moments = [deed_times.ahead_at(wording, turn) for turn in (0, 1)]
    assert [None if at is None else f"{at:%d %b %H:%M}" for at in moments] == ahead
    pledge = Pledge(1, 1, "7K2MQ", 1, wording, DEADLINE_OVER)  # type: ignore[arg-type]
    first = deed_times.asked_at(pledge, 0)
    assert f"{first:%d %b %H:%M}" == asked
    assert [deed_times.asked_at(pledge, turn) - first for turn in range(4)] == [n * A_DAY for n in (0, 3, 7, 14)]
    assert deed_times.missed_at(pledge) - first == 15 * A_DAY
