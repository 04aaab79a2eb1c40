"""What one wants to hear of a pledge: more of it on its way, or as little as can be (decision 26)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Final

from bot.communities.access import ALLOWED, Act
from bot.communities.model import Actor, CommunityId, PersonId
from bot.core.db import Tx
from bot.outbox.model import Notice
from bot.outbox.sending import StillTrue
from bot.pledges import listening
from bot.pledges.counter.notices import (
    CounterAsked,
    CounterBound,
    CounterFewerAsked,
    CounterProposed,
    CounterReleased,
    CounterTermsChanged,
)
from bot.pledges.deed_notices import DeedAsked
from bot.pledges.finding import pledge_for, unknown
from bot.pledges.model import Pledge
from bot.pledges.notices import (
    OwnPledgeTipped,
    PledgeHidden,
    PledgeReported,
    PledgeTipped,
    PledgeWasCancelled,
    SignersUnreached,
)
from bot.pledges.paper.notices import PaperToTell
from bot.pledges.signature import Signature
from bot.pledges.speaking_refusals import NotInPledge
from bot.pledges.store import pledges, signatures

HEARD_ALL_THE_SAME: Final = frozenset(
    {
        PledgeTipped.kind,
        OwnPledgeTipped.kind,
        PledgeWasCancelled.kind,
        SignersUnreached.kind,
        DeedAsked.kind,
        PledgeHidden.kind,
        PledgeReported.kind,
        PaperToTell.kind,
        CounterProposed.kind,
        CounterTermsChanged.kind,
        CounterFewerAsked.kind,
        CounterBound.kind,
        CounterReleased.kind,
        CounterAsked.kind,
    }
)
"""What binds people, or lets them go: they are told it even of a pledge that they have muted."""


@dataclass(frozen=True, slots=True)
class Heeded:
    """A pledge, and what the actor wants to hear of it now."""

    pledge: Pledge
    follows: bool
    muted: bool


def follow(tx: Tx, actor: Actor, code: str) -> Heeded:
    """Hear of half way and of "one more needed"; who had muted it hears of it again.

    Refuses in this order: UnknownPledge, NobodyInParticular, NotInPledge, PledgeCancelled, NothingAhead. Raises
    MembershipStale.
    """
    pledge, mine = _found(tx, actor, code)
    listening.following(pledge, mine)
    assert mine is not None, "nobody else may follow"
    return _heeded(tx, pledge, mine, replace(mine, follows=True, muted=False))


def unfollow(tx: Tx, actor: Actor, code: str) -> Heeded:
    """Not any more. Refuses in this order: UnknownPledge, NobodyInParticular, NotInPledge. Raises MembershipStale."""
    pledge, mine = _found(tx, actor, code)
    if mine is None or not mine.is_in:
        raise NotInPledge(pledge.code)
    return _heeded(tx, pledge, mine, replace(mine, follows=False))


def mute(tx: Tx, actor: Actor, code: str) -> Heeded:
    """Hear as little as can be of a pledge that one has signed or made.

    Refuses in this order: UnknownPledge, NobodyInParticular, NotInPledge, PledgeCancelled, PledgeOver. Raises
    MembershipStale.
    """
    return _mute(tx, actor, code, muted=True)


def unmute(tx: Tx, actor: Actor, code: str) -> Heeded:
    """Hear of it again, from now on. Refuses as `mute` does."""
    return _mute(tx, actor, code, muted=False)


def _mute(tx: Tx, actor: Actor, code: str, *, muted: bool) -> Heeded:
    pledge, mine = _found(tx, actor, code)
    listening.muting(pledge, mine, actor.person)
    if mine is not None and mine.is_in:
        return _heeded(tx, pledge, mine, replace(mine, muted=muted))
    after = replace(pledge, creator_muted=muted)
    if after != pledge:
        pledges.save(tx, after)
    return Heeded(after, follows=False, muted=muted)


def _found(tx: Tx, actor: Actor, code: str) -> tuple[Pledge, Signature | None]:
    """The pledge, locked, and the actor's signature."""
    pledge, standing = pledge_for(tx, actor, code, Act.WITHDRAW)
    mine = signatures.of_person(tx, pledge, actor.person)
    if mine is None and actor.person != pledge.creator and Act.SEE not in ALLOWED[standing]:
        raise unknown(code)  # for whoever has left there is only what they are in
    return pledge, mine


def _heeded(tx: Tx, pledge: Pledge, before: Signature, after: Signature) -> Heeded:
    if after != before:
        signatures.save(tx, pledge, after)
    return Heeded(pledge, after.follows, after.muted)


def unless_muted(still_true: Mapping[str, StillTrue]) -> dict[str, StillTrue]:
    """The same checks, and for every notice about a pledge but `HEARD_ALL_THE_SAME` that its recipient has not muted
    it. What comes later is muted as well, unless it is named there."""
    kinds = (kind for kind, notice in Notice.kinds.items() if _is_about_pledge(notice))
    muting = {kind: partial(_wanted, still_true.get(kind)) for kind in kinds if kind not in HEARD_ALL_THE_SAME}
    return {**still_true, **muting}


def _wanted(check: StillTrue | None, tx: Tx, community: CommunityId, person: PersonId, notice: Notice) -> bool:
    code: str = getattr(notice, "pledge").code  # noqa: B009  whatever kind it is, `_is_about_pledge`
    pledge = pledges.by_code(tx, code, lock=False)
    if pledge is None or _is_muted(tx, pledge, person):
        return False
    return check is None or check(tx, community, person, notice)


def _is_muted(tx: Tx, pledge: Pledge, person: PersonId) -> bool:
    if person == pledge.creator:
        return pledge.creator_muted
    mine = signatures.of_person(tx, pledge, person)
    return mine is not None and mine.muted


def _is_about_pledge(notice: type[Notice]) -> bool:
    return any(field.name == "pledge" for field in fields(notice))  # type: ignore[arg-type]
