"""The reminders' statements, one function each."""

from datetime import datetime
from typing import Final

from sqlalchemy import BindParameter, bindparam, delete, func, select, update

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx
from bot.core.installation import not_held
from bot.core.schema import Moment
from bot.core.statement import Row, given, insert_new, statement
from bot.reminders.model import Reminder, ReminderKey
from bot.reminders.tables import reminders

_NOW: Final = bindparam("now", type_=Moment(), required=True)
_LIMIT: Final[BindParameter[int]] = bindparam("limit", required=True)
_KEY: Final = (
    reminders.c.community_id == given(reminders.c.community_id, "community"),
    reminders.c.id == given(reminders.c.id),
)

_ADD = insert_new(reminders, keys=(reminders.c.community_id, reminders.c.key))
_MOVE = statement(
    update(reminders)
    .where(
        reminders.c.community_id == given(reminders.c.community_id, "community"),
        reminders.c.key == given(reminders.c.key),
        reminders.c.rang_at.is_(None),
    )
    .values(due_at=given(reminders.c.due_at), next_try_at=given(reminders.c.due_at), attempts=0)
)
_WAITING_ABOUT: Final = (
    reminders.c.community_id == given(reminders.c.community_id, "community"),
    reminders.c.subject == given(reminders.c.subject),
    reminders.c.rang_at.is_(None),
)
_FORGET = statement(delete(reminders).where(*_WAITING_ABOUT))
_FORGET_KIND = statement(delete(reminders).where(*_WAITING_ABOUT, reminders.c.kind == given(reminders.c.kind)))
_FORGET_PERSON = statement(
    delete(reminders).where(*_WAITING_ABOUT, reminders.c.person_id == given(reminders.c.person_id, "person"))
)
_DUE = statement(
    select(reminders.c.community_id, reminders.c.id, reminders.c.next_try_at)
    .where(
        reminders.c.next_try_at.is_not(None),
        reminders.c.next_try_at <= _NOW,
        not_held(reminders.c.next_try_at),
    )
    .order_by(reminders.c.next_try_at, reminders.c.id)
    .limit(_LIMIT)
)
_BEFORE: Final = bindparam("before", type_=Moment(), required=True)
_REMINDER: Final = (
    reminders.c.community_id,
    reminders.c.id,
    reminders.c.kind,
    reminders.c.subject,
    reminders.c.key,
    reminders.c.due_at,
    reminders.c.person_id,
    reminders.c.attempts,
)
_HELD = statement(
    select(*_REMINDER)
    .where(reminders.c.next_try_at.is_not(None), reminders.c.next_try_at < _BEFORE)
    .order_by(reminders.c.next_try_at, reminders.c.id)
    .limit(_LIMIT)
)
_COUNT_HELD = statement(
    select(func.count().label("number"))
    .select_from(reminders)
    .where(reminders.c.next_try_at.is_not(None), reminders.c.next_try_at < _BEFORE)
)
_LOCK = statement(select(*_REMINDER).where(*_KEY, reminders.c.next_try_at <= _NOW).with_for_update(skip_locked=True))
_RANG = statement(update(reminders).where(*_KEY).values(rang_at=_NOW, next_try_at=None))
_PUT_OFF = statement(
    update(reminders)
    .where(*_KEY, reminders.c.rang_at.is_(None))
    .values(next_try_at=bindparam("until", type_=Moment(), required=True), attempts=reminders.c.attempts + 1)
)
_HOLD = statement(
    update(reminders)
    .where(*_KEY, reminders.c.rang_at.is_(None))
    .values(next_try_at=bindparam("until", type_=Moment(), required=True))
)
_HOME, _OTHER = given(reminders.c.community_id, "one"), given(reminders.c.community_id, "other")
_MOVE_HOME = statement(update(reminders).where(reminders.c.community_id == _OTHER).values(community_id=_HOME))
_OLD = statement(
    select(reminders.c.community_id, reminders.c.id)
    .where(reminders.c.rang_at.is_not(None), reminders.c.rang_at < bindparam("before", type_=Moment(), required=True))
    .order_by(reminders.c.rang_at)
    .limit(_LIMIT)
)
_DELETE = statement(delete(reminders).where(*_KEY))


def add(tx: Tx, reminder: Reminder) -> bool:
    """Write a waiting reminder. False: its key exists, waiting or rung."""
    return bool(
        tx.run(
            _ADD,
            community_id=reminder.community,
            id=reminder.id,
            key=reminder.key,
            kind=reminder.kind,
            subject=reminder.subject,
            person_id=reminder.person,
            due_at=reminder.due_at,
            next_try_at=reminder.due_at,
            attempts=0,
            rang_at=None,
        )
    )


def move(tx: Tx, community: CommunityId, key: str, due_at: datetime) -> None:
    """A waiting reminder rings at another moment."""
    tx.run(_MOVE, community=community, key=key, due_at=due_at)


def forget(tx: Tx, community: CommunityId, subject: str) -> None:
    """Delete whatever waits about `subject`."""
    tx.run(_FORGET, community=community, subject=subject)


def forget_kind(tx: Tx, community: CommunityId, subject: str, kind: str) -> None:
    """Delete what waits of one kind."""
    tx.run(_FORGET_KIND, community=community, subject=subject, kind=kind)


def forget_person(tx: Tx, community: CommunityId, subject: str, person: PersonId) -> None:
    """Delete what waits for one person."""
    tx.run(_FORGET_PERSON, community=community, subject=subject, person=person)


def due(tx: Tx, limit: int) -> list[ReminderKey]:
    """What is due now, the oldest first; nothing that is held back."""
    return [ReminderKey(CommunityId(row.community_id), row.id) for row in tx.rows(_DUE, now=tx.now, limit=limit)]


def oldest_due(tx: Tx) -> datetime | None:
    """Since when the first of them is due."""
    return next((row.next_try_at for row in tx.rows(_DUE, now=tx.now, limit=1)), None)


def held(tx: Tx, before: datetime, limit: int) -> list[Reminder]:
    """What was due before this moment, the oldest first."""
    return [_reminder_from(row) for row in tx.rows(_HELD, before=before, limit=limit)]


def count_held(tx: Tx, before: datetime) -> int:
    """How many there are."""
    return tx.value(_COUNT_HELD, before=before) or 0


def lock(tx: Tx, key: ReminderKey) -> Reminder | None:
    """The reminder, if it is still due and nobody else is at it."""
    row = tx.row(_LOCK, community=key.community, id=key.id, now=tx.now)
    return None if row is None else _reminder_from(row)


def rang(tx: Tx, key: ReminderKey) -> None:
    """It rings never again."""
    tx.run(_RANG, community=key.community, id=key.id, now=tx.now)


def put_off(tx: Tx, key: ReminderKey, until: datetime) -> None:
    """It failed; try again later."""
    tx.run(_PUT_OFF, community=key.community, id=key.id, until=until)


def hold(tx: Tx, key: ReminderKey, until: datetime) -> None:
    """It waits a little longer; nothing has failed."""
    tx.run(_HOLD, community=key.community, id=key.id, until=until)


def move_home(tx: Tx, one: CommunityId, other: CommunityId) -> None:
    """The reminders of `other` are those of `one`."""
    tx.run(_MOVE_HOME, one=one, other=other)


def delete_rung(tx: Tx, before: datetime, limit: int) -> int:
    """Delete what rang before this moment; how many."""
    rows = tx.rows(_OLD, before=before, limit=limit)
    tx.many(_DELETE, [{"community": row.community_id, "id": row.id} for row in rows])
    return len(rows)


def _reminder_from(row: Row) -> Reminder:
    return Reminder(
        community=CommunityId(row.community_id),
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        key=row.key,
        due_at=row.due_at,
        person=None if row.person_id is None else PersonId(row.person_id),
        attempts=row.attempts,
    )
