"""Several at once: one tips, one expires, one publishes, whatever the order."""

import asyncio
import threading
from typing import Any, Final

from bot.communities.model import PersonId
from bot.core.clock import MovableClock
from bot.core.refusal import Refusal
from bot.outbox import sending
from bot.outbox import service as outbox
from bot.outbox.model import Later, Reason
from bot.pledges import cancelling, closing, heeding, writing
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.signing import SIGNERS, Signed, signers_after
from bot.pledges.wording import ONE_SECOND
from tests.communities.scenes import ANA, BEN, CERYS, presses, writes
from tests.pledges.scenes import LINE, STILL_TRUE, Street

CROWD = tuple(range(2001, 2013))
ROUNDS = 5
A_MOMENT: Final = 0.2
"""Seconds for which one transaction is held open, so that another one may overtake it where the database lets it."""


async def test_the_last_places_are_taken_at_once(street: Street) -> None:
    await street.home(*CROWD)
    for _ in range(ROUNDS):
        pledge = await street.pledge(n=len(CROWD) - 3)
        answers = await asyncio.gather(*(street.sign(who, pledge) for who in CROWD))
        assert sorted(answer.pledge.count for answer in answers) == list(range(1, len(CROWD) + 1))
        assert sum(answer.tipped for answer in answers) == 1
    told = [kind for kind in await street.told() if kind == "pledge_tipped"]
    assert len(told) == ROUNDS
    tipped = [owed for owed in await street.owed() if owed[0] == "pledge_tipped"]
    assert len(tipped) == ROUNDS * len(CROWD)


async def test_two_taps_of_one_person_are_one_signature(street: Street) -> None:
    pledge = await street.pledge(n=5)
    answers = await asyncio.gather(*(street.sign(BEN, pledge) for _ in range(8)))
    assert {answer.pledge.count for answer in answers} == {1}
    assert sum(answer.outcome.value == "signed" for answer in answers) == 1


async def test_signing_and_withdrawing_at_once(street: Street) -> None:
    await street.home(*CROWD)
    pledge = await street.pledge(n=len(CROWD) // 2 + 1)
    await asyncio.gather(*(street.sign(who, pledge) for who in CROWD[:6]))
    await asyncio.gather(
        *(street.withdraw(who, pledge) for who in CROWD[:6]), *(street.sign(who, pledge) for who in CROWD[6:])
    )
    card = await street.card(CERYS, pledge)
    assert (card.pledge.count, card.pledge.signed) == (6, 12)


async def test_the_deadline_and_the_last_signature_at_the_same_instant(street: Street, clock: MovableClock) -> None:
    seen = set()
    for _ in range(ROUNDS):
        pledge = await street.pledge(n=1, line="I will sing if {n} other will by tomorrow 18:00")
        deadline = pledge.wording.deadline.at
        clock.set(deadline + ONE_SECOND)
        signed, expired = await asyncio.gather(
            _tried(street, pledge, deadline), street.db.write(closing.expire, pledge.community, pledge.id)
        )
        assert signed is not expired, "it came to life, or it ended: one of the two"
        state = (await street.card(ANA, pledge)).pledge.state
        assert state is (PledgeState.TIPPED if signed else PledgeState.EXPIRED)
        seen.add(state)
    kinds = await street.told()
    assert kinds.count("own_pledge_tipped") + kinds.count("own_pledge_expired") == ROUNDS


async def _tried(street: Street, pledge, deadline) -> bool:  # type: ignore[no-untyped-def]
    try:
        answer: Signed = await street.sign(BEN, pledge, at=deadline)
    except Refusal:
        return False
    return answer.tipped


async def test_who_withdraws_while_the_recipients_are_found_is_not_told(street: Street) -> None:
    pledge = await street.pledge(n=2)
    await street.sign(BEN, pledge)
    await street.sign(CERYS, pledge)
    found, withdrawn = threading.Event(), threading.Event()

    def found_and_not_yet_written(*asked: Any) -> list[tuple[int, PersonId]]:
        signers = signers_after(*asked)
        found.set()
        withdrawn.wait(A_MOMENT)  # on SQLite they come one after the other, and the withdrawal has to wait
        return signers

    key = await street.db.read(outbox.next_to_expand)
    assert key is not None
    expanding = asyncio.create_task(street.db.write(outbox.expand, key, {SIGNERS: found_and_not_yet_written}, 50))
    await asyncio.to_thread(found.wait)
    await street.withdraw(BEN, pledge)
    withdrawn.set()
    await expanding
    assert await street.hear() == [street.numbers[CERYS]]


async def test_who_withdraws_while_they_are_told_in_vain_is_not_told_again(street: Street) -> None:
    pledge = await street.pledge(n=1)
    await _told_in_vain_and_withdrawn(street, pledge)
    assert await street.hear() == []


async def test_who_signs_again_while_it_is_seen_that_they_had_withdrawn_is_told(street: Street) -> None:
    pledge = await street.pledge(n=1)
    await _told_in_vain_and_withdrawn(street, pledge)
    (delivery,) = await street.claimed(BEN)
    seen, signed = threading.Event(), threading.Event()

    def seen_and_not_yet_written(*asked: Any) -> bool:
        still_in = STILL_TRUE["pledge_tipped"](*asked)
        seen.set()
        signed.wait(A_MOMENT)
        return still_in

    beginning = asyncio.create_task(
        street.db.write(sending.begin, delivery, {"pledge_tipped": seen_and_not_yet_written})
    )
    await asyncio.to_thread(seen.wait)
    signing = asyncio.create_task(street.sign(BEN, pledge))
    signing.add_done_callback(lambda _: signed.set())
    assert await beginning is None
    await signing
    assert await street.hear() == [street.numbers[BEN]]


async def _told_in_vain_and_withdrawn(street: Street, pledge: Pledge) -> None:
    """Ben has signed, and withdraws while the message that it has come to life is on its way, but does not arrive."""
    await street.sign(BEN, pledge)
    (delivery,) = await street.claimed(BEN)
    assert await street.db.write(sending.begin, delivery, STILL_TRUE) is not None
    await street.withdraw(BEN, pledge)
    assert await street.db.write(sending.settle, delivery, Later(Reason.UNSENT, 0))


async def test_publishing_at_once_makes_one_pledge(street: Street) -> None:
    begun = await street.act(writes(ANA), writing.begin, LINE.format(n=10))
    made = await asyncio.gather(*(street.publish(ANA, begun) for _ in range(6)))
    assert len({now.published.code for now in made if now.published}) == 1


async def test_cancelling_and_the_last_signature_at_once(street: Street) -> None:
    for _ in range(ROUNDS):
        pledge = await street.pledge(n=1)
        await asyncio.gather(
            street.sign(BEN, pledge),
            street.act(presses(ANA), cancelling.cancel, pledge.code, "Rained off"),
            return_exceptions=True,
        )
        state = (await street.card(ANA, pledge)).pledge.state
        assert state in (PledgeState.TIPPED, PledgeState.CANCELLED)


async def test_many_sign_at_once_and_each_milestone_is_told_once(street: Street) -> None:
    crowd = range(2001, 2009)
    await street.home(*crowd)
    for number in range(1, 4):
        pledge = await street.pledge(n=10)
        await street.sign(BEN, pledge)
        await street.act(presses(BEN), heeding.follow, pledge.code)
        await asyncio.gather(*(street.sign(who, pledge) for who in crowd))
        told = await street.told()
        assert (told.count("pledge_half_way"), told.count("pledge_needs_one")) == (number, number)
        assert [person for kind, person in await street.heard() if kind == "pledge_needs_one"] == [street.numbers[BEN]]
