"""The other half of a pledge: who may promise it, when it binds, what becomes of it. Refusals first."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest

from bot.communities import access, undoing
from bot.communities.access import MembershipStale
from bot.communities.model import Membership, PersonId
from bot.communities.refusals import NotAllowed, TooLateToUndo
from bot.core.clock import MovableClock
from bot.core.db import Tx
from bot.core.refusal import Refusal
from bot.pledges import cancelling, changing, closing, rescuing, signing
from bot.pledges.change_rules import What
from bot.pledges.counter import agreeing, answering, binding, confirming, making
from bot.pledges.counter.agreeing import Answered
from bot.pledges.counter.answering import Excusing
from bot.pledges.counter.drafting import Step
from bot.pledges.counter.making import Made
from bot.pledges.counter.model import CounterState
from bot.pledges.counter.refusals import (
    AskedAlready,
    DeadlineAfterReturn,
    NobodyToAsk,
    NotBoundYet,
    NothingInReturn,
    NothingToConfirm,
    OwnReturn,
    PromisedAlready,
    ProposalOver,
    ReturnBinds,
    ReturnDueTooEarly,
    ReturnsUsedUp,
    ReturnTooLate,
    WithdrewReturn,
)
from bot.pledges.model import Pledge
from bot.pledges.refusals import (
    DateNotUnderstood,
    DeadlineTooFar,
    ImpossibleDate,
    NoForm,
    Part,
    PledgeCancelled,
    SigningOver,
    TextTooLong,
    TextTooShort,
    UnknownPledge,
)
from bot.pledges.wording import ONE_SECOND
from tests.communities.scenes import ANA, BEN, CERYS, GROUP, presses, writes
from tests.pledges.scenes import Street

MARIA, IDRIS, STRANGER = 1010, 1011, 1099
"""Two organisers (admins of the group), and somebody who lives elsewhere."""

PATH: Final = "resurface the path by 1 May"
MAY: Final = datetime(2027, 5, 1, 22, 59, 59, tzinfo=UTC)


@pytest.fixture
async def pledge(street: Street) -> Pledge:
    """Ana's, for two; Maria and Idris organise, and can be written to."""
    one = await street.pledge(n=2)
    await organisers(street, one)
    return one


async def organisers(street: Street, pledge: Pledge) -> None:
    """Maria and Idris are admins of the group, have opened their chats, and are known to be what they are."""
    for who in (MARIA, IDRIS):
        street.place(who, Membership.ADMINISTRATOR)
        street.numbers[who] = (await street.see(writes(who))).person
        await street.see(writes(who, who))
        await street.card(who, pledge)


async def act(street: Street, who: int, service: Any, *args: Any) -> Any:
    """They do it now, in private."""
    return await street.act(presses(who, who, at=street.db.clock.now()), service, *args)


async def make(street: Street, who: int, pledge: Pledge, text: str = PATH, to: int | None = None) -> Made:
    """They promise it themselves, or propose it."""
    await act(street, who, making.choose, pledge.code, None if to is None else street.numbers[to])
    await act(street, who, making.give, text)
    written = await act(street, who, making.skip, pledge.code)
    made: Made = await act(street, who, making.confirm, pledge.code, written.token)
    return made


async def tip(street: Street, pledge: Pledge) -> None:
    for who in (BEN, CERYS):
        await act(street, who, signing.sign, pledge.code)


async def shown(street: Street, pledge: Pledge) -> CounterState | None:
    card = await street.card(ANA, pledge)
    return None if card.in_return.promise is None else card.in_return.promise.state


async def told(street: Street, kind: str) -> set[int]:
    """To whom it is owed."""
    who = {number: each for each, number in street.numbers.items()}
    return {who[person] for each, person in await street.owed() if each == kind}


async def ended(street: Street) -> list[int]:
    """To whom it is owed what became of it: once for each time."""
    who = {number: each for each, number in street.numbers.items()}
    return [who[person] for kind, person in await street.owed() if kind == "counter_ended"]


# --- who, what, until when -------------------------------------------------------------------------------------------


async def test_only_organisers_promise_and_only_they_and_the_creator_ask(street: Street, pledge: Pledge) -> None:
    with pytest.raises(NotAllowed):
        await act(street, BEN, making.begin, pledge.code)
    with pytest.raises(NotAllowed):
        await act(street, ANA, making.choose, pledge.code, None)
    with pytest.raises(UnknownPledge):
        await act(street, STRANGER, making.begin, pledge.code)
    with pytest.raises(NobodyToAsk):
        await act(street, ANA, making.choose, pledge.code, street.numbers[BEN])
    asked = await act(street, ANA, making.begin, pledge.code)
    assert (asked.may_self, {each.person for each in asked.others}) == (
        False,
        {street.numbers[MARIA], street.numbers[IDRIS]},
    )
    asked = await act(street, MARIA, making.begin, pledge.code)
    assert (asked.may_self, [each.person for each in asked.others]) == (True, [street.numbers[IDRIS]])


async def test_an_admin_who_remains_anonymous_is_named_to_nobody(street: Street, pledge: Pledge) -> None:
    await street.db.write(_hide, street.numbers[MARIA], pledge)
    asked = await act(street, ANA, making.begin, pledge.code)
    assert [each.person for each in asked.others] == [street.numbers[IDRIS]]
    with pytest.raises(NobodyToAsk):
        await act(street, ANA, making.choose, pledge.code, street.numbers[MARIA])
    assert (await act(street, MARIA, making.choose, pledge.code, None)).name == "", "nor in what they are shown before"
    await street.db.write(_hide, street.numbers[MARIA], pledge)
    await make(street, MARIA, pledge)
    await street.db.write(_hide, street.numbers[MARIA], pledge)
    assert (await street.card(ANA, pledge)).in_return.owner == ""


def _hide(tx: Tx, person: PersonId, pledge: Pledge) -> None:
    stale = MembershipStale(pledge.community, person, GROUP, MARIA)
    access.record_membership(tx, stale, Membership.ADMINISTRATOR, anonymous=True)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("x", TextTooShort(Part.IN_RETURN, 3)),
        ("x" * 201, TextTooLong(Part.IN_RETURN, 200, 201)),
        ("\u200b\u200b\u200b", TextTooShort(Part.IN_RETURN, 3)),
    ],
)
async def test_what_is_promised_has_a_length(street: Street, pledge: Pledge, text: str, refusal: Refusal) -> None:
    await act(street, MARIA, making.choose, pledge.code, None)
    with pytest.raises(type(refusal)) as caught:
        await street.act(writes(MARIA, MARIA), making.give, text)
    assert caught.value == refusal
    assert (await act(street, MARIA, making.waiting)).step is Step.WHAT


async def test_it_is_due_when_people_have_signed_and_not_too_late(street: Street, pledge: Pledge) -> None:
    await act(street, MARIA, making.choose, pledge.code, None)
    with pytest.raises(ReturnDueTooEarly):
        await act(street, MARIA, making.give, "resurface the path by 5 December")
    assert (await act(street, MARIA, making.give, "resurface the path")).step is Step.DUE
    for said, refusal in (
        ("5 December", ReturnDueTooEarly),
        ("soon", DateNotUnderstood),
        ("1 May 2031", DeadlineTooFar),
    ):
        with pytest.raises(refusal):
            await act(street, MARIA, making.give, said)
    written = await act(street, MARIA, making.give, "6 December")
    assert (written.step, written.due.at) == (Step.OFFICE, pledge.wording.deadline.at)
    with pytest.raises(TextTooLong):
        await act(street, MARIA, making.give, "x" * 61)
    written = await act(street, MARIA, making.give, "Ward councillor")
    assert (written.step, written.office, written.what) == (Step.YES, "Ward councillor", "resurface the path")
    written = await act(street, MARIA, making.give, "mend the path")
    assert (written.step, written.what, written.office) == (Step.YES, "mend the path", "Ward councillor")


async def test_the_date_may_stand_in_the_same_line(street: Street, pledge: Pledge) -> None:
    await act(street, MARIA, making.choose, pledge.code, None)
    written = await act(street, MARIA, making.give, PATH)
    assert (written.step, written.what, written.due.at) == (Step.OFFICE, "resurface the path", MAY)


@pytest.mark.parametrize(
    "text", ["resurface the path by 31 February", "ail-wynebu'r llwybr erbyn 31 Chwefror", "mend it by 25:00"]
)
async def test_a_date_that_cannot_be_is_not_published_as_words(street: Street, pledge: Pledge, text: str) -> None:
    await act(street, MARIA, making.choose, pledge.code, None)
    with pytest.raises(ImpossibleDate):
        await act(street, MARIA, making.give, text)
    assert (await act(street, MARIA, making.waiting)).step is Step.WHAT


async def test_it_is_promised_once_however_often_yes_is_pressed(street: Street, pledge: Pledge) -> None:
    made = await make(street, MARIA, pledge)
    assert made.promise is not None
    assert made.promise.state is CounterState.PROMISED
    again = await act(street, MARIA, making.confirm, pledge.code, "00000000")
    assert again.promise is None
    assert await told(street, "counter_agreed") == {ANA}
    with pytest.raises(PromisedAlready):
        await act(street, IDRIS, making.begin, pledge.code)
    with pytest.raises(NoForm):
        await act(street, MARIA, making.give, "anything")


async def test_a_yes_to_other_words_does_nothing(street: Street, pledge: Pledge) -> None:
    await act(street, MARIA, making.choose, pledge.code, None)
    await act(street, MARIA, making.give, PATH)
    old = await act(street, MARIA, making.skip, pledge.code)
    await act(street, MARIA, making.give, "mend the path")
    assert (await act(street, MARIA, making.confirm, pledge.code, old.token)).promise is None
    assert await shown(street, pledge) is None


async def test_of_two_at_once_one_promises(street: Street, pledge: Pledge) -> None:
    tokens = {}
    for who in (MARIA, IDRIS):
        await act(street, who, making.choose, pledge.code, None)
        await act(street, who, making.give, PATH)
        tokens[who] = (await act(street, who, making.skip, pledge.code)).token
    yes = (act(street, who, making.confirm, pledge.code, token) for who, token in tokens.items())
    came = await asyncio.gather(*yes, return_exceptions=True)
    assert sorted(type(each).__name__ for each in came) == ["Made", "PromisedAlready"]


async def test_what_is_over_takes_no_promise(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    await act(street, MARIA, making.choose, pledge.code, None)
    await tip(street, pledge)
    for late in (making.give, making.choose):
        with pytest.raises(ReturnTooLate):
            await act(street, MARIA, late, *([PATH] if late is making.give else [pledge.code, None]))
    off = await street.pledge(n=3)
    await act(street, ANA, cancelling.cancel, off.code, "It rains.")
    with pytest.raises(PledgeCancelled):
        await act(street, MARIA, making.begin, off.code)
    late_one = await street.pledge(n=3)
    clock.set(late_one.wording.closes_at)
    with pytest.raises(SigningOver):
        await act(street, MARIA, making.begin, late_one.code)


# --- asked, and agreed ------------------------------------------------------------------------------------------------


async def test_nobody_sees_it_before_they_agree(street: Street, pledge: Pledge) -> None:
    made = await make(street, ANA, pledge, to=MARIA)
    assert made.promise is not None
    assert made.promise.state is CounterState.PROPOSED
    assert await shown(street, pledge) is None
    assert (await street.card(BEN, pledge)).in_return.asked is None
    assert (await street.card(MARIA, pledge)).in_return.asked == made.promise
    assert await told(street, "counter_proposed") == {MARIA}
    with pytest.raises(AskedAlready):
        await act(street, ANA, making.begin, pledge.code)
    with pytest.raises(NotAllowed):
        await act(street, BEN, agreeing.agree, pledge.code, 1)
    for who, number in ((IDRIS, 1), (MARIA, 2)):
        with pytest.raises(ProposalOver):
            await act(street, who, agreeing.agree, pledge.code, number)
    with pytest.raises(ProposalOver):
        await act(street, BEN, agreeing.decline, pledge.code, 1)
    agreed: Answered = await act(street, MARIA, agreeing.agree, pledge.code, 1)
    assert (agreed.promise.state, agreed.again) == (CounterState.PROMISED, False)
    again: Answered = await act(street, MARIA, agreeing.agree, pledge.code, 1)
    assert again.again
    assert await told(street, "counter_agreed") == {ANA}


async def test_a_no_is_told_to_who_asked_alone(street: Street, pledge: Pledge) -> None:
    await make(street, IDRIS, pledge, to=MARIA)
    declined: Answered = await act(street, MARIA, agreeing.decline, pledge.code, 1)
    assert declined.promise.state is CounterState.DECLINED
    assert (await act(street, MARIA, agreeing.decline, pledge.code, 1)).again
    with pytest.raises(ProposalOver):
        await act(street, MARIA, agreeing.agree, pledge.code, 1)
    assert await told(street, "counter_not_agreed") == {IDRIS}


async def test_no_answer_is_an_answer_after_a_week(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    slow = await street.pledge(line="I will bring my van if {n} other neighbours will come too by 31 December")
    await make(street, ANA, slow, to=MARIA)
    clock.move(timedelta(days=6))
    await act(street, ANA, agreeing.take_back, slow.code)
    await make(street, ANA, slow, to=IDRIS)
    await street.live_until(clock, clock.now() + timedelta(days=1, seconds=1))
    card = await street.card(ANA, slow)
    assert card.in_return.asked is not None, "the first one's week is not the second one's"
    assert await told(street, "counter_not_agreed") == set()
    await street.live_until(clock, clock.now() + timedelta(days=6, seconds=1))
    assert await told(street, "counter_not_agreed") == {ANA}
    with pytest.raises(ProposalOver):
        await act(street, IDRIS, agreeing.agree, slow.code, 2)


@pytest.mark.parametrize("end", ["tips", "misses", "nearly", "called off", "taken back"])
async def test_who_asked_hears_when_the_question_ends_without_an_answer(
    street: Street, pledge: Pledge, clock: MovableClock, end: str
) -> None:
    asked = await street.pledge(n=3)
    await make(street, IDRIS, asked, to=MARIA)
    for who in {"tips": (BEN, CERYS, STRANGER), "nearly": (BEN, CERYS)}.get(end, ()):
        street.place(who, Membership.MEMBER)
        await act(street, who, signing.sign, asked.code)
    if end in ("misses", "nearly"):
        clock.set(asked.wording.closes_at)
        assert await street.db.write(closing.expire, asked.community, asked.id)
    elif end == "called off":
        await act(street, ANA, cancelling.cancel, asked.code, "It rains.")
    elif end == "taken back":
        await act(street, ANA, agreeing.take_back, asked.code)
    with pytest.raises((ProposalOver, PledgeCancelled)):
        await act(street, MARIA, agreeing.agree, asked.code, 1)
    waiting = await street.to_be_told()
    assert ("counter_not_agreed", street.numbers[IDRIS]) in waiting
    assert ("counter_proposed", street.numbers[MARIA]) not in waiting


@pytest.mark.parametrize("end", [agreeing.take_back, cancelling.cancel])
async def test_who_has_ended_the_question_themselves_is_not_told(street: Street, pledge: Pledge, end: Any) -> None:
    await make(street, ANA, pledge, to=MARIA)
    await act(street, ANA, end, pledge.code, *(["It rains."] if end is cancelling.cancel else []))
    assert "counter_not_agreed" not in await street.told()


async def test_who_promises_themselves_overtakes_a_question(street: Street, pledge: Pledge) -> None:
    await make(street, ANA, pledge, to=MARIA)
    await make(street, IDRIS, pledge)
    with pytest.raises(ProposalOver):
        await act(street, MARIA, agreeing.agree, pledge.code, 1)
    assert await shown(street, pledge) is CounterState.PROMISED
    assert ("counter_proposed", street.numbers[MARIA]) not in await street.to_be_told()


async def test_who_organises_no_longer_agrees_to_nothing(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    await make(street, ANA, pledge, to=MARIA)
    street.place(MARIA, Membership.MEMBER)
    clock.move(timedelta(minutes=2))
    with pytest.raises(NotAllowed):
        await act(street, MARIA, agreeing.agree, pledge.code, 1)


async def test_six_are_enough(street: Street, pledge: Pledge) -> None:
    for number in range(1, 7):
        await make(street, ANA, pledge, to=MARIA)
        await act(street, MARIA, agreeing.decline, pledge.code, number)
    with pytest.raises(ReturnsUsedUp):
        await act(street, ANA, making.begin, pledge.code)
    assert not (await street.card(MARIA, pledge)).in_return.may_make


# --- taken back, before it binds --------------------------------------------------------------------------------------


async def test_before_anybody_has_signed_it_may_come_in_other_words(street: Street, pledge: Pledge) -> None:
    await make(street, MARIA, pledge)
    taken: Answered = await act(street, MARIA, agreeing.withdraw, pledge.code)
    assert taken.promise.state is CounterState.LAPSED
    assert (await act(street, MARIA, agreeing.withdraw, pledge.code)).again
    assert await told(street, "counter_withdrawn") == set()
    await make(street, MARIA, pledge, "mend the path by 1 June")
    assert await shown(street, pledge) is CounterState.PROMISED


async def test_once_people_have_signed_no_worse_one_comes_instead(street: Street, pledge: Pledge) -> None:
    await make(street, MARIA, pledge)
    await street.sign(BEN, pledge)
    with pytest.raises(NothingInReturn):
        await act(street, IDRIS, agreeing.withdraw, pledge.code)
    taken: Answered = await act(street, MARIA, agreeing.withdraw, pledge.code)
    assert taken.promise.state is CounterState.WITHDRAWN
    assert await told(street, "counter_withdrawn") == {ANA, BEN}
    with pytest.raises(WithdrewReturn):
        await act(street, MARIA, making.choose, pledge.code, None)
    await make(street, IDRIS, pledge)
    assert await shown(street, pledge) is CounterState.PROMISED


# --- it binds ---------------------------------------------------------------------------------------------------------


async def test_it_binds_with_the_tipping_and_not_before(street: Street, pledge: Pledge) -> None:
    await make(street, MARIA, pledge)
    for early in (answering.done, answering.not_yet, answering.ask_reason):
        with pytest.raises(NotBoundYet):
            await act(street, MARIA, early, pledge.code)
        with pytest.raises(NothingInReturn):
            await act(street, BEN, early, pledge.code)
    await tip(street, pledge)
    assert await shown(street, pledge) is CounterState.OWED
    assert await told(street, "counter_bound") == {MARIA}
    with pytest.raises(ReturnBinds):
        await act(street, MARIA, agreeing.withdraw, pledge.code)


async def test_whoever_owes_it_is_asked_four_times_and_then_it_is_missed(
    street: Street, pledge: Pledge, clock: MovableClock
) -> None:
    await make(street, MARIA, pledge)
    await tip(street, pledge)
    await street.live_until(clock, MAY + timedelta(days=15) - timedelta(seconds=1))
    assert await shown(street, pledge) is CounterState.OWED, "it does not end with its pledge"
    messages = [(kind, at) for kind, at, _ in await street.messages() if kind in ("counter_ahead", "counter_asked")]
    assert messages == [
        ("counter_ahead", "24 Apr 09:00"),
        ("counter_ahead", "30 Apr 09:00"),
        ("counter_asked", "01 May 23:00"),
        ("counter_asked", "04 May 23:00"),
        ("counter_asked", "08 May 23:00"),
        ("counter_asked", "15 May 23:00"),
    ]
    await street.live_until(clock, MAY + timedelta(days=15, seconds=1))
    assert await shown(street, pledge) is CounterState.MISSED
    assert await told(street, "counter_ended") == {ANA, BEN, CERYS}
    late: Answered = await act(street, MARIA, answering.done, pledge.code)
    assert late.promise.state is CounterState.CLAIMED, "a late word in their favour"


async def test_who_has_kept_it_is_confirmed_by_somebody_else(street: Street, pledge: Pledge) -> None:
    await make(street, MARIA, pledge)
    with pytest.raises(NothingToConfirm):
        await act(street, ANA, confirming.confirm, pledge.code)
    await tip(street, pledge)
    done: Answered = await act(street, MARIA, answering.done, pledge.code)
    assert done.promise.state is CounterState.CLAIMED
    assert (await act(street, MARIA, answering.done, pledge.code)).again
    assert (await act(street, MARIA, answering.ask_reason, pledge.code)).again
    assert await told(street, "counter_to_confirm") == {ANA}
    assert await told(street, "counter_ended") == {BEN, CERYS}
    with pytest.raises(OwnReturn):
        await act(street, MARIA, confirming.confirm, pledge.code)
    with pytest.raises(NotAllowed):
        await act(street, BEN, confirming.confirm, pledge.code)
    assert (await street.card(IDRIS, pledge)).in_return.may_confirm
    assert not (await street.card(MARIA, pledge)).in_return.may_confirm
    confirmed: Answered = await act(street, IDRIS, confirming.confirm, pledge.code)
    assert confirmed.promise.state is CounterState.VERIFIED
    assert (await act(street, ANA, confirming.confirm, pledge.code)).again
    assert await street.reminders_of("counter_") == []


@pytest.mark.parametrize("said", [True, False])
async def test_a_confirmation_is_undone_for_a_minute(street: Street, pledge: Pledge, said: bool) -> None:
    await make(street, MARIA, pledge)
    await tip(street, pledge)
    if said:
        await act(street, MARIA, answering.done, pledge.code)
    waited = await street.reminders_of("counter_")
    confirmed: Answered = await act(street, ANA, confirming.confirm, pledge.code)
    assert await street.reminders_of("counter_") == ([] if said else [binding.KEPT]), "they are asked no more"
    await act(street, ANA, undoing.undo, confirmed.undo, {confirming.CONFIRMED: confirming.put_back})
    assert await shown(street, pledge) is (CounterState.CLAIMED if said else CounterState.OWED)
    assert await street.reminders_of("counter_") == waited
    with pytest.raises(TooLateToUndo):
        await act(street, ANA, undoing.undo, confirmed.undo, {confirming.CONFIRMED: confirming.put_back})


@pytest.mark.parametrize("missed", [False, True])
async def test_a_confirmation_before_a_word_of_its_owner_is_told_once_it_cannot_be_undone(
    street: Street, pledge: Pledge, clock: MovableClock, missed: bool
) -> None:
    await make(street, MARIA, pledge)
    await tip(street, pledge)
    if missed:
        await street.live_until(clock, MAY + timedelta(days=15, seconds=1))
    before = await ended(street)
    assert sorted(before) == [ANA, BEN, CERYS] * missed
    slip: Answered = await act(street, IDRIS, confirming.confirm, pledge.code)
    await act(street, IDRIS, undoing.undo, slip.undo, {confirming.CONFIRMED: confirming.put_back})
    await street.live_until(clock, clock.now() + timedelta(seconds=61))
    assert await ended(street) == before, "nobody hears of a slip"
    await act(street, IDRIS, confirming.confirm, pledge.code)
    await street.live_until(clock, clock.now() + timedelta(seconds=59))
    assert await ended(street) == before
    await street.live_until(clock, clock.now() + timedelta(seconds=2))
    assert sorted(await ended(street)) == sorted([ANA, BEN, CERYS] * (1 + missed))


async def test_who_confirms_it_is_not_told_what_they_have_said(
    street: Street, pledge: Pledge, clock: MovableClock
) -> None:
    await make(street, MARIA, pledge)
    await tip(street, pledge)
    await act(street, ANA, confirming.confirm, pledge.code)
    await street.live_until(clock, clock.now() + timedelta(seconds=61))
    assert sorted(await ended(street)) == [BEN, CERYS]


async def test_what_was_called_off_is_not_owed_again_by_an_undo(street: Street, pledge: Pledge) -> None:
    await make(street, MARIA, pledge)
    await tip(street, pledge)
    confirmed: Answered = await act(street, ANA, confirming.confirm, pledge.code)
    await act(street, IDRIS, cancelling.cancel, pledge.code, "The path is gone.")
    await act(street, ANA, undoing.undo, confirmed.undo, {confirming.CONFIRMED: confirming.put_back})
    assert await shown(street, pledge) is None
    assert await street.reminders_of("counter_") == []
    assert ("counter_released", street.numbers[MARIA]) in await street.to_be_told()
    await street.sound()


async def test_their_own_pledge_is_confirmed_by_another_organiser(street: Street, pledge: Pledge) -> None:
    own = await street.pledge(MARIA, n=1)
    await make(street, MARIA, own)
    await street.sign(BEN, own)
    await act(street, MARIA, answering.done, own.code)
    assert await told(street, "counter_to_confirm") == {IDRIS}
    with pytest.raises(OwnReturn):
        await act(street, MARIA, confirming.confirm, own.code)


async def test_who_cannot_keep_it_says_why_to_everybody(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    await make(street, MARIA, pledge)
    await tip(street, pledge)
    asked = await act(street, MARIA, answering.ask_reason, pledge.code)
    assert isinstance(asked, Excusing)
    with pytest.raises(TextTooShort):
        await act(street, MARIA, answering.give_reason, "x")
    said: Answered = await act(street, MARIA, answering.give_reason, "The money is spent.")
    assert (said.promise.state, said.promise.reason) == (CounterState.EXCUSED, "The money is spent.")
    assert await told(street, "counter_ended") == {ANA, BEN, CERYS}
    with pytest.raises(NoForm):
        await act(street, MARIA, answering.give_reason, "Again.")
    with pytest.raises(NothingInReturn):
        await act(street, MARIA, answering.done, pledge.code)
    await street.live_until(clock, MAY + timedelta(days=20))
    assert "counter_asked" not in await street.told()


async def test_who_has_left_answers_for_what_they_promised(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    await make(street, MARIA, pledge)
    await tip(street, pledge)
    street.place(MARIA, Membership.LEFT)
    clock.move(timedelta(minutes=2))
    done: Answered = await act(street, MARIA, answering.done, pledge.code)
    assert done.promise.state is CounterState.CLAIMED
    with pytest.raises(UnknownPledge):
        await act(street, STRANGER, answering.done, pledge.code)


async def test_it_is_taken_back_or_it_binds_whoever_is_first(street: Street, pledge: Pledge) -> None:
    await make(street, MARIA, pledge)
    await street.sign(BEN, pledge)
    back, signed = await asyncio.gather(
        act(street, MARIA, agreeing.withdraw, pledge.code), street.sign(CERYS, pledge), return_exceptions=True
    )
    assert not isinstance(signed, BaseException)
    assert signed.tipped
    if isinstance(back, ReturnBinds):
        assert await shown(street, pledge) is CounterState.OWED
    else:
        assert isinstance(back, Answered)
        assert await shown(street, pledge) is None
        assert await told(street, "counter_bound") == set()


async def test_what_was_kept_shows_as_a_range_from_the_fifth_on(street: Street, pledge: Pledge) -> None:
    for _ in range(5):
        one = await street.pledge(n=1)
        await make(street, MARIA, one)
        assert (await street.card(BEN, one)).in_return.keeps is None
        await street.sign(BEN, one)
        await act(street, MARIA, answering.done, one.code)
        await act(street, ANA, confirming.confirm, one.code)
    await make(street, MARIA, pledge)
    assert (await street.card(BEN, pledge)).in_return.keeps == (80, 100)


# --- it does not come alive, or not like that -------------------------------------------------------------------------


async def test_without_enough_people_nothing_is_owed(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    await make(street, MARIA, pledge)
    await make(street, ANA, await street.pledge(n=3), to=MARIA)
    await street.live_until(clock, pledge.wording.closes_at + ONE_SECOND)
    assert await shown(street, pledge) is None
    assert await told(street, "counter_released") == {MARIA}
    with pytest.raises(NothingInReturn):
        await act(street, MARIA, answering.done, pledge.code)


@pytest.mark.parametrize("alive", [False, True])
async def test_what_is_called_off_is_owed_nothing(street: Street, pledge: Pledge, alive: bool) -> None:
    await make(street, MARIA, pledge)
    if alive:
        await tip(street, pledge)
    await act(street, IDRIS, cancelling.cancel, pledge.code, "The path is gone.")
    assert await shown(street, pledge) is None
    assert ("counter_released", street.numbers[MARIA]) in await street.to_be_told()
    assert await street.reminders_of("counter_") == []


async def test_who_calls_it_off_themselves_is_not_told(street: Street, pledge: Pledge) -> None:
    await make(street, MARIA, pledge)
    await tip(street, pledge)
    await act(street, MARIA, cancelling.cancel, pledge.code, "The path is gone.")
    assert "counter_released" not in await street.told()


async def near_miss(street: Street, clock: MovableClock) -> Pledge:
    """Two of three have signed when the deadline passes."""
    pledge = await street.pledge(n=3)
    await make(street, MARIA, pledge)
    for who in (BEN, CERYS):
        await street.sign(who, pledge)
    clock.set(pledge.wording.closes_at)
    assert await street.db.write(closing.expire, pledge.community, pledge.id)
    return pledge


async def rescue(street: Street, pledge: Pledge) -> None:
    await act(street, ANA, rescuing.go_ahead, pledge.code, 1)
    await act(street, BEN, _stays, pledge.code)


def _stays(tx: Any, actor: Any, code: str) -> Any:
    return rescuing.stay(tx, actor, code, stays=True)


async def test_for_fewer_it_binds_only_who_says_so(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    with pytest.raises(NothingInReturn):
        await act(street, MARIA, agreeing.stay, pledge.code)
    missed = await near_miss(street, clock)
    assert await told(street, "counter_fewer_asked") == {MARIA}
    stays: Answered = await act(street, MARIA, agreeing.stay, missed.code)
    assert (stays.promise.state, stays.promise.stays) == (CounterState.PROMISED, True)
    assert (await act(street, MARIA, agreeing.stay, missed.code)).again
    await rescue(street, missed)
    assert await shown(street, missed) is CounterState.OWED


async def test_silence_is_no_yes_to_fewer(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    missed = await near_miss(street, clock)
    await rescue(street, missed)
    assert await shown(street, missed) is CounterState.PROMISED, "they can still say so"
    await street.live_until(clock, clock.now() + timedelta(hours=48, seconds=1))
    assert await shown(street, missed) is None
    assert await told(street, "counter_released") == {MARIA}


async def test_a_late_yes_to_fewer_binds_at_once(street: Street, pledge: Pledge, clock: MovableClock) -> None:
    missed = await near_miss(street, clock)
    await rescue(street, missed)
    late: Answered = await act(street, MARIA, agreeing.stay, missed.code)
    assert late.promise.state is CounterState.OWED


async def test_a_lower_number_is_told_in_time_to_take_it_back(street: Street, pledge: Pledge) -> None:
    large = await street.pledge(n=5)
    await make(street, MARIA, large)
    await act(street, ANA, changing.ask, large.code, What.THRESHOLD)
    change = await act(street, ANA, changing.give, "3")
    await act(street, ANA, changing.confirm, large.code, change.token)
    assert await told(street, "counter_terms_changed") == {MARIA}
    await act(street, MARIA, agreeing.withdraw, large.code)


async def test_the_deadline_does_not_move_beyond_its_day(street: Street, pledge: Pledge) -> None:
    await make(street, MARIA, pledge, "resurface the path by 20 December")
    await act(street, ANA, changing.ask, pledge.code, What.DEADLINE)
    with pytest.raises(DeadlineAfterReturn):
        await act(street, ANA, changing.give, "21 December")
    change = await act(street, ANA, changing.give, "20 December")
    await act(street, ANA, changing.confirm, pledge.code, change.token)
    assert await told(street, "counter_terms_changed") == {MARIA}


async def test_who_is_asked_is_asked_anew_when_the_pledge_changes(street: Street, pledge: Pledge) -> None:
    large = await street.pledge(n=5)
    await make(street, ANA, large, to=MARIA)
    await act(street, ANA, changing.ask, large.code, What.THRESHOLD)
    change = await act(street, ANA, changing.give, "3")
    await act(street, ANA, changing.confirm, large.code, change.token)
    waiting = [kind for kind, who in await street.to_be_told() if who == street.numbers[MARIA]]
    assert waiting == ["counter_proposed"]
