"""What /help can say to somebody in particular: where they live, what they may do there, and codes for its examples."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.communities import access
from bot.communities import service as communities
from bot.communities.access import ALLOWED, Act
from bot.communities.model import Actor, Community
from bot.core.db import Tx
from bot.pledges import listing
from bot.pledges.model import Pledge, PledgeState


@dataclass(frozen=True, slots=True)
class Guidance:
    """The empty one is a stranger's."""

    community: Community | None = None
    """Where they live, of those the one they act in or talk about."""
    acts: frozenset[Act] = frozenset()
    codes: Mapping[Act, str] = field(default_factory=dict)
    """The code of a pledge that they can SEE, SIGN, WITHDRAW from or ANSWER for, as far as there is one."""


def guidance(tx: Tx, actor: Actor) -> Guidance:
    """What this actor can use of what we have. Refuses nothing; raises MembershipStale."""
    acts = ALLOWED[access.standing_in(tx, actor)]
    if actor.community is None or Act.SEE not in acts:
        return Guidance()
    return Guidance(communities.community(tx, actor.community), acts, _codes(tx, actor))


def _codes(tx: Tx, actor: Actor) -> dict[Act, str]:
    """From the first page of the open pledges, and of those that the actor has to do with."""
    listed = listing.open_pledges(tx, actor, "").pledges
    mine = listing.my_pledges(tx, actor).pledges
    signed = [pledge for pledge, own in mine if not own and pledge.state.signable]
    new = [pledge for pledge in listed if pledge.creator != actor.person and pledge not in signed]
    found: dict[Act, tuple[Pledge, ...]] = {
        Act.SEE: (*listed, *signed),
        Act.SIGN: (*new, *signed),  # who is in already is told so, which does no harm
        Act.WITHDRAW: (*signed,),
        Act.ANSWER: (*(pledge for pledge, own in mine if not own and pledge.state is PledgeState.ACTING), *signed),
    }
    return {act: pledges[0].code for act, pledges in found.items() if pledges}
