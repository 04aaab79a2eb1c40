"""Who may hear more of a pledge, or less, and which milestones there are on its way. Pure."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from bot.communities.model import PersonId
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.refusals import PledgeCancelled, PledgeOver
from bot.pledges.signature import Signature
from bot.pledges.speaking_refusals import NothingAhead, NotInPledge

_SILENT: Final = frozenset({PledgeState.CANCELLED, PledgeState.EXPIRED, PledgeState.CLOSED})
"""Of these nobody hears any more."""


_TOLD_FROM: Final = 2
"""Who is in alone has just seen it."""


class Milestone(Enum):
    """What those who follow hear, once each."""

    HALF_WAY = "half_way"
    ONE_MORE = "one_more"


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody who may yet hear of a pledge wants to hear of it."""

    muted: bool
    follows: bool
    may_follow: bool
    """There is something ahead that is told on the way."""


def milestones(threshold: int, usual: int = 1) -> dict[int, Milestone]:
    """How much has to be there for something to be told; `usual` is what one signature brings, as a rule.

    The only one who is in has just seen it: below two signatures there is nobody to tell. Of 3, half (2) is "one more
    needed".
    """
    one_more = threshold - usual
    at = {(threshold + 1) // 2: Milestone.HALF_WAY, one_more: Milestone.ONE_MORE}
    return {reached: milestone for reached, milestone in at.items() if usual < reached <= one_more}


def milestone_reached(before: Pledge, after: Pledge) -> Milestone | None:
    """What the signature between the two has reached."""
    if after.state is not PledgeState.OPEN or after.count < _TOLD_FROM:
        return None
    passed = [each for at, each in _of(after) if before.reached < at <= after.reached]
    return passed[-1] if passed else None


def milestone_true(pledge: Pledge, milestone: Milestone) -> bool:
    """Whether it may still be said: it stands there, and the next one has not come."""
    if pledge.state is not PledgeState.OPEN:
        return False
    reached = [each for at, each in _of(pledge) if at <= pledge.reached]
    return bool(reached) and reached[-1] is milestone


def something_ahead(pledge: Pledge) -> bool:
    """Whether a milestone is still to come."""
    return pledge.state is PledgeState.OPEN and any(at > pledge.reached for at, _ in _of(pledge))


def _of(pledge: Pledge) -> list[tuple[int, Milestone]]:
    """Its milestones, in the order in which they are passed."""
    found = milestones(pledge.wording.threshold, pledge.wording.usual)
    return sorted(found.items(), key=lambda each: each[0])


def is_in(mine: Signature | None) -> bool:
    """Whether this signature is one, and stands."""
    return mine is not None and mine.is_in


def following(pledge: Pledge, mine: Signature | None) -> None:
    """Refuses NotInPledge, PledgeCancelled, NothingAhead to whoever cannot follow it (any more)."""
    if not is_in(mine):
        raise NotInPledge(pledge.code)
    if pledge.state is PledgeState.CANCELLED:
        raise PledgeCancelled(pledge.code)
    if not something_ahead(pledge):
        raise NothingAhead(pledge.code)


def can_be_heard(pledge: Pledge, mine: Signature | None, person: PersonId) -> bool:
    """Whether this person may yet hear of the pledge: they are in it or have made it, and it goes on."""
    return pledge.state not in _SILENT and (person == pledge.creator or is_in(mine))


def muting(pledge: Pledge, mine: Signature | None, person: PersonId) -> None:
    """Refuses NotInPledge, PledgeCancelled, PledgeOver where there is nothing to mute (any more)."""
    if person != pledge.creator and not is_in(mine):
        raise NotInPledge(pledge.code)
    if pledge.state is PledgeState.CANCELLED:
        raise PledgeCancelled(pledge.code)
    if not can_be_heard(pledge, mine, person):
        raise PledgeOver(pledge.code)


def heard(pledge: Pledge, mine: Signature | None, person: PersonId) -> Heard | None:
    """What this person wants to hear of it; None: they hear nothing (any more)."""
    if not can_be_heard(pledge, mine, person):
        return None
    if mine is None or not mine.is_in:
        return Heard(pledge.creator_muted, follows=False, may_follow=False)
    return Heard(mine.muted, mine.follows, something_ahead(pledge))
