"""How pledges end: the deadline passes, or somebody cancels."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.communities import drafts
from bot.communities import service as communities
from bot.communities.access import Act
from bot.communities.drafts import Draft
from bot.communities.model import Actor, CommunityId
from bot.communities.refusals import BotIsOut, NotAllowed
from bot.core.db import Tx
from bot.core.text import clean_line
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToPeople, Urgency
from bot.pledges import limits, rules, unreached
from bot.pledges.finding import pledge_for
from bot.pledges.model import Pledge, PledgeId
from bot.pledges.naming import creator_name, facts_of
from bot.pledges.notices import OwnPledgeExpired, PledgeExpired, PledgeWasCancelled
from bot.pledges.refusals import NoForm, Part, UnknownPledge
from bot.pledges.signing import show_if_listed, to_signers
from bot.pledges.store import pledges as store
from bot.reminders import service as reminders
from bot.reminders.model import Reminder

DEADLINE: Final = "pledge_deadline"
"""The kind of reminder that rings when signing is over."""

CANCEL_KIND: Final = "pledge_cancel"
"""The draft that waits for the reason."""

REASON_WAITED_FOR: Final = timedelta(minutes=15)
"""What is typed later was not meant as the reason, and cancels nothing: a cancellation is for good."""


@dataclass(frozen=True, slots=True)
class AskedWhy:
    """A pledge that is about to be called off, unless it has been; and where, as in `reading.PledgeCard`."""

    pledge: Pledge
    title: str | None


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The pledge after it was called off."""

    pledge: Pledge
    again: bool
    """It had been cancelled before; nothing was written."""


def expire(tx: Tx, community: CommunityId, pledge_id: PledgeId) -> bool:
    """End the pledge if its time is up and it did not come to life; whether it ended now.

    Under the same lock as every signature, and read anew: whoever signed in time has been counted before.
    """
    pledge = store.by_id(tx, community, pledge_id, lock=True)
    if pledge is None or not pledge.wording.deadline.passed(tx.now):
        return False
    expired = rules.expires(pledge, tx.now)
    if expired:
        pledge = rules.now_expired(pledge, tx.now)
        store.save(tx, pledge)
        _tell_expired(tx, pledge)
    show_if_listed(tx, pledge)  # also of one that came to life: nobody can sign any more
    return expired


def deadline_reached(tx: Tx, reminder: Reminder) -> None:
    """What the reminder `DEADLINE` does when it rings."""
    expire(tx, reminder.community, PledgeId(int(reminder.subject.removeprefix("pledge:"))))


def ask_reason(tx: Tx, actor: Actor, code: str) -> AskedWhy:
    """Begin to cancel: what the actor types next, within 15 minutes, is the reason.

    Refuses as `cancel` does, the reason apart.
    """
    pledge, organiser = _cancellable(tx, actor, code)
    if rules.cancelling(pledge, organiser=organiser):
        draft = Draft(CANCEL_KIND, "reason", {"code": pledge.code}, pledge.community)
        drafts.keep(tx, actor.person, draft, lasting=REASON_WAITED_FOR)
    return AskedWhy(pledge, communities.title_for(tx, actor.person, pledge.community))


def keep(tx: Tx, actor: Actor) -> None:
    """Not cancelled after all: nothing waits for a reason any more."""
    drafts.drop(tx, actor.person, CANCEL_KIND)


def cancel_for(tx: Tx, actor: Actor, reason: str) -> Cancelled:
    """Finish what `ask_reason` began. Refuses NoForm, then as `cancel` does."""
    draft = drafts.draft_of(tx, actor.person, CANCEL_KIND)
    if draft is None:
        raise NoForm
    return cancel(tx, actor, draft.data["code"], reason)


def cancel(tx: Tx, actor: Actor, code: str, reason: str) -> Cancelled:
    """Call the pledge off: its creator before it comes to life, an organiser at any time before its end.

    Refuses in this order: UnknownPledge, NotAllowed; who finds it cancelled is answered; then PledgeOver,
    AlreadyTipped, TextTooShort, TextTooLong. Raises MembershipStale.
    """
    pledge, organiser = _cancellable(tx, actor, code)
    reason = clean_line(reason)
    if not rules.cancelling(pledge, organiser=organiser):
        return Cancelled(pledge, again=True)
    limits.check_text(Part.REASON, reason)
    cancelled = rules.now_cancelled(pledge, actor.person, reason, tx.now)
    store.save(tx, cancelled)
    drafts.drop(tx, actor.person, CANCEL_KIND)
    reminders.forget(tx, pledge.community, pledge.subject)
    outbox.withdraw(tx, pledge.community, pledge.subject)
    _tell_cancelled(tx, cancelled, actor, reason)
    show_if_listed(tx, cancelled)
    return Cancelled(cancelled, again=False)


def _cancellable(tx: Tx, actor: Actor, code: str) -> tuple[Pledge, bool]:
    """The pledge, and whether the actor may do it as an organiser. Refuses NotAllowed to whoever is neither."""
    try:
        return pledge_for(tx, actor, code, Act.MODERATE)[0], True
    except (NotAllowed, UnknownPledge, BotIsOut):
        pledge, _ = pledge_for(tx, actor, code, Act.WITHDRAW)
        if actor.person != pledge.creator:
            raise
        return pledge, False


def _tell_expired(tx: Tx, pledge: Pledge) -> None:
    facts = facts_of(pledge)
    own = OwnPledgeExpired(facts)
    key = f"own_pledge_expired:{pledge.id}"
    outbox.tell(tx, pledge.community, Owed(own, ToPeople((pledge.creator,)), key, pledge.subject))
    if pledge.count:
        notice = PledgeExpired(facts, creator_name(tx, pledge))
        key = f"pledge_expired:{pledge.id}"
        outbox.tell(tx, pledge.community, Owed(notice, to_signers(pledge), key, pledge.subject))


def _tell_cancelled(tx: Tx, pledge: Pledge, actor: Actor, reason: str) -> None:
    by_creator = actor.person == pledge.creator
    notice = PledgeWasCancelled(facts_of(pledge), reason, by_creator)
    key = unreached.notice_key(unreached.CANCELLED, pledge.id)
    outbox.tell(tx, pledge.community, Owed(notice, to_signers(pledge), key, pledge.subject, Urgency.ANSWER))
    if pledge.tipped_at is not None:
        unreached.watch(tx, pledge, unreached.CANCELLED)
    if not by_creator:
        own = Owed(notice, ToPeople((pledge.creator,)), f"own_{key}", pledge.subject, Urgency.ANSWER)
        outbox.tell(tx, pledge.community, own)
