"""Several at once: one tips, one expires, one publishes, whatever the order."""

import asyncio

from bot.core.clock import MovableClock
from bot.core.refusal import Refusal
from bot.pledges import closing, writing
from bot.pledges.model import ONE_SECOND, PledgeState
from bot.pledges.signing import Signed
from tests.communities.scenes import ANA, BEN, CERYS, presses, writes
from tests.pledges.scenes import LINE, Street

CROWD = tuple(range(2001, 2013))
ROUNDS = 5


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


async def test_publishing_at_once_makes_one_pledge(street: Street) -> None:
    begun = await street.act(writes(ANA), writing.begin, LINE.format(n=10))
    made = await asyncio.gather(*(street.publish(ANA, begun) for _ in range(6)))
    assert len({now.published.code for now in made if now.published}) == 1


async def test_cancelling_and_the_last_signature_at_once(street: Street) -> None:
    for _ in range(ROUNDS):
        pledge = await street.pledge(n=1)
        await asyncio.gather(
            street.sign(BEN, pledge),
            street.act(presses(ANA), closing.cancel, pledge.code, "Rained off"),
            return_exceptions=True,
        )
        state = (await street.card(ANA, pledge)).pledge.state
        assert state in (PledgeState.TIPPED, PledgeState.CANCELLED)
