"""From the tipping to the deed: who may say what of it, when, and what becomes of the pledge."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.communities import drafts
from bot.communities.model import Membership
from bot.communities.refusals import NotAllowed
from bot.core.clock import MovableClock
from bot.pledges import acting, answering, cancelling, checking, listing, writing
from bot.pledges.answering import EXCUSE_KIND, Answered, Excusing
from bot.pledges.checking import CheckList
from bot.pledges.deed_refusals import NothingOwed, NotTimeYet, OwnDeed, TimeHasCome
from bot.pledges.model import Pledge, PledgeState, SignatureState
from bot.pledges.refusals import NoForm, PledgeCancelled, PledgeOver, TextTooLong, TextTooShort, UnknownPledge
from bot.pledges.rules import Signing
from bot.pledges.wording import Names
from bot.reminders import service as reminders
from tests.communities.scenes import ANA, BEN, CERYS, presses, writes
from tests.pledges.scenes import LINE, RINGS, Street

ADMIN, DAI, STRANGER = 1010, 1011, 1999
DEADLINE_OVER = datetime(2026, 12, 7, tzinfo=UTC)
DEED = datetime(2026, 12, 12, 10, tzinfo=UTC)
A_DAY = timedelta(days=1)


@pytest.fixture
async def admin(street: Street) -> int:
    await street.home(ADMIN, DAI)
    street.place(ADMIN, Membership.ADMINISTRATOR)
    return ADMIN


async def alive(street: Street, *signers: int, when: str | None = None, names: Names = Names.SHOWN) -> Pledge:
    """Ana's pledge, signed by enough, to be done at the deadline (6 December) or then."""
    begun = await street.act(writes(ANA, ANA), writing.begin, LINE.format(n=len(signers)))
    assert begun.form is not None
    if when is not None:
        await street.act(presses(ANA, ANA), writing.change, begun.form.token, "act_on")
        await street.act(writes(ANA, ANA), writing.answer, when)
    while begun.form is not None and begun.form.names is not names:
        begun = await street.act(presses(ANA, ANA), writing.toggle, begun.form.token, "names")
    pledge = (await street.publish(ANA, begun)).published
    assert pledge is not None
    for who in signers:
        await street.sign(who, pledge)
    return pledge


async def now(street: Street, pledge: Pledge) -> Pledge:
    return (await street.card(ANA, pledge)).pledge


async def mine(street: Street, who: int, pledge: Pledge) -> SignatureState | None:
    return (await street.card(who, pledge)).mine


async def done(street: Street, who: int, pledge: Pledge) -> Answered:
    return await street.act(presses(who, who), answering.done, pledge.code)


async def excuse(street: Street, who: int, pledge: Pledge, reason: str | None = None) -> Answered:
    return await street.act(presses(who, who), answering.excuse, pledge.code, reason)


async def confirm(street: Street, who: int, pledge: Pledge, number: int) -> CheckList:
    return await street.act(presses(who, who), checking.confirm, pledge.code, number)


# --- refusals ---------------------------------------------------------------------------------------------------------


async def test_nobody_can_have_done_it_before_its_time(street: Street, clock: MovableClock) -> None:
    pledge = await alive(street, BEN, when="12 December 10:00")
    await street.live_until(clock, DEED - timedelta(seconds=1))
    for act in (answering.done, answering.not_yet):
        with pytest.raises(NotTimeYet) as refused:
            await street.act(presses(BEN, BEN), act, pledge.code)
        assert refused.value.begins.at == DEED
    for look in (checking.check_list, checking.confirm_all):
        with pytest.raises(NotTimeYet):
            await street.act(presses(ANA, ANA), look, pledge.code)
    assert await mine(street, BEN, pledge) is SignatureState.ACTIVE


@pytest.mark.parametrize("verb", [answering.done, answering.not_yet, answering.ask_excuse, answering.excuse])
async def test_who_is_not_in_owes_nothing(street: Street, clock: MovableClock, verb: Any) -> None:
    pledge = await alive(street, BEN, CERYS)
    await street.withdraw(CERYS, pledge)
    await street.live_until(clock, DEADLINE_OVER)
    await street.home(DAI)
    for who in (ANA, CERYS, DAI):
        with pytest.raises(NothingOwed):
            await street.act(presses(who, who), verb, pledge.code)
    for who, code in ((BEN, "ZZZZZ"), (STRANGER, pledge.code)):
        with pytest.raises(UnknownPledge):
            await street.act(presses(who, who), verb, code)
    assert (await now(street, pledge)).owing == 1


async def test_what_was_called_off_is_not_done(street: Street, clock: MovableClock, admin: int) -> None:
    pledge = await alive(street, BEN)
    await street.act(presses(admin), cancelling.cancel, pledge.code, "Too dangerous")
    await street.live_until(clock, DEADLINE_OVER + 40 * A_DAY)
    for verb in (answering.done, answering.not_yet, answering.ask_excuse):
        with pytest.raises(PledgeCancelled):
            await street.act(presses(BEN, BEN), verb, pledge.code)
    with pytest.raises(PledgeCancelled):
        await street.act(presses(admin, admin), checking.confirm_all, pledge.code)
    assert await street.owed() == [("pledge_cancelled", street.numbers[who]) for who in (ANA, BEN)]


async def test_only_creator_and_organisers_check(street: Street, clock: MovableClock, admin: int) -> None:
    pledge = await alive(street, BEN)
    await street.live_until(clock, DEADLINE_OVER)
    for who in (BEN, DAI):
        with pytest.raises(NotAllowed):
            await street.act(presses(who, who), checking.check_list, pledge.code)
        with pytest.raises(NotAllowed):
            await street.act(presses(who, who), checking.confirm_all, pledge.code)
        with pytest.raises(NotAllowed):
            await confirm(street, who, pledge, 1)
    with pytest.raises(UnknownPledge):
        await street.act(presses(STRANGER, STRANGER), checking.check_list, pledge.code)
    assert not (await street.card(BEN, pledge)).may_check
    assert (await street.card(ANA, pledge)).may_check
    assert (await street.card(admin, pledge)).may_check
    assert (await now(street, pledge)).verified == 0


async def test_nobody_confirms_their_own_deed(street: Street, clock: MovableClock, admin: int) -> None:
    pledge = await alive(street, BEN, admin)
    await street.live_until(clock, DEADLINE_OVER)
    with pytest.raises(OwnDeed):
        await confirm(street, admin, pledge, 2)
    all_but_me = await street.act(presses(admin, admin), checking.confirm_all, pledge.code)
    assert [(line.name, line.state, line.own) for line in all_but_me.lines] == [
        (all_but_me.lines[0].name, SignatureState.VERIFIED, False),
        (all_but_me.lines[1].name, SignatureState.OWED, True),
    ]
    await confirm(street, ANA, pledge, 2)
    assert (await now(street, pledge)).state is PledgeState.CLOSED, "nothing is left to be said"


async def test_the_reason_has_a_length_and_a_time(street: Street, clock: MovableClock) -> None:
    pledge = await alive(street, BEN)
    with pytest.raises(NoForm):
        await street.act(writes(BEN, BEN), answering.give_reason, "Nobody has asked")
    asked = await street.act(presses(BEN, BEN), answering.ask_excuse, pledge.code)
    assert isinstance(asked, Excusing)
    with pytest.raises(TextTooShort):
        await street.act(writes(BEN, BEN), answering.give_reason, "x")
    with pytest.raises(TextTooLong):
        await street.act(writes(BEN, BEN), answering.give_reason, "x" * 301)
    assert await mine(street, BEN, pledge) is SignatureState.ACTIVE
    clock.move(answering.WAITED_FOR)
    with pytest.raises(NoForm):
        await street.act(writes(BEN, BEN), answering.give_reason, "Good night, all")
    await street.act(presses(BEN, BEN), answering.ask_excuse, pledge.code)
    await street.act(presses(BEN, BEN), answering.keep)
    with pytest.raises(NoForm):
        await street.act(writes(BEN, BEN), answering.give_reason, "I can after all")


async def test_when_the_time_has_come_nobody_withdraws_or_signs(street: Street, clock: MovableClock) -> None:
    pledge = await alive(street, BEN)
    await street.live_until(clock, DEADLINE_OVER)
    with pytest.raises(TimeHasCome):
        await street.withdraw(BEN, pledge)
    assert not (await street.card(CERYS, pledge)).signing_open
    assert not (await street.card(ANA, pledge)).may_cancel


# --- the time comes ---------------------------------------------------------------------------------------------------


async def test_the_time_comes_at_the_deadline_of_a_pledge_without_a_day(street: Street, clock: MovableClock) -> None:
    pledge = await alive(street, BEN, CERYS)
    await street.live_until(clock, DEADLINE_OVER - timedelta(seconds=1))
    assert (await now(street, pledge)).state is PledgeState.TIPPED
    await street.live_until(clock, DEADLINE_OVER)
    acting_now = await now(street, pledge)
    assert (acting_now.state, acting_now.acting_at, acting_now.owing) == (PledgeState.ACTING, DEADLINE_OVER, 2)
    assert [await mine(street, who, pledge) for who in (BEN, CERYS)] == [SignatureState.OWED] * 2
    await street.sound()


async def test_the_time_comes_on_the_day(street: Street, clock: MovableClock) -> None:
    day = await alive(street, BEN, when="12 December")
    moment = await alive(street, BEN, when="12 December 10:00, the gate")
    await street.live_until(clock, DEED - timedelta(hours=10, seconds=1))
    assert (await now(street, day)).state is PledgeState.TIPPED
    await street.live_until(clock, DEED - timedelta(hours=10))
    assert (await now(street, day)).state is PledgeState.ACTING
    assert (await now(street, moment)).state is PledgeState.TIPPED
    await street.live_until(clock, DEED)
    assert (await now(street, moment)).acting_at == DEED


async def test_a_pledge_that_is_not_alive_never_acts(street: Street, clock: MovableClock) -> None:
    begun = await street.pledge(n=2)
    await street.sign(BEN, begun)
    await street.live_until(clock, DEADLINE_OVER + 40 * A_DAY)
    assert (await now(street, begun)).state is PledgeState.EXPIRED


async def test_a_crowd_is_marked_in_bites_and_counts_at_once(
    street: Street, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acting, "BITE", 2)
    crowd = [BEN, CERYS, 3001, 3002, 3003]
    await street.home(*crowd)
    pledge = await alive(street, *crowd)
    clock.set(DEADLINE_OVER)
    await street.ring()
    assert {await mine(street, who, pledge) for who in crowd} == {SignatureState.OWED}
    everybody = await street.act(presses(ANA, ANA), checking.confirm_all, pledge.code)
    assert everybody.pledge.verified == 2, "a bite at once"
    await street.sound()
    await street.ring()
    closed = await now(street, pledge)
    assert (closed.state, closed.verified, closed.owing) == (PledgeState.CLOSED, 5, 0)
    await street.sound()


async def test_who_was_not_marked_yet_can_answer(street: Street, clock: MovableClock) -> None:
    pledge = await alive(street, BEN, CERYS)
    await street.live_until(clock, DEADLINE_OVER - timedelta(seconds=1))
    clock.set(DEADLINE_OVER)
    for key in await street.db.read(reminders.due, 10):  # the deadline, and that the time has come; no bite yet
        await street.db.write(reminders.ring, key, RINGS)
    assert (await now(street, pledge)).state is PledgeState.ACTING
    assert await mine(street, BEN, pledge) is SignatureState.ACTIVE
    assert (await done(street, BEN, pledge)).state is SignatureState.CLAIMED
    await street.sound()
    await street.ring()
    assert [await mine(street, who, pledge) for who in (BEN, CERYS)] == [SignatureState.CLAIMED, SignatureState.OWED]
    await street.sound()


# --- answers ----------------------------------------------------------------------------------------------------------


async def test_done_not_yet_and_cant(street: Street, clock: MovableClock, admin: int) -> None:
    pledge = await alive(street, BEN, CERYS, DAI)
    await street.live_until(clock, DEADLINE_OVER)
    said = await done(street, BEN, pledge)
    assert (said.state, said.again, said.pledge.claimed) == (SignatureState.CLAIMED, False, 1)
    again = await done(street, BEN, pledge)
    assert (again.state, again.again, again.pledge.claimed) == (SignatureState.CLAIMED, True, 1)
    later = await street.act(presses(CERYS, CERYS), answering.not_yet, pledge.code)
    assert (later.state, later.pledge.owing) == (SignatureState.OWED, 2)
    await street.act(presses(DAI, DAI), answering.ask_excuse, pledge.code)
    cant = await street.act(writes(DAI, DAI), answering.give_reason, " Broke\nmy leg ")
    assert (cant.state, cant.pledge.count, cant.pledge.owing) == (SignatureState.EXCUSED, 2, 1)
    assert await street.db.read(drafts.draft_of, street.numbers[DAI], EXCUSE_KIND) is None
    found = await street.act(presses(ANA, ANA), checking.check_list, pledge.code)
    assert [(line.state, line.excuse) for line in found.lines] == [
        (SignatureState.CLAIMED, None),
        (SignatureState.OWED, None),
        (SignatureState.EXCUSED, "Broke my leg"),
    ]
    await street.sound()


async def test_cant_before_the_day_frees_the_place(street: Street, clock: MovableClock) -> None:
    pledge = await alive(street, BEN, CERYS, when="12 December 10:00")
    left = await excuse(street, BEN, pledge, "I am away")
    assert (left.state, left.pledge.count, left.pledge.state) == (SignatureState.EXCUSED, 1, PledgeState.TIPPED)
    assert (await excuse(street, BEN, pledge)).again
    assert not (await street.card(BEN, pledge)).signed
    assert (await street.withdraw(BEN, pledge)).again, "nothing is left to withdraw"
    back = await street.sign(BEN, pledge)
    assert (back.outcome, back.pledge.count, back.pledge.signed) == (Signing.SIGNED, 2, 2)
    await excuse(street, BEN, pledge)
    await street.live_until(clock, DEED)
    with pytest.raises(NothingOwed):
        await done(street, BEN, pledge)
    assert (await now(street, pledge)).owing == 1
    await street.sound()


async def test_they_can_after_all(street: Street, clock: MovableClock) -> None:
    pledge = await alive(street, BEN, CERYS)
    await street.live_until(clock, DEADLINE_OVER)
    await excuse(street, BEN, pledge, "I am away")
    turned = await done(street, BEN, pledge)
    assert (turned.state, turned.pledge.count, turned.pledge.claimed) == (SignatureState.CLAIMED, 2, 1)
    turned = await excuse(street, BEN, pledge)
    assert (turned.state, turned.pledge.count, turned.pledge.claimed) == (SignatureState.EXCUSED, 1, 0)
    await street.sound()


async def test_who_has_left_still_answers_and_sees_nothing_else(street: Street, clock: MovableClock) -> None:
    pledge = await alive(street, BEN, CERYS)
    await street.live_until(clock, DEADLINE_OVER)
    for who in (BEN, DAI):
        street.place(who, Membership.LEFT)
    assert (await done(street, BEN, pledge)).state is SignatureState.CLAIMED
    with pytest.raises(UnknownPledge):
        await done(street, DAI, pledge)
    found = await street.act(presses(ANA, ANA), checking.check_list, pledge.code)
    assert found.lines[0].state is SignatureState.CLAIMED


# --- confirmed --------------------------------------------------------------------------------------------------------


async def test_two_confirm_the_same_one_and_all(street: Street, clock: MovableClock, admin: int) -> None:
    pledge = await alive(street, BEN, CERYS, DAI)
    await street.live_until(clock, DEADLINE_OVER)
    await done(street, BEN, pledge)
    for who in (ANA, admin, ANA):
        found = await confirm(street, who, pledge, 1)
        assert (found.lines[0].state, found.pledge.verified) == (SignatureState.VERIFIED, 1)
    await excuse(street, CERYS, pledge)
    found = await confirm(street, ANA, pledge, 2)
    assert found.lines[1].state is SignatureState.EXCUSED, "who can't was not there"
    assert (await confirm(street, ANA, pledge, 77)).pledge.verified == 1, "nobody"
    for who in (admin, ANA):
        found = await street.act(presses(who, who), checking.confirm_all, pledge.code)
        assert (found.pledge.verified, found.pledge.claimed) == (2, 0)
    await street.sound()


async def test_a_slip_is_taken_back_while_it_is_done(street: Street, clock: MovableClock) -> None:
    pledge = await alive(street, BEN, CERYS)
    await street.live_until(clock, DEADLINE_OVER)
    await done(street, BEN, pledge)
    for number, before in ((1, SignatureState.CLAIMED), (2, SignatureState.OWED)):
        for _ in range(2):
            await street.act(presses(ANA, ANA), checking.take_back, pledge.code, number)
        await confirm(street, ANA, pledge, number)
        found = await street.act(presses(ANA, ANA), checking.take_back, pledge.code, number)
        assert (found.lines[number - 1].state, found.pledge.verified) == (before, 0)
    await confirm(street, ANA, pledge, 1)
    await confirm(street, ANA, pledge, 2)
    assert (await now(street, pledge)).state is PledgeState.CLOSED
    late = await street.act(presses(ANA, ANA), checking.take_back, pledge.code, 1)
    assert late.pledge.verified == 2, "once it is closed it stays"
    await street.sound()


async def test_who_never_answered_can_be_confirmed_after_the_end(street: Street, clock: MovableClock) -> None:
    pledge = await alive(street, BEN, CERYS)
    await street.live_until(clock, DEADLINE_OVER + 15 * A_DAY)
    closed = await now(street, pledge)
    assert (closed.state, closed.missed, closed.verified) == (PledgeState.CLOSED, 2, 0)
    with pytest.raises(PledgeOver):
        await done(street, BEN, pledge)
    with pytest.raises(PledgeOver):
        await excuse(street, BEN, pledge)
    found = await confirm(street, ANA, pledge, 1)
    assert (found.pledge.verified, found.pledge.missed) == (1, 1)
    await street.sound()


async def test_a_pledge_that_counts_only_names_nobody_to_whoever_checks(street: Street, clock: MovableClock) -> None:
    pledge = await alive(street, BEN, CERYS, names=Names.COUNTS)
    await street.live_until(clock, DEADLINE_OVER)
    found = await street.act(presses(ANA, ANA), checking.check_list, pledge.code)
    assert [(line.number, line.name) for line in found.lines] == [(1, ""), (2, "")]


async def test_the_list_has_pages(street: Street, clock: MovableClock) -> None:
    crowd = [4000 + n for n in range(checking.PAGE_SIZE + 2)]
    await street.home(*crowd)
    pledge = await alive(street, *crowd)
    await street.live_until(clock, DEADLINE_OVER)
    first = await street.act(presses(ANA, ANA), checking.check_list, pledge.code)
    assert (len(first.lines), first.after) == (checking.PAGE_SIZE, checking.PAGE_SIZE)
    second = await street.act(presses(ANA, ANA), checking.check_list, pledge.code, first.after)
    assert ([line.number for line in second.lines], second.after) == ([9, 10], None)
    confirmed = await street.act(presses(ANA, ANA), checking.confirm, pledge.code, 10, 8)
    assert [line.state for line in confirmed.lines] == [SignatureState.OWED, SignatureState.VERIFIED]


# --- the end ----------------------------------------------------------------------------------------------------------


async def test_it_closes_when_everybody_is_settled(street: Street, clock: MovableClock) -> None:
    pledge = await alive(street, BEN, CERYS)
    await street.live_until(clock, DEADLINE_OVER)
    await excuse(street, BEN, pledge)
    await confirm(street, ANA, pledge, 2)
    closed = await now(street, pledge)
    assert (closed.state, closed.closed_at) == (PledgeState.CLOSED, DEADLINE_OVER)


async def test_claims_wait_three_days_to_be_confirmed(street: Street, clock: MovableClock) -> None:
    pledge = await alive(street, BEN)
    await street.live_until(clock, DEADLINE_OVER)
    await done(street, BEN, pledge)
    await street.live_until(clock, DEADLINE_OVER + 3 * A_DAY - timedelta(seconds=1))
    assert (await now(street, pledge)).state is PledgeState.ACTING
    await street.live_until(clock, DEADLINE_OVER + 3 * A_DAY)
    closed = await now(street, pledge)
    assert (closed.state, closed.claimed, closed.verified) == (PledgeState.CLOSED, 1, 0)
    late = await confirm(street, ANA, pledge, 1)
    assert (late.pledge.claimed, late.pledge.verified) == (0, 1)
    await street.sound()


async def test_after_thirty_days_it_closes_whatever_was_taken_back(street: Street, clock: MovableClock) -> None:
    pledge = await alive(street, BEN, CERYS)
    await street.live_until(clock, DEADLINE_OVER)
    await done(street, BEN, pledge)
    await street.live_until(clock, DEADLINE_OVER + 15 * A_DAY)
    await confirm(street, ANA, pledge, 2)
    await street.act(presses(ANA, ANA), checking.take_back, pledge.code, 2)
    assert (await now(street, pledge)).owing == 1
    await street.live_until(clock, DEADLINE_OVER + 30 * A_DAY)
    closed = await now(street, pledge)
    assert (closed.state, closed.missed, closed.closed_at) == (PledgeState.CLOSED, 1, DEADLINE_OVER + 30 * A_DAY)
    await street.sound()


async def test_when_everybody_has_withdrawn_it_is_over_at_once(street: Street, clock: MovableClock) -> None:
    pledge = await alive(street, BEN)
    await street.withdraw(BEN, pledge)
    await street.live_until(clock, DEADLINE_OVER)
    assert (await now(street, pledge)).state is PledgeState.CLOSED
    await street.live_until(clock, DEADLINE_OVER + 40 * A_DAY)
    await street.sound()


# --- rates ------------------------------------------------------------------------------------------------------------


async def test_what_i_owe_and_what_i_kept_only_i_see(street: Street, clock: MovableClock) -> None:
    kept, owed = await alive(street, BEN), await alive(street, BEN, CERYS)
    await street.live_until(clock, DEADLINE_OVER)
    await confirm(street, ANA, kept, 1)
    my = await street.act(writes(BEN, BEN), listing.my_pledges)
    assert (my.owed, my.kept, my.of) == (frozenset({owed.id}), 1, 1)
    await street.live_until(clock, DEADLINE_OVER + 15 * A_DAY)
    my = await street.act(writes(BEN, BEN), listing.my_pledges)
    assert (my.owed, my.kept, my.of) == (frozenset(), 1, 2)
    hers = await street.act(writes(ANA, ANA), listing.my_pledges)
    assert (hers.owed, hers.kept, hers.of) == (frozenset(), 0, 0), "she signed nothing"


async def test_a_creators_rate_is_a_range_and_told_after_five(street: Street, clock: MovableClock) -> None:
    pledges = [await alive(street, BEN) for _ in range(6)]
    await street.live_until(clock, DEADLINE_OVER)
    for pledge in pledges[:4]:
        await confirm(street, ANA, pledge, 1)
    assert (await street.card(BEN, pledges[0])).creator_keeps is None, "four are closed"
    await street.live_until(clock, DEADLINE_OVER + 15 * A_DAY)
    assert (await street.card(BEN, pledges[0])).creator_keeps == (60, 80), "four of six"
    await confirm(street, ANA, pledges[4], 1)
    await confirm(street, ANA, pledges[5], 1)
    assert (await street.card(BEN, pledges[0])).creator_keeps == (80, 100)
