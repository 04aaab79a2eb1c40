"""Calling a pledge off: why? really? It is for good, so what was understood is shown before it binds."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from typing import Final

from bot.communities import drafts
from bot.communities import service as communities
from bot.communities.access import Act
from bot.communities.drafts import Draft
from bot.communities.model import Actor, PersonId
from bot.core.db import Tx
from bot.core.text import clean_line
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToPeople, Urgency
from bot.pledges import limits, rules, unreached
from bot.pledges.counter import binding
from bot.pledges.finding import steered
from bot.pledges.model import Pledge
from bot.pledges.naming import facts_of
from bot.pledges.notices import PledgeWasCancelled
from bot.pledges.paper import telling as paper
from bot.pledges.paper.notices import PaperNews
from bot.pledges.refusals import NoForm, Part
from bot.pledges.signing import show_if_listed, to_signers
from bot.pledges.store import pledges as store
from bot.pledges.waiting import to_waiting
from bot.reminders import service as reminders

CANCEL_KIND: Final = "pledge_cancel"
"""The draft that waits for the reason, and then for a yes."""

WAITED_FOR: Final = timedelta(minutes=15)
"""What is typed later was not meant as the reason, and a yes that is later is asked for anew."""

_ASKED: Final = "reason"
_GIVEN: Final = "confirm"
_TOKEN_BYTES: Final = 4


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The pledge after it was called off."""

    pledge: Pledge
    again: bool
    """It had been cancelled before; nothing was written."""


@dataclass(frozen=True, slots=True)
class Cancelling:
    """A pledge that is about to be called off."""

    pledge: Pledge
    reason: str | None = None
    """What was typed; None: it is asked for."""
    title: str | None = None
    """Where, as in `reading.PledgeCard`."""

    @property
    def token(self) -> str:
        """Stands for the reason on the button that says yes to it."""
        return token_of(self.reason or "")


def token_of(reason: str) -> str:
    """Short enough for a button, and another one for another reason."""
    return blake2b(reason.encode(), digest_size=_TOKEN_BYTES).hexdigest()


def ask_reason(tx: Tx, actor: Actor, code: str) -> Cancelling | Cancelled:
    """Begin to cancel: what the actor types next, within 15 minutes, is the reason.

    Refuses as `cancel` does, the reason apart.
    """
    pledge, organiser = steered(tx, actor, code, Act.WITHDRAW)
    if not rules.cancelling(pledge, organiser=organiser):
        return Cancelled(pledge, again=True)
    return _waiting(tx, actor, _asked(tx, actor, pledge))


def keep(tx: Tx, actor: Actor) -> None:
    """Not cancelled after all: nothing waits for a reason or a yes any more."""
    drafts.drop(tx, actor.person, CANCEL_KIND)


def give_reason(tx: Tx, actor: Actor, reason: str) -> Cancelling | Cancelled:
    """The reason is typed; nothing is cancelled before it has been seen and said yes to, within 15 minutes.

    Refuses NoForm, then as `cancel` does.
    """
    draft = drafts.draft_of(tx, actor.person, CANCEL_KIND)
    if draft is None:
        raise NoForm
    pledge, organiser = steered(tx, actor, draft.data["code"], Act.WITHDRAW)
    if not rules.cancelling(pledge, organiser=organiser):
        return Cancelled(pledge, again=True)
    reason = clean_line(reason)
    limits.check_text(Part.REASON, reason)
    return _waiting(tx, actor, _asked(tx, actor, pledge, reason))


def confirm(tx: Tx, actor: Actor, code: str, token: str) -> Cancelling | Cancelled:
    """The yes to the reason that `token` stands for. To another reason, or too late: it is asked anew.

    Refuses as `cancel` does.
    """
    asked = waiting(tx, actor)
    if asked is None or asked.pledge.code != code:
        return ask_reason(tx, actor, code)
    if asked.reason is None or asked.token != token:
        return asked
    return cancel(tx, actor, code, asked.reason)


def waiting(tx: Tx, actor: Actor) -> Cancelling | None:
    """The cancellation that waits for the actor's reason or yes. Refuses as `cancel` who may not cancel any more."""
    draft = drafts.draft_of(tx, actor.person, CANCEL_KIND)
    if draft is None:
        return None
    pledge, _ = steered(tx, actor, draft.data["code"], Act.WITHDRAW, lock=False)
    return _asked(tx, actor, pledge, draft.data["reason"])


def cancel(tx: Tx, actor: Actor, code: str, reason: str) -> Cancelled:
    """Call the pledge off: its creator before it comes to life, an organiser at any time before its end.

    Refuses in this order: UnknownPledge, NotAllowed; who finds it cancelled is answered; then PledgeOver,
    AlreadyTipped, TextTooShort, TextTooLong. Raises MembershipStale.
    """
    pledge, organiser = steered(tx, actor, code, Act.WITHDRAW)
    reason = clean_line(reason)
    if not rules.cancelling(pledge, organiser=organiser):
        return Cancelled(pledge, again=True)
    limits.check_text(Part.REASON, reason)
    drafts.drop(tx, actor.person, CANCEL_KIND)
    return Cancelled(call_off(tx, pledge, actor.person, reason), again=False)


def call_off(tx: Tx, pledge: Pledge, by: PersonId, reason: str) -> Pledge:
    """It is over, and everybody is told; the pledge is locked, and lives. Without a reason ("") whoever began it has
    been forgotten."""
    cancelled = rules.now_cancelled(pledge, by, reason, tx.now)
    store.save(tx, cancelled)
    reminders.forget(tx, pledge.community, pledge.subject)
    outbox.withdraw(tx, pledge.community, pledge.subject)
    _tell_cancelled(tx, cancelled, by, reason)
    binding.release(tx, cancelled)
    show_if_listed(tx, cancelled)
    return cancelled


def _asked(tx: Tx, actor: Actor, pledge: Pledge, reason: str | None = None) -> Cancelling:
    return Cancelling(pledge, reason, communities.title_for(tx, actor.person, pledge.community))


def _waiting(tx: Tx, actor: Actor, asked: Cancelling) -> Cancelling:
    step = _ASKED if asked.reason is None else _GIVEN
    draft = Draft(CANCEL_KIND, step, {"code": asked.pledge.code, "reason": asked.reason}, asked.pledge.community)
    drafts.keep(tx, actor.person, draft, lasting=WAITED_FOR)
    return asked


def _tell_cancelled(tx: Tx, pledge: Pledge, by: PersonId, reason: str) -> None:
    by_creator = by == pledge.creator
    notice = PledgeWasCancelled(facts_of(pledge), reason, by_creator)
    key = unreached.notice_key(unreached.CANCELLED, pledge.id)
    outbox.tell(tx, pledge.community, Owed(notice, to_signers(pledge), key, pledge.subject, Urgency.ANSWER))
    if pledge.waiting:
        waiting_key = f"waiting_{key}"
        outbox.tell(tx, pledge.community, Owed(notice, to_waiting(pledge), waiting_key, pledge.subject, Urgency.ANSWER))
    if pledge.tipped_at is not None:
        unreached.watch(tx, pledge, unreached.CANCELLED)
    paper.tell(tx, pledge, PaperNews.CALLED_OFF)
    if not by_creator:
        own = Owed(notice, ToPeople((pledge.creator,)), f"own_{key}", pledge.subject, Urgency.ANSWER)
        outbox.tell(tx, pledge.community, own)
