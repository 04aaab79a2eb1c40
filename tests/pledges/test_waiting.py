"""Places: who is in, who waits, and who comes after whom."""

import asyncio
import threading
from random import Random

import pytest

from bot.communities.model import Membership
from bot.core import points
from bot.core.clock import MovableClock
from bot.core.db import open_database
from bot.pledges import cancelling, listing, waiting, writing
from bot.pledges.form import View
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.naming import facts_of
from bot.pledges.notices import PlaceFree
from bot.pledges.refusals import (
    CapacityTooSmall,
    NotSigned,
    OwnPledge,
    PledgeCancelled,
    SigningOver,
    TextTooLong,
    ThresholdNotUnderstood,
    ThresholdTooLarge,
    UnknownPledge,
)
from bot.pledges.rules import Signing
from bot.pledges.signing import Signed
from bot.pledges.wording import ONE_SECOND
from tests.communities.scenes import ANA, BEN, CERYS, presses, writes
from tests.pledges.scenes import LINE, STILL_TRUE, Street

DEWI, EIRA, ADMIN, STRANGER = 1004, 1005, 1010, 1999


@pytest.fixture
async def full(street: Street) -> Pledge:
    """Ana's pledge for two, with places for two, in which Ben and Cerys are."""
    await street.home(DEWI, EIRA)
    return await _full(street)


async def _full(street: Street) -> Pledge:
    pledge = await street.pledge(n=2, options={"capacity": "2"})
    for who in (BEN, CERYS):
        await street.sign(who, pledge)
    return pledge


async def _wait(street: Street, who: int, pledge: Pledge) -> Signed:
    return await street.act(presses(who, at=street.db.clock.now()), waiting.wait, pledge.code)


async def _now(street: Street, pledge: Pledge) -> tuple[int, int, int]:
    """In, waiting, ever in."""
    now = (await street.card(ANA, pledge)).pledge
    return now.count, now.waiting, now.signed


# --- what a form takes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("4", CapacityTooSmall),
        ("0", CapacityTooSmall),
        ("1000001", ThresholdTooLarge),
        ("many", ThresholdNotUnderstood),
    ],
)
async def test_places_for_too_few_or_too_many(typed: str, refusal: type[Exception], street: Street) -> None:
    with pytest.raises(refusal):
        await street.pledge(n=5, options={"capacity": typed})
    assert (await street.act(writes(ANA), listing.open_pledges, "")).pledges == ()


@pytest.mark.parametrize("most", [5, 6, 1_000_000])
async def test_places_for_as_many_as_are_needed_or_more(most: int, street: Street) -> None:
    assert (await street.pledge(n=5, options={"capacity": str(most)})).wording.capacity == most


async def test_places_follow_the_number_or_go(street: Street) -> None:
    """Who needs more people afterwards has no places for fewer of them, and no minimum above fewer."""
    begun = await street.act(writes(ANA), writing.begin, LINE.format(n=5))
    assert begun.form is not None
    token = begun.form.token
    for option, typed in (("capacity", "6"), ("minimum", "5"), ("detail", "Bring gloves\n\n and soup ")):
        await street.act(presses(ANA), writing.change, token, option)
        after = await street.act(writes(ANA, ANA), writing.answer, typed)
        assert after.form is not None and after.form.view is View.OPTIONS, "back at the options"
    await street.act(presses(ANA), writing.change, token, "threshold")
    seven = (await street.act(writes(ANA, ANA), writing.answer, "7")).form
    assert seven is not None
    assert (seven.wording.capacity, seven.minimum, seven.wording.detail) == (None, 5, "Bring gloves\n\nand soup")
    await street.act(presses(ANA), writing.change, token, "threshold")
    four = (await street.act(writes(ANA, ANA), writing.answer, "4")).form
    assert four is not None and four.minimum is None
    published = (await street.publish(ANA, begun)).published
    assert published is not None and published.wording.detail == "Bring gloves\n\nand soup"


@pytest.mark.parametrize(("length", "right"), [(1000, True), (1001, False)])
async def test_details_have_a_length(length: int, right: bool, street: Street) -> None:
    if right:
        assert (await street.pledge(options={"detail": "x" * length})).wording.detail == "x" * length
        return
    with pytest.raises(TextTooLong):
        await street.pledge(options={"detail": "x" * length})


async def test_without_places_everybody_is_in(street: Street) -> None:
    pledge = await street.pledge(n=1)
    for who in (BEN, CERYS):
        assert (await _wait(street, who, pledge)).outcome is Signing.SIGNED


# --- who comes too late ---------------------------------------------------------------------------------------------


async def test_when_every_place_is_taken_nothing_is_written(street: Street, full: Pledge) -> None:
    before, owed = await street.cards(), await street.owed()
    answer = await street.sign(DEWI, full)
    assert (answer.outcome, answer.tipped) == (Signing.FULL, False)
    assert await _now(street, full) == (2, 0, 2)
    assert (await street.cards(), await street.owed()) == (before, owed)
    card = await street.card(DEWI, full)
    assert (card.signed, card.waiting, card.signing_open, card.pledge.full) == (False, False, True, True)


async def test_they_wait_and_do_not_count(street: Street, full: Pledge) -> None:
    assert (await _wait(street, DEWI, full)).outcome is Signing.WAITING
    assert await _now(street, full) == (2, 1, 2)
    assert (await _wait(street, DEWI, full)).outcome is Signing.WAITS, "twice is once"
    assert (await street.sign(DEWI, full)).outcome is Signing.WAITS
    assert (await _wait(street, BEN, full)).outcome is Signing.ALREADY
    assert await _now(street, full) == (2, 1, 2)
    card = await street.card(DEWI, full)
    assert (card.signed, card.waiting, len(card.names)) == (False, True, 2)
    assert street.numbers[DEWI] not in [person for _, person in await street.owed()]
    mine = await street.act(writes(DEWI), listing.my_pledges)
    assert mine.waiting == {full.id}


async def test_who_may_not_sign_may_not_wait(street: Street, full: Pledge, clock: MovableClock) -> None:
    with pytest.raises(OwnPledge):
        await _wait(street, ANA, full)
    with pytest.raises(UnknownPledge):
        await street.act(presses(STRANGER, STRANGER), waiting.wait, full.code)
    clock.set(full.wording.deadline.at + ONE_SECOND)
    with pytest.raises(SigningOver):
        await _wait(street, DEWI, full)
    cancelled = await street.pledge(n=2, options={"capacity": "2"})
    await street.act(presses(ANA), cancelling.cancel, cancelled.code, "Rained off")
    with pytest.raises(PledgeCancelled):
        await _wait(street, DEWI, cancelled)


async def test_who_leaves_the_list_was_never_in(street: Street, full: Pledge) -> None:
    await _wait(street, DEWI, full)
    left = await street.withdraw(DEWI, full)
    assert (left.waited, left.again) == (True, False)
    assert await _now(street, full) == (2, 0, 2)
    assert (await street.withdraw(DEWI, full)).again
    with pytest.raises(NotSigned):
        await street.withdraw(EIRA, full)
    await _wait(street, DEWI, full)
    assert await _now(street, full) == (2, 1, 2)


# --- a place becomes free -------------------------------------------------------------------------------------------


async def test_who_has_waited_longest_is_in_and_hears_it_once(street: Street, full: Pledge) -> None:
    for who in (DEWI, EIRA):
        await _wait(street, who, full)
    await street.withdraw(BEN, full)
    assert await _now(street, full) == (2, 1, 3)
    told = [owed for owed in await street.owed() if owed[0] == "place_free"]
    assert told == [("place_free", street.numbers[DEWI])]
    assert (await street.card(DEWI, full)).signed
    assert (await street.card(EIRA, full)).waiting
    assert (await street.sign(BEN, full)).outcome is Signing.FULL, "nobody jumps the queue"
    await _wait(street, BEN, full)
    await street.withdraw(CERYS, full)
    await street.withdraw(DEWI, full)
    assert await _now(street, full) == (2, 0, 4), "Eira is in for the first time, Ben again"
    assert (await street.card(ANA, full)).pledge.state is PledgeState.TIPPED


async def test_a_place_that_becomes_free_after_the_deadline_is_taken_too(
    street: Street, full: Pledge, clock: MovableClock
) -> None:
    await _wait(street, DEWI, full)
    clock.set(full.wording.deadline.at + ONE_SECOND)
    await street.withdraw(BEN, full)
    assert await _now(street, full) == (2, 0, 3)


async def test_who_withdraws_before_they_hear_of_their_place_is_not_told(street: Street, full: Pledge) -> None:
    await _wait(street, DEWI, full)
    await street.withdraw(BEN, full)
    await street.withdraw(DEWI, full)
    assert await _now(street, full) == (1, 0, 3)
    still = STILL_TRUE["place_free"]
    notice = PlaceFree(facts_of(full))
    assert not await street.db.read(still, full.community, street.numbers[DEWI], notice)


async def test_who_waits_is_told_once_that_it_is_called_off(street: Street, full: Pledge) -> None:
    await _wait(street, DEWI, full)
    await street.home(ADMIN)
    street.place(ADMIN, Membership.ADMINISTRATOR)
    for _ in range(2):
        await street.act(presses(ADMIN), cancelling.cancel, full.code, "Too dangerous")
    told = [person for kind, person in await street.owed() if kind == "pledge_cancelled"]
    assert sorted(told) == sorted(street.numbers[who] for who in (ANA, BEN, CERYS, DEWI))
    assert await _now(street, full) == (2, 1, 2)


# --- at once, and after a crash -------------------------------------------------------------------------------------


@pytest.fixture
def crowded(street: Street):  # type: ignore[no-untyped-def]
    """On PostgreSQL no transaction looks before another one has begun."""

    def begun(works: int) -> None:
        barrier = threading.Barrier(works)

        def wait(label: str) -> None:
            if label == "tx.after_begin" and not barrier.broken:
                try:
                    barrier.wait(0.3)
                except threading.BrokenBarrierError:
                    return

        points.hook = wait if street.db.dialect == "postgresql" else None

    yield begun
    points.hook = None


async def test_two_take_the_last_place_at_once(street: Street, crowded) -> None:  # type: ignore[no-untyped-def]
    await street.home(DEWI)
    for _ in range(8):
        pledge = await street.pledge(n=2, options={"capacity": "2"})
        await street.sign(BEN, pledge)
        crowded(2)
        answers = await asyncio.gather(*(street.sign(who, pledge) for who in (CERYS, DEWI)))
        assert {answer.outcome for answer in answers} == {Signing.FULL, Signing.SIGNED}
        crowded(1)
        assert await _now(street, pledge) == (2, 0, 2)
    assert (await street.told()).count("own_pledge_tipped") == 8


async def test_one_withdraws_while_another_comes(street: Street, crowded) -> None:  # type: ignore[no-untyped-def]
    """Whoever comes first: nobody is lost, and nobody is in beyond the places."""
    await street.home(DEWI, EIRA)
    for _ in range(8):
        pledge = await _full(street)
        await _wait(street, EIRA, pledge)
        crowded(2)
        answers = await asyncio.gather(street.withdraw(BEN, pledge), _wait(street, DEWI, pledge))
        crowded(1)
        assert answers[1].outcome is Signing.WAITING, "Eira was first"
        assert await _now(street, pledge) == (2, 1, 3)


async def test_two_withdraw_at_once_and_two_come_in(street: Street, crowded) -> None:  # type: ignore[no-untyped-def]
    await street.home(DEWI, EIRA)
    for _ in range(8):
        pledge = await _full(street)
        for who in (DEWI, EIRA):
            await _wait(street, who, pledge)
        crowded(2)
        await asyncio.gather(*(street.withdraw(who, pledge) for who in (BEN, CERYS)))
        crowded(1)
        assert await _now(street, pledge) == (2, 0, 4)
    assert [kind for kind, _ in await street.owed()].count("place_free") == 16


async def test_who_waits_outlives_a_restart(sqlite_url: str, clock: MovableClock) -> None:
    street = Street(await open_database(sqlite_url, clock, random=Random(7)))
    await street.found()
    await street.home(ANA, BEN, CERYS, DEWI)
    pledge = await _full(street)
    await _wait(street, DEWI, pledge)
    await street.db.close()
    street.db = await open_database(sqlite_url, clock, random=Random(8))
    await street.withdraw(CERYS, pledge)
    assert (await street.card(DEWI, pledge)).signed
    await street.sound()
    await street.db.close()
