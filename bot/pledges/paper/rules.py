"""How many may sign on paper, when, and what becomes of the pledge then. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.communities.model import Actor, PersonId
from bot.pledges import rules
from bot.pledges.deed_refusals import TimeHasCome
from bot.pledges.deed_rules import CONFIRMABLE, answers_counted
from bot.pledges.measures.counting import tipped_if_enough
from bot.pledges.model import Pledge, PledgeState, SignatureState
from bot.pledges.paper.model import PaperSignature
from bot.pledges.paper.refusals import (
    PaperBeyondPlaces,
    PaperBeyondShare,
    PaperCountsPeople,
    PaperNeedsMore,
    PaperNoPlaces,
    PaperShareUsedUp,
)
from bot.pledges.refusals import PledgeCancelled, PledgeOver, SigningOver
from bot.pledges.wording import Unit

OF: Final = 3
"""One of so many who are needed may be on paper, rounded down: never more than a third."""


def most(threshold: int) -> int:
    """How many of the threshold may be on paper."""
    return threshold // OF


def lowest_threshold(paper: int) -> int:
    """Of how many the ones on paper are a third at most."""
    return paper * OF


def room(pledge: Pledge) -> int:
    """How many more can be added, as far as what it counts, share and places go."""
    if pledge.wording.unit is not Unit.PEOPLE:
        return 0
    of_share = max(most(pledge.wording.threshold) - pledge.paper, 0)
    capacity = pledge.wording.capacity
    return of_share if capacity is None else min(of_share, max(capacity - pledge.count, 0))


def addable(pledge: Pledge, at: datetime) -> None:
    """Whether anybody can be added by an act of this moment.

    Refuses in this order: PaperCountsPeople, PledgeCancelled, SigningOver, PaperNeedsMore, PaperShareUsedUp,
    PaperNoPlaces.
    """
    threshold = pledge.wording.threshold
    if pledge.wording.unit is not Unit.PEOPLE:
        raise PaperCountsPeople(pledge.code)
    if pledge.state is PledgeState.CANCELLED:
        raise PledgeCancelled(pledge.code)
    if not rules.signing_open(pledge, at):
        raise SigningOver(pledge.code, pledge.wording.signing_until)
    if not most(threshold):
        raise PaperNeedsMore(pledge.code, OF)
    if pledge.paper >= most(threshold):
        raise PaperShareUsedUp(pledge.code, most(threshold), threshold)
    if pledge.full:
        raise PaperNoPlaces(pledge.code)


def adding(pledge: Pledge, people: int, at: datetime) -> None:
    """Whether so many (1 or more) can be added: all of them, or nobody is.

    Refuses as `addable`, then PaperBeyondShare, PaperBeyondPlaces.
    """
    addable(pledge, at)
    threshold = pledge.wording.threshold
    of_share = most(threshold) - pledge.paper
    if people > of_share:
        raise PaperBeyondShare(most(threshold), threshold, of_share)
    if people > room(pledge):
        raise PaperBeyondPlaces(room(pledge))


def now_added(
    pledge: Pledge, names: Sequence[str | None], actor: Actor, now: datetime
) -> tuple[Pledge, tuple[PaperSignature, ...]]:
    """The pledge with these people, tipped at `now` if they were what it needed; and their signatures."""
    people, first = len(names), pledge.last_number + 1
    added = replace(
        pledge,
        count=pledge.count + people,
        signed=pledge.signed + people,
        paper=pledge.paper + people,
        last_number=pledge.last_number + people,
    )
    state = SignatureState.ACTIVE
    new = (PaperSignature(n, name, state, actor.person, actor.at) for n, name in enumerate(names, first))
    return tipped_if_enough(added, now), tuple(new)


def can_be_taken_back(pledge: Pledge) -> bool:
    """Whether signatures on paper can be taken back, as others are withdrawn."""
    return pledge.state.signable


def taking_back(pledge: Pledge, theirs: PaperSignature | None) -> PaperSignature | None:
    """The signature that is to be taken back; None: it is, or there is none.

    A repeat is answered; then refuses PledgeCancelled, TimeHasCome, PledgeOver.
    """
    if theirs is None or theirs.state is SignatureState.WITHDRAWN:
        return None
    if pledge.state is PledgeState.CANCELLED:
        raise PledgeCancelled(pledge.code)
    if pledge.state is PledgeState.ACTING:
        raise TimeHasCome(pledge.code)
    if not pledge.state.signable:
        raise PledgeOver(pledge.code)
    return theirs


def now_taken_back(
    pledge: Pledge, theirs: PaperSignature, by: PersonId, now: datetime
) -> tuple[Pledge, PaperSignature]:
    """The pledge without this signature, alive still if it was; of the signature the name is forgotten."""
    gone = replace(theirs, state=SignatureState.WITHDRAWN, name=None, withdrawn_at=now, withdrawn_by=by)
    return replace(pledge, count=pledge.count - 1, paper=pledge.paper - 1), gone


def confirmable(theirs: PaperSignature) -> bool:
    """Whether somebody can confirm it now: not what is confirmed, or gone."""
    return theirs.state in CONFIRMABLE


def retractable(pledge: Pledge, theirs: PaperSignature) -> bool:
    """Whether a confirmation can be taken back: not once the pledge is closed."""
    return theirs.state is SignatureState.VERIFIED and pledge.state is PledgeState.ACTING


def now_verified(pledge: Pledge, theirs: PaperSignature, by: PersonId, now: datetime) -> tuple[Pledge, PaperSignature]:
    """Somebody saw that it was done."""
    after = replace(theirs, state=SignatureState.VERIFIED, settled_at=now, settled_by=by)
    return answers_counted(pledge, theirs.state, after.state), after


def now_unverified(pledge: Pledge, theirs: PaperSignature) -> tuple[Pledge, PaperSignature]:
    """It was a slip."""
    after = replace(theirs, state=SignatureState.ACTIVE, settled_at=None, settled_by=None)
    return answers_counted(pledge, theirs.state, after.state), after
