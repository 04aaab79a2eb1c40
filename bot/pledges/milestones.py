"""What those who follow a pledge hear on its way: half way, and one more needed; once each."""

from collections.abc import Mapping
from typing import Final

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Notice, Owed, ToMany
from bot.outbox.sending import StillTrue
from bot.outbox.service import Expander
from bot.pledges.course_notices import PledgeHalfWay, PledgeNeedsOne
from bot.pledges.listening import Milestone, milestone_reached, milestone_true
from bot.pledges.model import Pledge, PledgeId
from bot.pledges.naming import facts_of
from bot.pledges.store import pledges, signatures

FOLLOWERS: Final = "pledge_followers"
"""The set of a pledge's signers who are in and follow it, by the pledge's id."""

_NOTICES: Final[Mapping[Milestone, type[PledgeHalfWay | PledgeNeedsOne]]] = {
    Milestone.HALF_WAY: PledgeHalfWay,
    Milestone.ONE_MORE: PledgeNeedsOne,
}
_MILESTONES: Final = {notice.kind: milestone for milestone, notice in _NOTICES.items()}


def tell(tx: Tx, before: Pledge, after: Pledge) -> None:
    """Owe the followers the milestone that this signature reached, if it did."""
    milestone = milestone_reached(before, after)
    if milestone is None:
        return
    notice = _NOTICES[milestone](facts_of(after))
    key = f"{notice.kind}:{after.id}"
    until = after.wording.deadline.at
    outbox.tell(tx, after.community, Owed(notice, ToMany(FOLLOWERS, after.id), key, after.subject, expires_at=until))


def _followers_after(
    tx: Tx, community: CommunityId, subject_id: int, after: int, limit: int
) -> list[tuple[int, PersonId]]:
    return signatures.followers(tx, community, PledgeId(subject_id), after=after, limit=limit)


def _still_true(tx: Tx, _community: CommunityId, person: PersonId, notice: Notice) -> bool:
    """Whether it still stands where the notice says, and this person is in and follows it."""
    assert isinstance(notice, PledgeHalfWay | PledgeNeedsOne), "the only kinds that this is asked for"
    pledge = pledges.by_code(tx, notice.pledge.code, lock=False)
    if pledge is None or not milestone_true(pledge, _MILESTONES[notice.kind]):
        return False
    mine = signatures.of_person(tx, pledge, person)
    return mine is not None and mine.is_in and mine.follows


EXPANDERS: Final[Mapping[str, Expander]] = {FOLLOWERS: _followers_after}
STILL_TRUE: Final[Mapping[str, StillTrue]] = dict.fromkeys(_MILESTONES, _still_true)
