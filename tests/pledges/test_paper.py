"""People without Telegram: who may add them, how many, and what becomes of the pledge, and of them."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy import text as sql

from bot.communities.model import Membership
from bot.communities.refusals import NobodyInParticular, NotAllowed
from bot.core.clock import MovableClock
from bot.core.db import Tx, statement
from bot.core.refusal import Refusal
from bot.pledges import cancelling, changing, checking, closing, heeding, rescuing, waiting
from bot.pledges.change_rules import What
from bot.pledges.course_refusals import NothingToLower, ThresholdNotLower
from bot.pledges.deed_refusals import TimeHasCome
from bot.pledges.model import Pledge, PledgeState, SignatureState
from bot.pledges.paper import adding
from bot.pledges.paper.model import PaperList
from bot.pledges.paper.people import read_people
from bot.pledges.paper.refusals import (
    PaperBeyondPlaces,
    PaperBeyondShare,
    PaperCountsPeople,
    PaperHoldsThreshold,
    PaperNeedsMore,
    PaperNoPlaces,
    PaperNotUnderstood,
    PaperShareUsedUp,
    PaperTooManyAtOnce,
)
from bot.pledges.paper.rules import most
from bot.pledges.paper.tables import paper_signatures
from bot.pledges.refusals import NoForm, PledgeCancelled, SigningOver, TextTooLong, UnknownPledge
from bot.pledges.wording import ONE_SECOND
from tests.communities.scenes import ANA, BEN, CERYS, anonymous, presses, writes
from tests.pledges.scenes import Street
from tests.pledges.test_deeds import alive

DEWI, EIRA, FFION, GWEN, ADMIN, SECOND, STRANGER = 1004, 1005, 1006, 1007, 1010, 1011, 1999
CROWD = (BEN, CERYS, DEWI, EIRA, FFION, GWEN)


@pytest.fixture(autouse=True)
async def organisers(street: Street) -> None:
    """Two admins; and enough neighbours."""
    await street.home(DEWI, EIRA, FFION, GWEN, ADMIN, SECOND)
    for who in (ADMIN, SECOND):
        street.place(who, Membership.ADMINISTRATOR)


async def add(street: Street, pledge: Pledge, people: str = "1", by: int = ADMIN, **sighting: Any) -> PaperList:
    sighting = {"at": street.db.clock.now(), **sighting}
    return await street.act(writes(by, by, **sighting), adding.add, pledge.code, people)


async def take_back(street: Street, pledge: Pledge, number: int, by: int = ADMIN) -> PaperList:
    return await street.act(presses(by, by), adding.take_back, pledge.code, number)


async def now(street: Street, pledge: Pledge) -> Pledge:
    return (await street.card(ANA, pledge)).pledge


async def counts(street: Street, pledge: Pledge) -> tuple[int, int, int]:
    """In, of them on paper, ever in."""
    after = await now(street, pledge)
    return after.count, after.paper, after.signed


async def told(street: Street, kind: str = "paper_to_tell") -> list[int]:
    """Who is owed such a message."""
    people = {person: who for who, person in street.numbers.items()}
    return [people[person] for what, person in await street.owed() if what == kind]


# --- refusals -------------------------------------------------------------------------------------------------------


async def test_only_organisers_vouch_and_they_do_so_as_themselves(street: Street) -> None:
    pledge = await street.pledge(n=3)
    for who, refusal in ((BEN, NotAllowed), (ANA, NotAllowed), (STRANGER, UnknownPledge)):
        for service in (adding.paper_list, adding.ask):
            with pytest.raises(refusal):
                await street.act(presses(who, who if who == STRANGER else -100), service, pledge.code)
    with pytest.raises(NobodyInParticular):
        await street.act(anonymous(), adding.add, pledge.code, "1")
    assert await counts(street, pledge) == (0, 0, 0)


@pytest.mark.parametrize(
    ("people", "refusal"),
    [
        ("", PaperNotUnderstood),
        (" \n\u200b", PaperNotUnderstood),
        ("0", PaperNotUnderstood),
        ("-1", PaperNotUnderstood),
        ("2.5", PaperNotUnderstood),
        ("4711x", PaperNotUnderstood),
        ("Ann\nBob 2", PaperNotUnderstood),
        ("51", PaperTooManyAtOnce),
        ("\n".join(["Ann"] * 51), PaperTooManyAtOnce),
        ("A" * 41, TextTooLong),
    ],
)
async def test_what_is_neither_names_nor_a_number(people: str, refusal: type[Refusal], street: Street) -> None:
    pledge = await street.pledge(n=200)
    with pytest.raises(refusal):
        await add(street, pledge, people)
    assert await counts(street, pledge) == (0, 0, 0)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("3", (None,) * 3),
        ("٣", (None,) * 3),
        ("2 people", (None,) * 2),
        ("three", (None,) * 3),
        ("50", (None,) * 50),
        ("Ann", ("Ann",)),
        ("An", ("An",)),
        ("A. Evans", ("A. Evans",)),
        (" Ann  Evans \n\n\u202eBob", ("Ann Evans", "Bob")),
        ("A" * 40, ("A" * 40,)),
        ("Mair\nMair", ("Mair", "Mair")),
    ],
)
def test_names_each_on_a_line_or_a_number(text: str, people: tuple[str | None, ...]) -> None:
    assert read_people(text) == people


@pytest.mark.parametrize(("threshold", "allowed"), [(1, 0), (2, 0), (3, 1), (4, 1), (5, 1), (6, 2), (10, 3), (11, 3)])
async def test_never_more_than_a_third(threshold: int, allowed: int, street: Street) -> None:
    assert most(threshold) == allowed
    pledge = await street.pledge(n=threshold)
    if not allowed:
        with pytest.raises(PaperNeedsMore):
            await add(street, pledge)
        assert not (await street.card(ADMIN, pledge)).may_see_paper
        return
    with pytest.raises(PaperBeyondShare) as refused:
        await add(street, pledge, f"{allowed + 1}")
    assert refused.value == PaperBeyondShare(allowed, threshold, allowed)
    assert (await add(street, pledge, f"{allowed}")).added == allowed
    with pytest.raises(PaperShareUsedUp):
        await add(street, pledge)
    assert await counts(street, pledge) == (allowed, allowed, allowed)


async def test_not_when_it_is_over_or_called_off(street: Street, clock: MovableClock) -> None:
    pledge, off = await street.pledge(n=3), await street.pledge(n=3)
    await street.act(presses(ANA), cancelling.cancel, off.code, "Rained off")
    with pytest.raises(PledgeCancelled):
        await add(street, off)
    clock.set(pledge.wording.deadline.at + ONE_SECOND)
    with pytest.raises(SigningOver):
        await add(street, pledge)
    assert (await add(street, pledge, at=pledge.wording.deadline.at)).added == 1, "the moment of the act counts"


async def test_a_pledge_that_counts_something_else_takes_none(street: Street) -> None:
    pledge = await street.pledge(n=3)
    await street.db.write(_run, "UPDATE pledges SET unit = 'hours'")
    with pytest.raises(PaperCountsPeople):
        await add(street, pledge)
    assert not (await street.card(ADMIN, pledge)).may_see_paper


def _run(tx: Tx, text: str) -> None:
    tx.run(statement(sql(text)))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE pledges SET paper = 2, count = 2, signed = 2, last_number = 2",
        "UPDATE pledges SET paper = 1",
        "UPDATE pledges SET paper = -1",
        "UPDATE pledges SET unit = 'hours'",
    ],
)
async def test_the_database_refuses_what_the_rules_do(change: str, street: Street) -> None:
    pledge = await street.pledge(n=3)
    if "unit" in change:
        await add(street, pledge)
    with pytest.raises(Exception, match="paper_within_a_third"):
        await street.db.write(_run, change)


# --- adding ---------------------------------------------------------------------------------------------------------


async def test_they_count_are_named_and_vouched_for(street: Street) -> None:
    pledge = await street.pledge(n=9)
    await street.sign(BEN, pledge)
    found = await add(street, pledge, "Mair\nIfan")
    assert (found.added, found.tipped, found.room) == (2, False, 1)
    assert [(line.name, line.own) for line in found.lines] == [("Mair", True), ("Ifan", True)]
    assert await counts(street, pledge) == (3, 2, 3)
    card = await street.card(CERYS, pledge)
    assert (card.names, card.paper_names) == (("Person 1002",), ("Mair", "Ifan"))
    seen = await street.act(presses(SECOND, SECOND), adding.paper_list, pledge.code)
    assert [(line.name, line.vouched_by, line.own) for line in seen.lines] == [
        ("Mair", f"Person {ADMIN}", False),
        ("Ifan", f"Person {ADMIN}", False),
    ]
    assert await told(street) == []


async def test_names_follow_the_rule_of_the_pledge(street: Street) -> None:
    """Whoever wrote a name sees it; nobody else before it may be shown."""
    begun = await street.pledge(n=3)
    await street.db.write(_run, "UPDATE pledges SET names = 'after_success'")
    assert [line.name for line in (await add(street, begun, "Mair")).lines] == ["Mair"]
    for _ in range(2):
        card = await street.card(CERYS, begun)
        seen = await street.act(presses(SECOND, SECOND), adding.paper_list, begun.code)
        shown = card.pledge.tipped_at is not None
        assert card.paper_names == (("Mair",) if shown else ())
        assert [line.name for line in seen.lines] == ["Mair" if shown else ""]
        for who in (BEN, CERYS):
            await street.sign(who, begun)
    assert shown


async def test_one_act_adds_once(street: Street) -> None:
    pledge = await street.pledge(n=9)
    assert (await add(street, pledge, "Mair", key="m:1:7")).added == 1
    assert (await add(street, pledge, "Mair", key="m:1:7")).added == 0
    assert (await add(street, pledge, "Mair", key="m:1:8")).added == 1, "another one of that name"
    number = (await add(street, pledge, "1", key="m:1:9")).lines[-1].number
    await take_back(street, pledge, number)
    assert (await add(street, pledge, "1", key="m:1:9")).added == 0, "also when it was taken back"
    assert await counts(street, pledge) == (2, 2, 3)


async def test_the_question_is_answered_once(street: Street, clock: MovableClock) -> None:
    pledge = await street.pledge(n=9)
    asked = await street.act(presses(ADMIN, ADMIN), adding.ask, pledge.code)
    assert asked.room == 3
    for expected in (1, 0):
        pressed = await street.act(presses(ADMIN, ADMIN), adding.add_one, pledge.code, asked.token)
        assert pressed.added == expected
    with pytest.raises(NoForm):
        await street.act(writes(ADMIN, ADMIN), adding.answer, "Mair")
    await street.act(presses(ADMIN, ADMIN), adding.ask, pledge.code)
    assert (await street.act(presses(ADMIN, ADMIN), adding.add_one, pledge.code, asked.token)).added == 0, "an old one"
    clock.move(adding.WAITED_FOR)
    with pytest.raises(NoForm):
        await street.act(writes(ADMIN, ADMIN), adding.answer, "Mair")
    await street.act(presses(ADMIN, ADMIN), adding.ask, pledge.code)
    await street.act(presses(ADMIN, ADMIN), adding.stop)
    assert await street.act(writes(ADMIN, ADMIN), adding.waiting) is None
    assert await counts(street, pledge) == (1, 1, 1)


async def test_a_creator_who_organises_may_vouch(street: Street) -> None:
    street.place(ANA, Membership.ADMINISTRATOR)
    pledge = await street.pledge(n=3)
    assert (await add(street, pledge, "Mair", by=ANA)).added == 1


# --- coming to life -------------------------------------------------------------------------------------------------


async def test_the_last_one_on_paper_brings_it_to_life_once(street: Street) -> None:
    pledge = await street.pledge(n=3)
    for who in (BEN, CERYS):
        await street.sign(who, pledge)
    assert (await add(street, pledge, "Mair", key="m:1:1")).tipped
    assert not (await add(street, pledge, "Mair", key="m:1:1")).tipped
    assert (await now(street, pledge)).state is PledgeState.TIPPED
    assert (await street.told()).count("pledge_tipped") == 1
    assert await told(street, "pledge_tipped") == [BEN, CERYS]
    assert await told(street) == [ADMIN]


async def test_several_may_be_more_than_enough(street: Street) -> None:
    pledge = await street.pledge(n=6)
    for who in CROWD[:5]:
        await street.sign(who, pledge)
    assert (await add(street, pledge, "2")).tipped
    assert await counts(street, pledge) == (7, 2, 7)
    assert (await street.told()).count("pledge_tipped") == 1


async def test_who_follows_hears_of_a_milestone_that_is_jumped_over(street: Street) -> None:
    pledge = await street.pledge(n=9)
    for who in CROWD[:4]:
        await street.sign(who, pledge)
    await street.act(presses(BEN), heeding.follow, pledge.code)
    await add(street, pledge, "2")
    assert await told(street, "pledge_half_way") == [BEN]


async def test_each_who_vouches_is_told_of_their_own(street: Street) -> None:
    pledge = await street.pledge(n=6)
    await add(street, pledge, "Mair")
    await add(street, pledge, "Ifan", by=SECOND)
    for who in CROWD[:4]:
        await street.sign(who, pledge)
    assert await told(street) == [ADMIN, SECOND]
    await street.act(presses(ADMIN, ADMIN), cancelling.cancel, pledge.code, "Rained off")
    assert await told(street) == [ADMIN, SECOND], "the first one is pointless now, the second says that it is off"


# --- places, changes ------------------------------------------------------------------------------------------------


async def test_places_are_for_them_too_and_they_cannot_wait(street: Street) -> None:
    pledge = await street.pledge(n=6, options={"capacity": "6"})
    for who in CROWD[:5]:
        await street.sign(who, pledge)
    with pytest.raises(PaperBeyondPlaces) as refused:
        await add(street, pledge, "2")
    assert refused.value.room == 1
    added = await add(street, pledge, "Mair")
    assert (added.tipped, added.room) == (True, 0)
    with pytest.raises(PaperNoPlaces):
        await add(street, pledge)
    await street.act(presses(GWEN), waiting.wait, pledge.code)
    await take_back(street, pledge, added.lines[0].number)
    assert await counts(street, pledge) == (6, 0, 7), "whoever waited is in"
    assert (await street.card(GWEN, pledge)).signed


async def test_taking_back_is_withdrawing(street: Street, clock: MovableClock) -> None:
    pledge = await street.pledge(n=3)
    number = (await add(street, pledge, "Mair")).lines[0].number
    with pytest.raises(NotAllowed):
        await take_back(street, pledge, number, by=BEN)
    for _ in range(2):
        assert (await take_back(street, pledge, number, by=SECOND)).lines == (), "twice is once"
    assert (await take_back(street, pledge, 99)).lines == (), "there is no such one"
    assert await counts(street, pledge) == (0, 0, 1)
    assert "Mair" not in str(await street.db.read(_rows)), "her name is forgotten"
    for who in (BEN, CERYS):
        await street.sign(who, pledge)
    number = (await add(street, pledge, "Mair")).lines[0].number
    await take_back(street, pledge, number)
    after = await now(street, pledge)
    assert (after.state, after.count, after.signed) == (PledgeState.TIPPED, 2, 4), "it stays alive"
    number = (await add(street, pledge, "Mair")).lines[0].number
    await street.live_until(clock, pledge.wording.deadline.at + timedelta(minutes=1))
    with pytest.raises(TimeHasCome):
        await take_back(street, pledge, number)


def _rows(tx: Tx) -> list[Any]:
    return tx.rows(statement(select(*paper_signatures.c)))


async def test_it_is_not_lowered_below_three_times_those_on_paper(street: Street) -> None:
    pledge = await street.pledge(n=12)
    await add(street, pledge, "3")
    await street.act(presses(ANA, ANA), changing.ask, pledge.code, What.THRESHOLD)
    with pytest.raises(PaperHoldsThreshold) as refused:
        await street.act(writes(ANA, ANA), changing.give, "8")
    assert refused.value == PaperHoldsThreshold(3, 9)
    with pytest.raises(PaperHoldsThreshold):
        await street.act(writes(ANA, ANA), changing.give, "3")
    with pytest.raises(ThresholdNotLower) as bounds:
        await street.act(writes(ANA, ANA), changing.give, "12")
    assert (bounds.value.least, bounds.value.most) == (9, 11), "what is named is possible"
    changed = await street.act(writes(ANA, ANA), changing.give, "9")
    await street.act(presses(ANA, ANA), changing.confirm, pledge.code, changed.token)
    assert (await now(street, pledge)).wording.threshold == 9
    assert await told(street) == [ADMIN], "whoever vouches hears of the change"
    with pytest.raises(PaperHoldsThreshold):
        await street.act(presses(ANA, ANA), changing.ask, pledge.code, What.THRESHOLD)
    small = await street.pledge(n=3)
    await add(street, small)
    await street.sign(BEN, small)
    with pytest.raises(NothingToLower):
        await street.act(presses(ANA, ANA), changing.ask, small.code, What.THRESHOLD)


# --- near misses ----------------------------------------------------------------------------------------------------


async def _missed(street: Street, clock: MovableClock, n: int, here: int, paper: str, *, minimum: str = "") -> Pledge:
    options = {"minimum": minimum} if minimum else {}
    pledge = await street.pledge(n=n, options=options)
    for who in CROWD[:here]:
        await street.sign(who, pledge)
    await add(street, pledge, paper)
    clock.set(pledge.wording.deadline.at + ONE_SECOND)
    assert await street.db.write(closing.expire, pledge.community, pledge.id)
    return pledge


async def test_a_rescue_goes_without_those_who_cannot_be_asked(street: Street, clock: MovableClock) -> None:
    pledge = await _missed(street, clock, 5, 2, "Mair")
    assert await told(street, "rescue_asked") == [BEN, CERYS], "3 of 5 is near enough"
    at = clock.now()
    led = await street.act(presses(ANA, ANA, at=at), rescuing.go_ahead, pledge.code, 3)
    assert led.pledge.minimum == 2, "so many can say yes"
    for who in (BEN, CERYS):
        await street.act(presses(who, who, at=at), rescuing.stay, pledge.code, stays=True)
    after = await now(street, pledge)
    assert (after.state, after.count, after.paper, after.signed) == (PledgeState.RESCUED, 2, 0, 3)
    assert await told(street) == [ADMIN], "who can tell Mair"
    seen = await street.act(presses(ADMIN, ADMIN, at=at), adding.paper_list, pledge.code)
    assert [(line.name, line.gone) for line in seen.lines] == [("Mair", True)]
    assert not (await street.card(CERYS, pledge)).paper_names


async def test_nobody_is_asked_where_nobody_can_say_yes(street: Street, clock: MovableClock) -> None:
    await _missed(street, clock, 5, 2, "1", minimum="3")
    assert await told(street, "rescue_asked") == [], "3 are in; of them 2 can answer"
    assert await told(street) == [ADMIN], "it does not happen"


# --- the deed -------------------------------------------------------------------------------------------------------


async def _acting(street: Street, clock: MovableClock) -> tuple[Pledge, int]:
    """Its time has come; Ben and Cerys are in, and Mair on paper, with this number."""
    pledge = await street.pledge(n=3)
    for who in (BEN, CERYS):
        await street.sign(who, pledge)
    number = (await add(street, pledge, "Mair")).lines[0].number
    await street.live_until(clock, pledge.wording.deadline.at + timedelta(minutes=1))
    return pledge, number


async def test_they_are_on_the_list_of_who_was_there(street: Street, clock: MovableClock) -> None:
    pledge, number = await _acting(street, clock)
    assert await told(street) == [ADMIN, ADMIN], "that it happens, and whether she was there"
    found = await street.act(presses(ANA, ANA), checking.check_list, pledge.code)
    assert [(line.name, line.paper) for line in found.lines] == [
        ("Person 1002", False),
        ("Person 1003", False),
        ("Mair", True),
    ]
    for service, verified in ((checking.confirm, 1), (checking.confirm, 1), (checking.take_back, 0)):
        found = await street.act(presses(ADMIN, ADMIN), service, pledge.code, number)
        assert found.pledge.verified == verified
    everybody = await street.act(presses(ANA, ANA), checking.confirm_all, pledge.code)
    assert (everybody.pledge.state, everybody.pledge.verified) == (PledgeState.CLOSED, 3)
    assert [line.state for line in everybody.lines] == [SignatureState.VERIFIED] * 3
    assert await told(street, "own_pledge_closed") == [ANA]


async def test_who_is_never_confirmed_has_missed_it(street: Street, clock: MovableClock) -> None:
    pledge, number = await _acting(street, clock)
    for each in (1, 2):
        await street.act(presses(ANA, ANA), checking.confirm, pledge.code, each)
    await street.live_until(clock, pledge.wording.deadline.at + timedelta(days=20))
    after = await now(street, pledge)
    assert (after.state, after.verified, after.missed) == (PledgeState.CLOSED, 2, 1)
    asked = [when for kind, when, _ in await street.messages() if kind == "paper_to_tell"]
    assert asked == ["27 Nov 10:00", "07 Dec 00:00", "14 Dec 00:00"]
    found = await street.act(presses(ADMIN, ADMIN), checking.confirm, pledge.code, number)
    assert (found.pledge.verified, found.pledge.missed) == (3, 0), "late is better than never"


async def test_whoever_said_it_for_them_is_not_asked(street: Street, clock: MovableClock) -> None:
    pledge, number = await _acting(street, clock)
    await street.act(presses(ANA, ANA), checking.confirm, pledge.code, number)
    said = [kind for kind, who in await street.heard() if who == street.numbers[ADMIN]]
    assert said == ["paper_to_tell"], "that it happens; nothing else is open"


async def test_a_pledge_of_which_only_they_are_left(street: Street, clock: MovableClock) -> None:
    pledge = await alive(street, BEN, CERYS, DEWI)
    await add(street, pledge, "Mair")
    for who in (BEN, CERYS, DEWI):
        await street.withdraw(who, pledge)
    await street.live_until(clock, pledge.wording.deadline.at + timedelta(days=20))
    after = await now(street, pledge)
    assert (after.state, after.count, after.missed) == (PledgeState.CLOSED, 1, 1)


# --- several at once ------------------------------------------------------------------------------------------------


async def _tried(street: Street, pledge: Pledge, by: int) -> bool:
    try:
        return (await add(street, pledge, "1", by=by)).added == 1
    except (PaperShareUsedUp, PaperNoPlaces):
        return False


async def test_two_organisers_add_the_last_one_allowed_at_once(street: Street) -> None:
    for _ in range(5):
        pledge = await street.pledge(n=3)
        added = await asyncio.gather(*(_tried(street, pledge, by) for by in (ADMIN, SECOND, ADMIN, SECOND)))
        assert sorted(added) == [False, False, False, True]
        assert await counts(street, pledge) == (1, 1, 1)


async def test_paper_and_a_tap_take_the_last_place_at_once(street: Street) -> None:
    seen = set()
    for _ in range(5):
        pledge = await street.pledge(n=3, options={"capacity": "3"})
        for who in (BEN, CERYS):
            await street.sign(who, pledge)
        signed, added = await asyncio.gather(street.sign(DEWI, pledge), _tried(street, pledge, ADMIN))
        took = signed.outcome.value == "signed"
        assert took is not added
        assert (await counts(street, pledge))[0] == 3
        seen.add(took)
    assert (await street.told()).count("pledge_tipped") == 5


async def test_both_bring_it_to_life_once(street: Street) -> None:
    for _ in range(5):
        pledge = await street.pledge(n=3)
        for who in (BEN, CERYS):
            await street.sign(who, pledge)
        signed, added = await asyncio.gather(street.sign(DEWI, pledge), add(street, pledge, "1"))
        assert signed.tipped is not added.tipped
        assert await counts(street, pledge) == (4, 1, 4)
    assert (await street.told()).count("pledge_tipped") == 5
