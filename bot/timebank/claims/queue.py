"""What waits for an organiser, the oldest first, page by page."""

from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final

from bot.communities import service as communities
from bot.communities.access import Act, require
from bot.communities.model import Actor, Community, CommunityId
from bot.communities.refusals import NotAMember
from bot.core.db import Tx
from bot.timebank.claims import rules
from bot.timebank.claims.model import Claim, ClaimId, Flag
from bot.timebank.programmes import choosing
from bot.timebank.store import claims as store

PAGE_SIZE: Final = 5
_SEEN_BYTES: Final = 4


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim as an organiser sees it."""

    claim: Claim
    name: str
    flags: tuple[Flag, ...]
    own: bool
    """It is the organiser's own: another one has to look at it."""
    programme: str | None = None
    """What it is for."""


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of what waits, the oldest first."""

    community: Community
    waiting: tuple[Waiting, ...]
    total: int
    after: ClaimId
    """Behind which claim the page begins; 0: it is the first."""
    more: bool

    @property
    def last(self) -> int:
        """The last claim on the page; where it begins, if there is none."""
        return self.waiting[-1].claim.id if self.waiting else self.after

    @property
    def seen(self) -> str:
        """Names what stands on the page: another one after a correction, a verdict, or a claim that came."""
        shown = repr([(each.claim.id, each.claim.version) for each in self.waiting])
        return blake2b(shown.encode(), digest_size=_SEEN_BYTES).hexdigest()


def queue(tx: Tx, actor: Actor, community: CommunityId | None = None, after: int = 0) -> Queue:
    """What waits behind one of them. Refuses as `require` for Act.MODERATE."""
    actor = actor if community is None else replace(actor, community=community, present=False)
    require(tx, actor, Act.MODERATE)
    assert actor.community is not None, "it was required"
    where = communities.community(tx, actor.community)
    if where is None:
        raise NotAMember
    found = store.waiting(tx, where.id, after, PAGE_SIZE + 1)
    shown = tuple(seen_by(tx, actor, claim) for claim in found[:PAGE_SIZE])
    total = store.count(tx, where.id).number
    return Queue(where, shown, total, ClaimId(after), more=len(found) > PAGE_SIZE)


def seen_by(tx: Tx, actor: Actor, claim: Claim) -> Waiting:
    """One of them."""
    who = communities.person(tx, claim.person)
    flags = rules.flags_of(claim, store.of_day(tx, claim))
    programme = choosing.by_id(tx, claim.community, claim.programme) if claim.programme else None
    name = who.first_name if who else "…"
    own = claim.person == actor.person
    return Waiting(claim, name, flags, own, programme.name if programme else None)
