"""Done, not yet, can't: what the owner of a promise that binds says of it. Everybody is told why it can't be kept."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.communities import drafts
from bot.communities.access import ALLOWED, Act
from bot.communities.drafts import Draft
from bot.communities.model import Actor
from bot.core.db import Tx
from bot.core.text import clean_line
from bot.pledges import limits
from bot.pledges.counter import bound_rules, store, telling
from bot.pledges.counter.agreeing import Answered
from bot.pledges.counter.model import CounterPromise
from bot.pledges.counter.notices import Outcome
from bot.pledges.finding import pledge_for, unknown
from bot.pledges.model import Pledge
from bot.pledges.refusals import NoForm, Part

REASON_KIND: Final = "pledge_return_cant"
"""The draft that waits for the reason."""

WAITED_FOR: Final = timedelta(minutes=15)
"""What is typed later was not meant as the reason."""


@dataclass(frozen=True, slots=True)
class Excusing:
    """They can't keep it: why? It is asked for."""

    pledge: Pledge
    promise: CounterPromise


def done(tx: Tx, actor: Actor, code: str) -> Answered:
    """It is done, they say, on its day, before or after it.

    Refuses in this order: UnknownPledge, NothingInReturn; who has said so is answered; then PledgeCancelled,
    NotBoundYet. Raises MembershipStale.
    """
    pledge, one = _mine(tx, actor, code)
    mine = bound_rules.claiming(pledge, one, actor.person)
    if mine is None:
        return _as_it_is(pledge, one)
    claimed = bound_rules.now_claimed(mine, tx.now)
    store.save(tx, pledge, claimed)
    telling.done(tx, pledge, claimed)
    return Answered(pledge, claimed)


def not_yet(tx: Tx, actor: Actor, code: str) -> Answered:
    """They will still do it; they are asked again when the next reminder is due. Refuses as `done`."""
    pledge, one = _mine(tx, actor, code)
    return Answered(pledge, bound_rules.putting_off(pledge, one, actor.person), again=True)


def ask_reason(tx: Tx, actor: Actor, code: str) -> Excusing | Answered:
    """They can't: what they type next, within 15 minutes, is the reason. Refuses as `done`."""
    pledge, one = _mine(tx, actor, code)
    mine = bound_rules.excusing(pledge, one, actor.person)
    if mine is None:
        return _as_it_is(pledge, one)
    draft = Draft(REASON_KIND, "reason", {"code": pledge.code}, pledge.community)
    drafts.keep(tx, actor.person, draft, lasting=WAITED_FOR)
    return Excusing(pledge, mine)


def give_reason(tx: Tx, actor: Actor, reason: str) -> Answered:
    """Why; from now on it is owed no longer, and everybody is told. Refuses NoForm, as `done`, TextTooShort,
    TextTooLong."""
    draft = drafts.draft_of(tx, actor.person, REASON_KIND)
    if draft is None:
        raise NoForm
    pledge, one = _mine(tx, actor, draft.data["code"])
    mine = bound_rules.excusing(pledge, one, actor.person)
    if mine is None:
        drafts.drop(tx, actor.person, REASON_KIND)
        return _as_it_is(pledge, one)
    reason = clean_line(reason)
    limits.check_text(Part.REASON, reason)
    drafts.drop(tx, actor.person, REASON_KIND)
    excused = bound_rules.now_excused(mine, reason, tx.now)
    store.save(tx, pledge, excused)
    telling.failed(tx, pledge, excused, Outcome.CANT)
    return Answered(pledge, excused)


def waiting(tx: Tx, actor: Actor) -> Excusing | None:
    """What waits for its reason. Refuses as `done`."""
    draft = drafts.draft_of(tx, actor.person, REASON_KIND)
    if draft is None:
        return None
    pledge, one = _mine(tx, actor, draft.data["code"], lock=False)
    mine = bound_rules.excusing(pledge, one, actor.person)
    return None if mine is None else Excusing(pledge, mine)


def keep(tx: Tx, actor: Actor) -> None:
    """They can after all: nothing waits for a reason any more."""
    drafts.drop(tx, actor.person, REASON_KIND)


def _mine(tx: Tx, actor: Actor, code: str, *, lock: bool = True) -> tuple[Pledge, CounterPromise | None]:
    """The pledge and what is promised for it; also for an owner who has left: it is theirs to answer for."""
    pledge, standing = pledge_for(tx, actor, code, Act.ANSWER, lock=lock)
    one = store.shown(tx, pledge)
    if (one is None or one.owner != actor.person) and Act.SEE not in ALLOWED[standing]:
        raise unknown(code)
    return pledge, one


def _as_it_is(pledge: Pledge, one: CounterPromise | None) -> Answered:
    assert one is not None, "the rules have looked"
    return Answered(pledge, one, again=True)
