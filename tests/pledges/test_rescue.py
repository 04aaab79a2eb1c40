"""After a near miss: who is asked, whose yes counts, and what comes of it."""

import asyncio
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

import pytest

from bot.communities.model import Membership
from bot.core.clock import MovableClock
from bot.core.db import open_database
from bot.pledges import cancelling, checking, closing, rescue_rules, rescuing
from bot.pledges.course_refusals import NotAsked, RescueOver
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.naming import facts_of
from bot.pledges.notices import RescueAsked
from bot.pledges.refusals import AlreadyTipped, PledgeCancelled, PledgeOver, SigningOver
from bot.pledges.rescue_rules import TIME_TO_ANSWER
from bot.pledges.wording import ONE_SECOND, Wording
from bot.reminders import service as reminders
from bot.subject import whole_subject
from tests.communities.scenes import ANA, BEN, CERYS, presses, writes
from tests.pledges.scenes import Street

DEWI, EIRA, FFION, ADMIN = 1004, 1005, 1006, 1010
ASKED: Final = ("own_rescue_asked", "rescue_asked")


@pytest.fixture
async def missed(street: Street, clock: MovableClock) -> Pledge:
    """Ana's pledge, signed by Ben, Cerys and Dewi, three of five, when its deadline passes."""
    await street.home(DEWI, EIRA)
    return await _missed(street, clock)


async def _missed(street: Street, clock: MovableClock, signers: tuple[int, ...] = (BEN, CERYS, DEWI)) -> Pledge:
    pledge = await street.pledge(n=5)
    for who in signers:
        await street.sign(who, pledge)
    clock.set(pledge.wording.deadline.at + ONE_SECOND)
    assert await street.db.write(closing.expire, pledge.community, pledge.id)
    return pledge


async def _lead(street: Street, pledge: Pledge, minimum: int = 2) -> rescuing.Answered:
    return await _answer(street, ANA, rescuing.go_ahead, pledge.code, minimum)


async def _stay(street: Street, who: int, pledge: Pledge, *, stays: bool = True) -> rescuing.Answered:
    return await _answer(street, who, rescuing.stay, pledge.code, stays=stays)


async def _answer(street: Street, who: int, service, *args, **kwargs) -> rescuing.Answered:  # type: ignore[no-untyped-def]
    sighting = presses(who, at=street.db.clock.now())
    answered: rescuing.Answered = await street.act(sighting, service, *args, **kwargs)
    return answered


async def _ring(street: Street) -> None:
    """Every reminder that is due rings."""
    for key in await street.db.read(reminders.due, 50):
        await street.db.write(reminders.ring, key, whole_subject().rings)


async def _state(street: Street, pledge: Pledge) -> PledgeState:
    return (await street.card(ANA, pledge)).pledge.state


# --- who is asked ---------------------------------------------------------------------------------------------------


NOW: Final = datetime(2026, 12, 7, tzinfo=UTC)
NEAR: Final = ((2, 3), (3, 5), (6, 10), (600, 1000), (600_000, 1_000_000))
NOT_NEAR: Final = ((0, 1), (1, 2), (2, 4), (5, 9), (599, 1000), (599_999, 1_000_000))


@pytest.mark.parametrize(("count", "threshold"), [*NEAR, *NOT_NEAR])
def test_three_of_five_is_a_near_miss(count: int, threshold: int) -> None:
    assert rescue_rules.near_miss(_pledge(count, threshold), NOW) is ((count, threshold) in NEAR)


def _pledge(count: int, threshold: int, minimum: int | None = None) -> Pledge:
    wording = Wording("sing", threshold, None)  # type: ignore[arg-type]
    return Pledge(1, 1, "7K2MQ", 1, wording, None, count=count, minimum=minimum)  # type: ignore[arg-type]


@pytest.mark.parametrize(("minimum", "near"), [(None, True), (6, True), (7, False)])
def test_nobody_is_asked_when_the_creator_needs_more_than_there_are(minimum: int | None, near: bool) -> None:
    assert rescue_rules.near_miss(_pledge(6, 10, minimum), NOW) is near


@pytest.mark.parametrize(("count", "choices"), [(1, (1,)), (2, (2, 1)), (3, (3, 2)), (6, (6, 4, 3)), (7, (7, 5, 4))])
def test_what_the_creator_chooses_from(count: int, choices: tuple[int, ...]) -> None:
    assert rescue_rules.minimums(count) == choices


async def test_creator_and_signers_are_asked_in_the_place_of_being_told_of_the_end(
    street: Street, missed: Pledge
) -> None:
    people = street.numbers
    assert await street.owed() == [
        ("own_rescue_asked", people[ANA]),
        *(("rescue_asked", people[who]) for who in (BEN, CERYS, DEWI)),
    ]
    card = await street.card(BEN, missed)
    assert (card.pledge.state, card.asked, card.signing_open) == (PledgeState.EXPIRED, True, False)
    assert (await street.card(ANA, missed)).asked
    assert not (await street.card(EIRA, missed)).asked


async def test_below_that_it_ends_as_ever(street: Street, clock: MovableClock) -> None:
    pledge = await _missed(street, clock, (BEN, CERYS))
    assert {kind for kind, _ in await street.owed()} == {"own_pledge_expired", "pledge_expired"}
    with pytest.raises(RescueOver):
        await _stay(street, BEN, pledge)
    with pytest.raises(RescueOver):
        await _lead(street, pledge)


async def test_who_was_not_in_is_not_asked(street: Street, clock: MovableClock) -> None:
    await street.home(DEWI, EIRA, FFION)
    pledge = await street.pledge(n=5)
    for who in (BEN, CERYS, DEWI, EIRA):
        await street.sign(who, pledge)
    await street.withdraw(EIRA, pledge)
    clock.set(pledge.wording.deadline.at + ONE_SECOND)
    await street.db.write(closing.expire, pledge.community, pledge.id)
    for who in (EIRA, FFION, ANA):
        with pytest.raises(NotAsked):
            await _stay(street, who, pledge)
    with pytest.raises(NotAsked):
        await _answer(street, BEN, rescuing.go_ahead, pledge.code, 1)
    with pytest.raises(NotAsked):
        await _answer(street, BEN, rescuing.let_go, pledge.code)
    assert await _state(street, pledge) is PledgeState.EXPIRED


async def test_nobody_is_asked_of_an_open_or_a_cancelled_pledge(street: Street) -> None:
    pledge = await street.pledge(n=5)
    await street.sign(BEN, pledge)
    with pytest.raises(NotAsked):
        await _stay(street, BEN, pledge)
    with pytest.raises(RescueOver):
        await _lead(street, pledge)
    await street.act(presses(ANA), cancelling.cancel, pledge.code, "Rained off")
    with pytest.raises(PledgeCancelled):
        await _lead(street, pledge)


async def test_meanwhile_nobody_signs_withdraws_or_cancels(street: Street, missed: Pledge) -> None:
    with pytest.raises(SigningOver):
        await street.sign(EIRA, missed, at=street.db.clock.now())
    with pytest.raises(PledgeOver):
        await street.withdraw(BEN, missed)
    with pytest.raises(PledgeOver):
        await street.act(presses(ANA), cancelling.cancel, missed.code, "Rained off")


# --- what comes of it -----------------------------------------------------------------------------------------------


async def test_enough_say_yes_and_it_happens_with_just_them(street: Street, missed: Pledge) -> None:
    assert not (await _lead(street, missed, 2)).rescued
    assert not (await _stay(street, BEN, missed)).rescued
    last = await _stay(street, CERYS, missed)
    assert last.rescued
    now = street.db.clock.now()
    assert (last.pledge.state, last.pledge.tipped_at, last.pledge.rescued_at) == (PledgeState.RESCUED, now, now)
    assert (last.pledge.count, last.pledge.signed) == (2, 3)
    told = await street.owed()
    assert [owed for owed in told if "tipped" in owed[0]] == [
        ("own_pledge_tipped", street.numbers[ANA]),
        *(("pledge_tipped", street.numbers[who]) for who in (BEN, CERYS)),
    ]
    card = await street.card(DEWI, missed)
    assert (card.signed, card.asked) == (False, True), "Dewi can still say yes"


async def test_the_creator_says_yes_last(street: Street, missed: Pledge) -> None:
    for who in (BEN, CERYS):
        assert not (await _stay(street, who, missed)).rescued, "nothing happens without who began it"
    assert (await _lead(street, missed, 2)).rescued


async def test_the_creator_asks_for_more_than_for_less(street: Street, missed: Pledge) -> None:
    for who in (BEN, CERYS):
        await _stay(street, who, missed)
    assert not (await _lead(street, missed, 3)).rescued
    assert (await _lead(street, missed, 2)).rescued, "thought better of it"
    again = await _lead(street, missed, 3)
    assert (again.pledge.state, again.pledge.minimum) == (PledgeState.RESCUED, 2), "it is no question any more"


@pytest.mark.parametrize(("asked", "kept"), [(0, 1), (99, 3), (10**30, 3)])
async def test_a_number_that_cannot_be_becomes_one_that_can(
    asked: int, kept: int, street: Street, missed: Pledge
) -> None:
    assert (await _lead(street, missed, asked)).pledge.minimum == kept


async def test_twice_is_once_and_a_no_takes_a_yes_back(street: Street, missed: Pledge) -> None:
    await _lead(street, missed, 2)
    for stays in (True, True, False, False, True):
        answered = await _stay(street, BEN, missed, stays=stays)
        assert (answered.rescued, answered.pledge.staying) == (False, int(stays))
    await _stay(street, CERYS, missed, stays=False)
    assert (await _stay(street, DEWI, missed)).rescued


async def _heard_again(street: Street, pledge: Pledge, who: int, key: str, *, stays: bool) -> rescuing.Answered:
    sighting = writes(who, at=street.db.clock.now(), key=key)
    answered: rescuing.Answered = await street.act(sighting, rescuing.stay, pledge.code, stays=stays)
    return answered


async def test_an_old_answer_that_is_heard_again_takes_no_newer_one_back(street: Street, missed: Pledge) -> None:
    await _lead(street, missed, 2)
    await _heard_again(street, missed, BEN, "c:yes", stays=True)
    await _heard_again(street, missed, BEN, "c:no", stays=False)
    assert (await _heard_again(street, missed, BEN, "c:yes", stays=True)).pledge.staying == 0
    await _heard_again(street, missed, BEN, "c:yes again", stays=True)
    assert (await _heard_again(street, missed, BEN, "c:no", stays=False)).pledge.staying == 1
    assert (await _stay(street, CERYS, missed)).rescued
    await _heard_again(street, missed, BEN, "c:out", stays=False)
    assert (await _heard_again(street, missed, BEN, "c:yes again", stays=True)).pledge.count == 1
    await _heard_again(street, missed, BEN, "c:in", stays=True)
    assert (await _heard_again(street, missed, BEN, "c:out", stays=False)).pledge.count == 2


async def test_who_says_yes_after_the_others_is_in_and_hears_it(street: Street, missed: Pledge) -> None:
    await _lead(street, missed, 1)
    await _stay(street, BEN, missed)
    await _stay(street, CERYS, missed, stays=False)
    late = await _stay(street, DEWI, missed)
    assert (late.rescued, late.pledge.count) == (False, 2)
    assert (await street.card(DEWI, missed)).signed
    better = await _stay(street, CERYS, missed)
    assert better.pledge.count == 3
    tipped = [person for kind, person in await street.owed() if kind == "pledge_tipped"]
    assert sorted(tipped) == sorted(street.numbers[who] for who in (BEN, CERYS, DEWI))
    out = await _stay(street, BEN, missed, stays=False)
    assert (out.pledge.count, out.pledge.state) == (2, PledgeState.RESCUED), "alive is alive"


async def test_who_did_not_answer_is_told_kindly_when_time_is_up(
    street: Street, missed: Pledge, clock: MovableClock
) -> None:
    await _lead(street, missed, 1)
    await _stay(street, BEN, missed)
    await _stay(street, CERYS, missed, stays=False)
    clock.move(TIME_TO_ANSWER - ONE_SECOND)
    await _ring(street)
    assert "went_ahead_without" not in await street.told()
    clock.move(ONE_SECOND)
    await _ring(street)
    left_out = [person for kind, person in await street.owed() if kind == "went_ahead_without"]
    assert left_out == [street.numbers[DEWI]], "who said no knows"
    with pytest.raises(RescueOver):
        await _stay(street, DEWI, missed)
    assert not (await street.card(DEWI, missed)).asked


async def test_too_few_say_yes(street: Street, missed: Pledge, clock: MovableClock) -> None:
    await _lead(street, missed, 3)
    await _stay(street, BEN, missed)
    clock.move(TIME_TO_ANSWER - timedelta(microseconds=1))
    await _ring(street)
    assert await _state(street, missed) is PledgeState.EXPIRED
    await _stay(street, CERYS, missed)
    clock.move(timedelta(microseconds=1))
    with pytest.raises(RescueOver):
        await _stay(street, DEWI, missed)
    await _ring(street)
    await _ring(street)
    pledge = (await street.card(ANA, missed)).pledge
    assert (pledge.state, pledge.closed_at, pledge.tipped_at) == (PledgeState.CLOSED, clock.now(), None)
    closed = [owed for owed in await street.owed() if "let_go" in owed[0]]
    assert closed == [
        ("own_pledge_let_go", street.numbers[ANA]),
        *(("pledge_let_go", street.numbers[who]) for who in (BEN, CERYS, DEWI)),
    ]
    assert not [kind for kind, _ in await street.to_be_told() if kind in ASKED], "nobody is asked any more"


async def test_nobody_answers_at_all(street: Street, missed: Pledge, clock: MovableClock) -> None:
    clock.move(timedelta(days=9))
    await _ring(street)
    assert await _state(street, missed) is PledgeState.CLOSED


async def test_the_bot_was_down_at_the_deadline(street: Street, clock: MovableClock) -> None:
    """They have 48 hours from when they are asked."""
    await street.home(DEWI)
    pledge = await street.pledge(n=5)
    for who in (BEN, CERYS, DEWI):
        await street.sign(who, pledge)
    clock.set(pledge.wording.deadline.at + timedelta(days=5))
    await _ring(street)
    await _ring(street)
    assert (await street.card(BEN, pledge)).pledge.rescue_until == clock.now() + TIME_TO_ANSWER
    assert await _state(street, pledge) is PledgeState.EXPIRED


async def test_the_creators_no_ends_it(street: Street, missed: Pledge, clock: MovableClock) -> None:
    await _stay(street, BEN, missed)
    for _ in range(2):
        try:
            closed = await _answer(street, ANA, rescuing.let_go, missed.code)
        except RescueOver:
            break
        assert closed.pledge.state is PledgeState.CLOSED
    for who in (CERYS, BEN):
        with pytest.raises(RescueOver):
            await _stay(street, who, missed)
    clock.move(TIME_TO_ANSWER)
    await _ring(street)
    assert [kind for kind in await street.told() if "let_go" in kind] == ["pledge_let_go"]


async def test_a_rescued_pledge_is_alive(street: Street, missed: Pledge) -> None:
    """Its creator cannot cancel it any more, people can withdraw, and an organiser can call it off."""
    await _lead(street, missed, 1)
    await _stay(street, BEN, missed)
    await _stay(street, CERYS, missed)
    with pytest.raises(AlreadyTipped):
        await street.act(presses(ANA), cancelling.cancel, missed.code, "Rained off")
    assert (await street.withdraw(CERYS, missed)).pledge.count == 1
    assert await _state(street, missed) is PledgeState.RESCUED
    with pytest.raises(SigningOver):
        await street.sign(EIRA, missed, at=street.db.clock.now())
    await street.home(ADMIN)
    street.place(ADMIN, Membership.ADMINISTRATOR)
    await street.act(presses(ADMIN), cancelling.cancel, missed.code, "Too dangerous")
    told = [person for kind, person in await street.to_be_told() if kind == "pledge_cancelled"]
    assert sorted(told) == sorted(street.numbers[who] for who in (ANA, BEN))
    with pytest.raises(PledgeCancelled):
        await _stay(street, DEWI, missed)


async def test_who_answered_on_the_card_is_not_asked_afterwards(street: Street, missed: Pledge) -> None:
    await _stay(street, BEN, missed)
    still = whole_subject().drawing.still_true["rescue_asked"]
    notice = RescueAsked(facts_of(missed), street.db.clock.now())
    asked = [await street.db.read(still, missed.community, street.numbers[who], notice) for who in (BEN, CERYS, EIRA)]
    assert asked == [False, True, False]


# --- at once, and after a crash -------------------------------------------------------------------------------------


async def test_the_last_yes_comes_twice_at_once(street: Street, clock: MovableClock) -> None:
    await street.home(DEWI)
    for _ in range(5):
        pledge = await _missed(street, clock)
        await _lead(street, pledge, 1)
        answers = await asyncio.gather(*(_stay(street, who, pledge) for who in (BEN, CERYS, DEWI)))
        assert sum(answer.rescued for answer in answers) == 1
        assert (await street.card(ANA, pledge)).pledge.count == 3, "everybody who said yes is in"
    assert (await street.told()).count("own_pledge_tipped") == 5


async def test_the_last_yes_and_the_end_of_the_time_at_once(street: Street, clock: MovableClock) -> None:
    await street.home(DEWI)
    for _ in range(5):
        pledge = await _missed(street, clock)
        await _lead(street, pledge, 1)
        moment = clock.now()
        clock.move(TIME_TO_ANSWER)
        yes = street.act(presses(BEN, at=moment), rescuing.stay, pledge.code, stays=True)
        answers = await asyncio.gather(yes, _ring(street), return_exceptions=True)
        alive = isinstance(answers[0], rescuing.Answered)
        lives = PledgeState.RESCUED, PledgeState.ACTING  # its time comes with the end of that for answering
        assert await _state(street, pledge) in (lives if alive else (PledgeState.CLOSED,))
    told = await street.told()
    assert told.count("own_pledge_tipped") + told.count("own_pledge_let_go") == 5


async def test_the_creators_no_and_the_last_yes_at_once(street: Street, clock: MovableClock) -> None:
    await street.home(DEWI)
    for _ in range(5):
        pledge = await _missed(street, clock)
        await _lead(street, pledge, 1)
        await asyncio.gather(
            _stay(street, BEN, pledge), _answer(street, ANA, rescuing.let_go, pledge.code), return_exceptions=True
        )
        assert await _state(street, pledge) in (PledgeState.RESCUED, PledgeState.CLOSED)
    told = await street.told()
    assert told.count("own_pledge_tipped") + told.count("pledge_let_go") == 5


async def test_the_answers_outlive_a_restart(sqlite_url: str, clock: MovableClock) -> None:
    street = Street(await open_database(sqlite_url, clock, random=Random(7)))
    await street.found()
    await street.home(ANA, BEN, CERYS, DEWI)
    pledge = await _missed(street, clock)
    await _stay(street, BEN, pledge)
    await _lead(street, pledge, 2)
    await street.db.close()
    street.db = await open_database(sqlite_url, clock, random=Random(8))
    assert (await _stay(street, CERYS, pledge)).rescued
    await street.sound()
    await street.db.close()


async def test_what_nobody_went_ahead_with_was_done_by_nobody(street: Street, missed: Pledge) -> None:
    await _answer(street, ANA, rescuing.let_go, missed.code)
    card = await street.card(ANA, missed)
    assert (card.pledge.state, card.may_check) == (PledgeState.CLOSED, False)
    with pytest.raises(PledgeOver):
        await street.act(presses(ANA), checking.confirm, missed.code, 1)
    with pytest.raises(PledgeOver):
        await street.act(presses(ANA), checking.confirm_all, missed.code)
    await street.sound()
