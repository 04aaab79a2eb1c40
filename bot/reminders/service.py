"""Reminding: what the services of every domain say when something must happen later."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx
from bot.reminders import store
from bot.reminders.model import Reminder, ReminderKey

_A_MOMENT: Final = timedelta(seconds=1)
_FIRST_PAUSE: Final = timedelta(seconds=30)
_LONGEST_PAUSE: Final = timedelta(hours=1)

Ring: TypeAlias = Callable[[Tx, Reminder], None]
"""What happens when a reminder of a kind is due. It looks at the state again: it may come late, but never twice."""


def remind(  # noqa: PLR0913  each says another thing
    tx: Tx,
    community: CommunityId,
    kind: str,
    subject: str,
    due_at: datetime,
    *,
    person: PersonId | None = None,
    key: str,
) -> None:
    """Let `kind` ring for `subject` ("pledge:7") at `due_at`, or at once when that is over.

    The same key again moves a reminder that still waits, and does nothing about one that rang.
    """
    reminder = Reminder(community, tx.new_id(), kind, subject, key, due_at, person, attempts=0)
    if not store.add(tx, reminder):
        store.move(tx, community, key, due_at)


def forget(
    tx: Tx, community: CommunityId, subject: str, *, kind: str | None = None, person: PersonId | None = None
) -> None:
    """What waits about `subject` (of one kind, or for one person, if given) has become pointless."""
    assert kind is None or person is None, "by kind or by person, not by both"
    if kind is not None:
        store.forget_kind(tx, community, subject, kind)
    elif person is not None:
        store.forget_person(tx, community, subject, person)
    else:
        store.forget(tx, community, subject)


def due(tx: Tx, limit: int) -> list[ReminderKey]:
    """Up to `limit` reminders that are due, the oldest first; none that a quarantine holds back."""
    return store.due(tx, limit)


def late_seconds(tx: Tx) -> float:
    """For how long the oldest reminder that is due has been due; 0: none is, or a quarantine holds it back."""
    oldest = store.oldest_due(tx)
    return 0.0 if oldest is None else (tx.now - oldest).total_seconds()


def ring(tx: Tx, key: ReminderKey, rings: Mapping[str, Ring]) -> bool:
    """Let one reminder ring, in the transaction that also says it rang. False: it is not due any more.

    Raises what its function raises, KeyError for a kind nobody knows; call `put_off` then, after NotYet `hold`.
    """
    reminder = store.lock(tx, key)
    if reminder is None:
        return False
    store.rang(tx, key)
    rings[reminder.kind](tx, reminder)
    return True


def hold(tx: Tx, key: ReminderKey) -> None:
    """Something has to come first: again in a moment."""
    reminder = store.lock(tx, key)
    if reminder is not None:
        store.hold(tx, key, tx.now + _A_MOMENT)


def put_off(tx: Tx, key: ReminderKey) -> None:
    """It failed: again in 30 seconds, a minute … an hour."""
    reminder = store.lock(tx, key)
    if reminder is not None:
        store.put_off(tx, key, tx.now + min(_LONGEST_PAUSE, _FIRST_PAUSE * int(2 ** min(reminder.attempts, 10))))


def move(tx: Tx, one: CommunityId, other: CommunityId) -> None:
    """`other` has become part of `one`, and so has what waits there."""
    store.move_home(tx, one, other)


def forget_rung(tx: Tx, before: datetime, limit: int) -> int:
    """Delete reminders that rang before this moment; how many."""
    return store.delete_rung(tx, before, limit)
