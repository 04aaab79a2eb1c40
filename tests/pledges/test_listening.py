"""When something is told on the way, and to whom nothing can be told: the rules, at their edges."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.communities.model import CommunityId, PersonId
from bot.pledges import listening
from bot.pledges.listening import Milestone, milestone_reached, milestone_true, milestones
from bot.pledges.model import Pledge, PledgeId, PledgeState, SignatureState
from bot.pledges.refusals import PledgeCancelled, PledgeOver
from bot.pledges.signature import Signature
from bot.pledges.speaking_refusals import NothingAhead, NotInPledge
from bot.pledges.wording import Deadline, Wording

NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)
MAKER, SIGNER = PersonId(1), PersonId(2)


def pledge(threshold: int, count: int, state: PledgeState = PledgeState.OPEN) -> Pledge:
    wording = Wording("sing", threshold, Deadline(NOW, whole_day=False, time_zone="UTC"))
    return Pledge(CommunityId(1), PledgeId(1), "7K2MQ", MAKER, wording, NOW, state, count, count, count)


MINE = Signature(SIGNER, 1, SignatureState.ACTIVE, NOW, "k")
GONE = replace(MINE, state=SignatureState.WITHDRAWN, withdrawn_at=NOW)


@pytest.mark.parametrize(
    ("threshold", "told"),
    [
        (1, {}),
        (2, {}),
        (3, {2: Milestone.ONE_MORE}),
        (4, {2: Milestone.HALF_WAY, 3: Milestone.ONE_MORE}),
        (5, {3: Milestone.HALF_WAY, 4: Milestone.ONE_MORE}),
        (10, {5: Milestone.HALF_WAY, 9: Milestone.ONE_MORE}),
        (1_000_000, {500_000: Milestone.HALF_WAY, 999_999: Milestone.ONE_MORE}),
    ],
)
def test_what_is_told_at_which_count(threshold: int, told: dict[int, Milestone]) -> None:
    assert milestones(threshold) == told


@pytest.mark.parametrize("threshold", range(1, 30))
def test_nobody_gets_both_at_once_and_each_says_what_is_so(threshold: int) -> None:
    for count in range(1, threshold + 2):
        state = PledgeState.OPEN if count < threshold else PledgeState.TIPPED
        before, after = pledge(threshold, count - 1), pledge(threshold, count, state)
        match milestone_reached(before, after):
            case Milestone.HALF_WAY:
                assert 2 * count >= threshold > 2 * (count - 1) and count < threshold - 1
            case Milestone.ONE_MORE:
                assert threshold - count == 1 and count > 1


def test_who_withdraws_reaches_nothing() -> None:
    assert milestone_reached(pledge(10, 6), pledge(10, 5)) is None
    assert milestone_reached(pledge(10, 10), pledge(10, 9)) is None


def test_what_has_been_overtaken_is_not_said_any_more() -> None:
    assert [count for count in range(11) if milestone_true(pledge(10, count), Milestone.HALF_WAY)] == [5, 6, 7, 8]
    assert [count for count in range(11) if milestone_true(pledge(10, count), Milestone.ONE_MORE)] == [9, 10]
    for state in PledgeState:
        if state is not PledgeState.OPEN:
            assert not milestone_true(pledge(10, 5, state), Milestone.HALF_WAY)


def test_who_may_follow() -> None:
    for mine in (None, GONE):
        with pytest.raises(NotInPledge):
            listening.following(pledge(10, 1, PledgeState.CANCELLED), mine)
    with pytest.raises(PledgeCancelled):
        listening.following(pledge(10, 1, PledgeState.CANCELLED), MINE)
    for nothing in (
        pledge(2, 1),
        pledge(10, 9),
        pledge(10, 10, PledgeState.TIPPED),
        pledge(10, 1, PledgeState.EXPIRED),
    ):
        with pytest.raises(NothingAhead):
            listening.following(nothing, MINE)
    listening.following(pledge(3, 1), MINE)
    listening.following(pledge(10, 8), MINE)


def test_who_may_mute() -> None:
    for mine in (None, GONE):
        with pytest.raises(NotInPledge):
            listening.muting(pledge(10, 1), mine, SIGNER)
    with pytest.raises(PledgeCancelled):
        listening.muting(pledge(10, 1, PledgeState.CANCELLED), MINE, SIGNER)
    for over in (PledgeState.EXPIRED, PledgeState.CLOSED):
        for mine, person in ((MINE, SIGNER), (None, MAKER)):
            with pytest.raises(PledgeOver):
                listening.muting(pledge(10, 1, over), mine, person)
    for going_on in (PledgeState.OPEN, PledgeState.TIPPED, PledgeState.ACTING, PledgeState.RESCUED):
        listening.muting(pledge(10, 1, going_on), MINE, SIGNER)
        listening.muting(pledge(10, 1, going_on), None, MAKER)
