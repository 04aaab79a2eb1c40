"""Organisers look at the hours that were logged, the oldest first: they approve, adjust or decline."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Final

from bot.communities import drafts
from bot.communities import service as communities
from bot.communities.access import Act, require
from bot.communities.drafts import Draft
from bot.communities.model import Actor, Community, CommunityId
from bot.core.db import Tx
from bot.core.durations import find_duration
from bot.core.minutes import Minutes
from bot.core.text import clean_line
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToPeople
from bot.timebank.claims import rules
from bot.timebank.claims.crediting import credit
from bot.timebank.claims.model import Claim, ClaimId, ClaimState, Verdict
from bot.timebank.claims.notices import HoursDeclined
from bot.timebank.claims.queue import Queue, Waiting, queue, seen_by
from bot.timebank.claims.refusals import ClaimHasChanged, NoTimeRead, ReasonMissing
from bot.timebank.refusals import NothingToChoose
from bot.timebank.rules import check_amount, check_words, whole_minutes
from bot.timebank.store import claims as store

KIND: Final = "claim_verdict"
"""The kind of the draft: why is it adjusted or declined?"""

_READ_MOST: Final = 1000
_LASTING: Final = timedelta(hours=1)


class Verb(StrEnum):
    """What needs a reason."""

    ADJUST = "adjust"
    DECLINE = "no"


@dataclass(frozen=True, slots=True)
class Why:
    """An adjustment or a decline needs a reason."""

    verb: Verb
    waiting: Waiting
    community: Community


def approve(tx: Tx, actor: Actor, community: CommunityId, claim: ClaimId, version: int) -> Queue:
    """As much as is asked for; the page on which it stood. Refuses as `queue` and `rules.check_decides`."""
    _approve(tx, actor, [_decides(tx, actor, community, claim, version)])
    return queue(tx, actor, community)


def approve_all(tx: Tx, actor: Actor, community: CommunityId, after: int, seen: str) -> Queue:
    """All on the page behind `after` that are not the actor's own, as they were seen there.

    Refuses as `queue`, ClaimHasChanged (one was decided, corrected or withdrawn meanwhile: then nothing happens).
    """
    page = queue(tx, actor, community, after)
    if page.seen != seen:
        raise ClaimHasChanged
    others = [each.claim for each in page.waiting if not each.own]
    _approve(tx, actor, [_decides(tx, actor, community, each.id, each.version) for each in others])
    return queue(tx, actor, community)


def ask_why(tx: Tx, actor: Actor, community: CommunityId, claim: ClaimId, version: int, verb: Verb) -> Why:
    """Before an adjustment or a decline. Refuses as `approve`."""
    _decides(tx, actor, community, claim, version)
    data = {"claim": claim, "version": version}
    drafts.keep(tx, actor.person, Draft(KIND, verb.value, data, community), lasting=_LASTING)
    asked = why(tx, actor)
    assert asked is not None, "it was asked just now"
    return asked


def why(tx: Tx, actor: Actor) -> Why | None:
    """The question that is open."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None or draft.community is None:
        return None
    claim = store.by_id(tx, draft.community, ClaimId(draft.data["claim"]))
    where = communities.community(tx, draft.community)
    return None if claim is None or where is None else Why(Verb(draft.step), seen_by(tx, actor, claim), where)


def stop(tx: Tx, actor: Actor, community: CommunityId) -> Queue:
    """No verdict after all. Refuses as `queue`."""
    drafts.drop(tx, actor.person, KIND)
    return queue(tx, actor, community)


def answer(tx: Tx, actor: Actor, text: str) -> Queue:
    """The reason; for an adjustment the right time and the reason: `1h30 the rest was lunch`.

    Refuses NothingToChoose; as `approve`; NoTimeRead, NotWholeMinutes, NotMoreThanNothing, TooLongAtOnce,
    ReasonMissing, WordsTooLong.
    """
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None or draft.community is None:
        raise NothingToChoose
    claim = _decides(tx, actor, draft.community, ClaimId(draft.data["claim"]), draft.data["version"])
    if draft.step == Verb.ADJUST:
        minutes, reason = _adjusted(text)
        credit(tx, actor, {claim: Verdict(ClaimState.APPROVED, actor.person, minutes, reason)})
    else:
        _decline(tx, actor, claim, _reason(text))
    drafts.drop(tx, actor.person, KIND)
    return queue(tx, actor, draft.community)


def _approve(tx: Tx, actor: Actor, claims: Sequence[Claim]) -> None:
    credit(tx, actor, {each: Verdict(ClaimState.APPROVED, actor.person, each.minutes) for each in claims})


def _decline(tx: Tx, actor: Actor, claim: Claim, reason: str) -> None:
    store.settle(tx, claim, Verdict(ClaimState.DECLINED, actor.person, reason=reason))
    notice = HoursDeclined(claim.minutes, claim.on, claim.words, reason)
    owed = Owed(notice, ToPeople((claim.person,)), f"{notice.kind}:{claim.id}", f"claim:{claim.id}")
    outbox.tell(tx, claim.community, owed)


def _decides(tx: Tx, actor: Actor, community: CommunityId, claim: ClaimId, version: int) -> Claim:
    """The claim, locked. Refuses as `require` for Act.MODERATE and as `rules.check_decides`."""
    require(tx, replace(actor, community=community, present=False), Act.MODERATE)
    return rules.check_decides(store.by_id(tx, community, claim, lock=True), actor.person, version)


def _adjusted(text: str) -> tuple[Minutes, str]:
    found = find_duration(clean_line(text[:_READ_MOST]))
    if found is None:
        raise NoTimeRead
    minutes = whole_minutes(found.minutes)
    check_amount(minutes)
    return minutes, _reason(f"{found.before} {found.after}")


def _reason(text: str) -> str:
    reason = clean_line(text)
    if not reason:
        raise ReasonMissing
    check_words(reason)
    return reason
