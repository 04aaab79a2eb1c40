"""Done, not yet, can't: what a signer says of their own deed."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.communities import drafts
from bot.communities import service as communities
from bot.communities.access import ALLOWED, Act
from bot.communities.drafts import Draft
from bot.communities.model import Actor
from bot.core.db import Tx
from bot.core.text import clean_line
from bot.pledges import deed_rules, limits
from bot.pledges.acting import close_if_answered
from bot.pledges.finding import pledge_for, unknown
from bot.pledges.model import Pledge, SignatureState
from bot.pledges.refusals import NoForm, Part
from bot.pledges.signature import Signature
from bot.pledges.signing import tell_reached, without
from bot.pledges.store import pledges, signatures

EXCUSE_KIND: Final = "pledge_excuse"
"""The draft that waits for the reason."""

WAITED_FOR: Final = timedelta(minutes=15)
"""What is typed later was not meant as the reason."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What they said, and the pledge as it is now."""

    pledge: Pledge
    state: SignatureState
    """Of their signature, now."""
    again: bool = False
    """It was so before; nothing was written."""


@dataclass(frozen=True, slots=True)
class Excusing:
    """They can't: why? It is asked for."""

    pledge: Pledge
    title: str | None = None
    """Where, as in `reading.PledgeCard`."""


def done(tx: Tx, actor: Actor, code: str) -> Answered:
    """They have done it, they say.

    Refuses in this order: UnknownPledge, NobodyInParticular, NothingOwed; who has said so is answered; then
    PledgeCancelled, NotTimeYet, PledgeOver. Raises MembershipStale.
    """
    pledge, mine = _mine(tx, actor, code)
    claimed = deed_rules.claiming(pledge, mine)
    if claimed is None:
        return _as_it_is(pledge, mine)
    return _record(tx, pledge, *deed_rules.now_claimed(pledge, claimed, tx.now))


def not_yet(tx: Tx, actor: Actor, code: str) -> Answered:
    """They will still do it; they are asked again when the next reminder is due. Refuses as `done`."""
    pledge, mine = _mine(tx, actor, code)
    deed_rules.putting_off(pledge, mine)
    return _as_it_is(pledge, mine)


def ask_excuse(tx: Tx, actor: Actor, code: str) -> Excusing | Answered:
    """They can't: what the actor types next, within 15 minutes, is the reason.

    Refuses in this order: UnknownPledge, NobodyInParticular, NothingOwed; who is excused is answered; then
    PledgeCancelled, PledgeOver. Raises MembershipStale.
    """
    pledge, mine = _mine(tx, actor, code)
    if deed_rules.excusing(pledge, mine) is None:
        return _as_it_is(pledge, mine)
    drafts.keep(
        tx, actor.person, Draft(EXCUSE_KIND, "reason", {"code": pledge.code}, pledge.community), lasting=WAITED_FOR
    )
    return _asked(tx, actor, pledge)


def waiting(tx: Tx, actor: Actor) -> Excusing | None:
    """The excuse that waits for its reason. Refuses as `ask_excuse`."""
    draft = drafts.draft_of(tx, actor.person, EXCUSE_KIND)
    if draft is None:
        return None
    return _asked(tx, actor, pledge_for(tx, actor, draft.data["code"], Act.ANSWER, lock=False)[0])


def give_reason(tx: Tx, actor: Actor, reason: str) -> Answered:
    """Why they can't. Refuses NoForm, TextTooShort, TextTooLong, then as `ask_excuse`."""
    draft = drafts.draft_of(tx, actor.person, EXCUSE_KIND)
    if draft is None:
        raise NoForm
    reason = clean_line(reason)
    limits.check_text(Part.REASON, reason)
    return excuse(tx, actor, draft.data["code"], reason)


def excuse(tx: Tx, actor: Actor, code: str, reason: str | None = None) -> Answered:
    """They can't, for this reason or without one: their place is free. Refuses as `ask_excuse`."""
    pledge, mine = _mine(tx, actor, code)
    drafts.drop(tx, actor.person, EXCUSE_KIND)
    excused = deed_rules.excusing(pledge, mine)
    if excused is None:
        return _as_it_is(pledge, mine)
    left, signature = deed_rules.now_excused(pledge, excused, reason, tx.now)
    return _record(tx, pledge, without(tx, pledge, left, actor.person), signature)


def keep(tx: Tx, actor: Actor) -> None:
    """They can after all: nothing waits for a reason any more."""
    drafts.drop(tx, actor.person, EXCUSE_KIND)


def _mine(tx: Tx, actor: Actor, code: str) -> tuple[Pledge, Signature | None]:
    pledge, standing = pledge_for(tx, actor, code, Act.ANSWER)
    mine = signatures.of_person(tx, pledge, actor.person)
    if mine is None and Act.SEE not in ALLOWED[standing]:
        raise unknown(code)  # for whoever has left there is only what they are in
    return pledge, mine


def _as_it_is(pledge: Pledge, mine: Signature | None) -> Answered:
    assert mine is not None, "the rules have looked"
    return Answered(pledge, mine.state, again=True)


def _asked(tx: Tx, actor: Actor, pledge: Pledge) -> Excusing:
    return Excusing(pledge, communities.title_for(tx, actor.person, pledge.community))


def _record(tx: Tx, before: Pledge, pledge: Pledge, signature: Signature) -> Answered:
    signatures.save(tx, pledge, signature)
    pledges.save(tx, pledge)
    tell_reached(tx, before, pledge)
    return Answered(close_if_answered(tx, pledge), signature.state)
