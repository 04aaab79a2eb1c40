"""Who is in and cannot be written to: somebody who can tell them in the group hears how many they are, once."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Final

from bot.communities import service as communities
from bot.communities.model import PersonId
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToPeople, Urgency
from bot.pledges.finding import reminded
from bot.pledges.model import Pledge, PledgeId
from bot.pledges.naming import facts_of
from bot.pledges.notices import SignersUnreached
from bot.reminders import service as reminders
from bot.reminders.model import Reminder
from bot.reminders.service import Ring

TIPPED: Final = "pledge_tipped"
CANCELLED: Final = "pledge_cancelled"
"""The kinds of notices after which it is counted."""

_REMINDER: Final = {TIPPED: "tip_unreached", CANCELLED: "cancel_unreached"}
"""The kinds of reminders that ring when everybody ought to have been told."""

_A_WHILE: Final = timedelta(minutes=5)
_TOLD_IN_A_SECOND: Final = 20


def notice_key(kind: str, pledge: PledgeId) -> str:
    """The key of the one notice of this kind about the pledge."""
    return f"{kind}:{pledge}"


def watch(tx: Tx, pledge: Pledge, kind: str) -> None:
    """Count who cannot be told, as soon as everybody who is in ought to have been."""
    due_at = tx.now + _A_WHILE + timedelta(seconds=pledge.here // _TOLD_IN_A_SECOND)
    key = f"{_REMINDER[kind]}:{pledge.id}:{due_at.isoformat()}"
    reminders.remind(tx, pledge.community, _REMINDER[kind], pledge.subject, due_at, key=key)


def count(tx: Tx, reminder: Reminder, kind: str) -> None:
    """What such a reminder does when it rings: count, and tell; or watch on while some have still to be told."""
    pledge = reminded(tx, reminder, lock=False)
    people = outbox.unreached(tx, pledge.community, notice_key(kind, pledge.id))
    if people is None:
        watch(tx, pledge, kind)
    elif people > 0:
        notice = SignersUnreached(facts_of(pledge), people, cancelled=kind == CANCELLED)
        key = f"{notice.kind}:{kind}:{pledge.id}"
        audience = ToPeople(_who_can_tell_them(tx, pledge))
        outbox.tell(tx, pledge.community, Owed(notice, audience, key, pledge.subject, Urgency.ANSWER))


def _who_can_tell_them(tx: Tx, pledge: Pledge) -> tuple[PersonId, ...]:
    """The creator; if they cannot be written to either, the organisers, unless they need not know of the pledge."""
    creator = communities.person(tx, pledge.creator)
    if not pledge.listed or (creator is not None and creator.reachable):
        return (pledge.creator,)
    return communities.organisers_in_reach(tx, pledge.community) or (pledge.creator,)


RINGS: Final[Mapping[str, Ring]] = {reminder: partial(count, kind=kind) for kind, reminder in _REMINDER.items()}
