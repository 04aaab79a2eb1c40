"""A creator who is silent, and who leads instead."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.communities.model import Membership
from bot.core.clock import MovableClock
from bot.core.db import Tx, statement
from bot.pledges import announcing, answering, cancelling, heeding, leading, waiting
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.refusals import PledgeCancelled, UnknownPledge
from bot.pledges.speaking import Volunteering, volunteering
from bot.pledges.speaking_refusals import NoLeaderNeeded, NotInPledge, NotLeading
from bot.pledges.wording import ONE_SECOND
from bot.reminders import service as reminders
from bot.subject import whole_subject
from tests.communities.scenes import ANA, BEN, CERYS, presses, writes
from tests.pledges.scenes import Street
from tests.pledges.test_listening import GONE, MAKER, MINE, SIGNER
from tests.pledges.test_listening import pledge as a_pledge

DILYS, STRANGER = 1004, 1999
RINGS = whole_subject().rings
THREE, FIVE = timedelta(days=3), timedelta(days=5)
LINE = "I will bring my van if {n} other neighbours will come too by 20 December"


@pytest.fixture
async def pledge(street: Street) -> Pledge:
    """Ana's, which Ben and Cerys have brought to life now; everybody has heard that."""
    await street.home(DILYS)
    pledge = await street.pledge(n=2, line=LINE)
    for who in (BEN, CERYS):
        await street.sign(who, pledge)
    await street.heard()
    return pledge


async def after(street: Street, clock: MovableClock, time: timedelta) -> list[tuple[str, int]]:
    """So much later: whatever is due rings, and what is said."""
    clock.move(time)
    while keys := await street.db.read(reminders.due, 10):
        for key in keys:
            await street.db.write(reminders.ring, key, RINGS)
    return [(kind, person) for kind, person in await street.heard()]


async def announces(street: Street, pledge: Pledge, who: int) -> None:
    await street.act(presses(who, who), announcing.ask, pledge.code)
    asked = await street.act(writes(who, who), announcing.write, "We meet at 10.")
    await street.act(presses(who, who), announcing.send, pledge.code, asked.token)


def set_a_day(tx: Tx) -> None:
    assert tx.run(statement(text("UPDATE pledges SET act_on = deadline"))) == 1


def test_the_rule() -> None:
    alive = a_pledge(2, 2, PledgeState.TIPPED)
    for mine in (None, GONE):
        with pytest.raises(NotInPledge):
            volunteering(alive, mine, SIGNER, asked=True)
    for state in PledgeState:
        one = replace(alive, state=state)
        if state is PledgeState.CANCELLED:
            with pytest.raises(PledgeCancelled):
                volunteering(one, MINE, SIGNER, asked=True)
        elif state in (PledgeState.TIPPED, PledgeState.RESCUED, PledgeState.ACTING):
            assert volunteering(one, MINE, SIGNER, asked=True) is Volunteering.LEADS, "it has no day"
        else:
            with pytest.raises(NoLeaderNeeded):
                volunteering(one, MINE, SIGNER, asked=True)
    with pytest.raises(NoLeaderNeeded):
        volunteering(alive, MINE, SIGNER, asked=False)
    with pytest.raises(NoLeaderNeeded):
        volunteering(alive, None, MAKER, asked=True)
    assert volunteering(replace(alive, lead=SIGNER), MINE, SIGNER, asked=False) is Volunteering.ALREADY
    assert volunteering(replace(alive, lead=MAKER), MINE, SIGNER, asked=False) is Volunteering.TAKEN


async def test_who_cannot_lead(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    with pytest.raises(NoLeaderNeeded):
        await street.act(presses(BEN), leading.volunteer, pledge.code)
    await after(street, clock, FIVE - ONE_SECOND)
    with pytest.raises(NoLeaderNeeded):
        await street.act(presses(BEN), leading.volunteer, pledge.code)
    await after(street, clock, ONE_SECOND)
    with pytest.raises(NoLeaderNeeded):
        await street.act(presses(ANA), leading.volunteer, pledge.code)
    with pytest.raises(NotInPledge):
        await street.act(presses(DILYS), leading.volunteer, pledge.code)
    for who, code in ((BEN, "ZZZZZ"), (STRANGER, pledge.code)):
        with pytest.raises(UnknownPledge):
            await street.act(presses(who, who), leading.volunteer, code)


async def test_a_reminder_after_three_days_and_the_question_after_five(
    street: Street, pledge: Pledge, clock: MovableClock
) -> None:
    assert await after(street, clock, THREE - ONE_SECOND) == []
    assert await after(street, clock, ONE_SECOND) == [("plan_missing", street.numbers[ANA])]
    assert await after(street, clock, FIVE - THREE - ONE_SECOND) == []
    asked = [("leader_sought", street.numbers[who]) for who in (BEN, CERYS)]
    assert await after(street, clock, ONE_SECOND) == asked
    assert await after(street, clock, timedelta(days=2)) == []


@pytest.mark.parametrize("plan", ["announced", "a day"])
async def test_a_plan_in_time_needs_no_word(street: Street, pledge: Pledge, clock: MovableClock, plan: str) -> None:
    if plan == "announced":
        await announces(street, pledge, ANA)
        await street.heard()
    else:
        await street.db.write(set_a_day)
    assert await after(street, clock, THREE) == []
    assert await after(street, clock, FIVE - THREE) == []
    with pytest.raises(NoLeaderNeeded):
        await street.act(presses(BEN), leading.volunteer, pledge.code)


async def test_a_plan_at_night_takes_back_the_question(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    await announces(street, pledge, ANA)
    await street.heard()
    clock.move(timedelta(hours=13))  # it is night
    other = await street.pledge(n=1, line=LINE.replace("van", "cart"))
    await street.sign(BEN, other, at=clock.now())
    await street.heard()
    assert await after(street, clock, FIVE) == [], "quiet hours"
    await announces(street, other, ANA)
    assert await after(street, clock, timedelta(hours=10)) == [("pledge_news", street.numbers[BEN])]


@pytest.mark.parametrize("how", ["cancelled", "nobody left", "muted"])
async def test_nothing_follows_what_has_changed(street: Street, pledge: Pledge, clock: MovableClock, how: str) -> None:
    if how == "cancelled":
        street.place(DILYS, Membership.ADMINISTRATOR)
        await street.act(presses(DILYS), cancelling.cancel, pledge.code, "Too dangerous")
        await street.heard()
    for who in (BEN, CERYS):
        if how == "nobody left":
            await street.withdraw(who, pledge)
    for who in (ANA, BEN, CERYS):
        if how == "muted":
            await street.act(presses(who), heeding.mute, pledge.code)
    heard = await after(street, clock, THREE) + await after(street, clock, FIVE - THREE)
    assert [kind for kind, _ in heard] == (["plan_missing"] if how == "nobody left" else [])


async def test_the_first_who_says_yes_leads_and_writes(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    await after(street, clock, THREE)
    await after(street, clock, FIVE - THREE)
    first = await street.act(presses(BEN), leading.volunteer, pledge.code)
    assert (first.outcome, first.lead) == (Volunteering.LEADS, f"Person {BEN}")
    again = await street.act(presses(BEN), leading.volunteer, pledge.code)
    assert again.outcome is Volunteering.ALREADY
    late = await street.act(presses(CERYS), leading.volunteer, pledge.code)
    assert (late.outcome, late.lead) == (Volunteering.TAKEN, f"Person {BEN}")
    assert await street.heard() == [("leader_found", street.numbers[who]) for who in (ANA, CERYS)]
    assert (await street.card(DILYS, pledge)).lead == f"Person {BEN}"

    await announces(street, pledge, BEN)
    assert await street.heard() == [("pledge_news", street.numbers[who]) for who in (ANA, CERYS)]
    clock.move(timedelta(days=1))
    await announces(street, pledge, ANA)
    assert await street.heard() == [("pledge_news", street.numbers[who]) for who in (BEN, CERYS)]


async def test_many_at_once_and_one_leads(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    await after(street, clock, FIVE)
    for _ in range(5):
        answers = await asyncio.gather(
            *(street.act(presses(who), leading.volunteer, pledge.code) for who in (BEN, CERYS) * 3)
        )
        assert len({answer.pledge.lead for answer in answers}) == 1
    assert [kind for kind, _ in await street.heard()].count("leader_found") == 2, "Ana, and the one who does not lead"


async def test_who_leads_and_withdraws_leads_no_more(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    await after(street, clock, FIVE)
    for _ in range(3):
        await street.act(presses(BEN), leading.volunteer, pledge.code)
        await street.withdraw(BEN, pledge)
        assert (await street.card(ANA, pledge)).lead == ""
        with pytest.raises(NotLeading):
            await street.act(presses(BEN), announcing.ask, pledge.code)
        await street.sign(BEN, pledge)
    told = [(kind, person) for kind, person in await street.heard() if kind.startswith("leader_")]
    assert told == [("leader_left", street.numbers[ANA])], "once, and what is over is not said"
    second = await street.act(presses(CERYS), leading.volunteer, pledge.code)
    assert second.outcome is Volunteering.LEADS


async def test_who_leads_and_cannot_come_leads_no_more_and_hears_no_news(
    street: Street, pledge: Pledge, clock: MovableClock
) -> None:
    await after(street, clock, FIVE)
    await street.act(presses(BEN), leading.volunteer, pledge.code)
    await announces(street, pledge, ANA)
    await street.act(presses(BEN), answering.excuse, pledge.code)
    assert (await street.card(ANA, pledge)).lead == ""
    with pytest.raises(NotInPledge):
        await street.act(presses(BEN), leading.volunteer, pledge.code)
    told = [(kind, person) for kind, person in await street.heard() if kind in ("leader_left", "pledge_news")]
    assert told == [("leader_left", street.numbers[ANA]), ("pledge_news", street.numbers[CERYS])]
    await street.sound()


async def test_who_waits_for_a_place_neither_leads_nor_hears_news_until_they_have_it(
    street: Street, clock: MovableClock
) -> None:
    await street.home(DILYS)
    pledge = await street.pledge(n=2, line=LINE, options={"capacity": "2"})
    for who in (BEN, CERYS):
        await street.sign(who, pledge)
    await street.act(presses(DILYS), waiting.wait, pledge.code)
    await after(street, clock, FIVE)
    with pytest.raises(NotInPledge):
        await street.act(presses(DILYS), leading.volunteer, pledge.code)
    await announces(street, pledge, ANA)
    assert ("pledge_news", street.numbers[DILYS]) not in await street.heard()
    await street.act(presses(BEN), answering.excuse, pledge.code)
    told = [kind for kind, person in await street.heard() if person == street.numbers[DILYS]]
    assert sorted(told) == ["place_free", "pledge_news"], "the place, and the latest news"


async def test_after_an_outage_both_are_told_once(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    heard = await after(street, clock, timedelta(days=9))
    assert [kind for kind, _ in heard] == ["leader_sought", "leader_sought", "plan_missing"]
    assert await after(street, clock, timedelta(days=9)) == []
