"""The statements for notices, one function each."""

from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import BindParameter, and_, bindparam, exists, select, update

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.core.installation import not_held
from bot.core.schema import Moment
from bot.core.statement import given, insert_new, statement
from bot.outbox.model import Owed, ToMany, Urgency, facts_of
from bot.outbox.store.keys import NoticeKey
from bot.outbox.tables import IS_EXPANDING, deliveries, notices

_NOW: Final = bindparam("now", type_=Moment(), required=True)
_LIMIT: Final[BindParameter[int]] = bindparam("limit", required=True)
_ADD_NOTICE = insert_new(notices, keys=(notices.c.community_id, notices.c.key))
_BY_KEY = statement(
    select(
        notices.c.id,
        notices.c.kind,
        notices.c.urgency,
        notices.c.withdrawn_at,
        notices.c.expires_at,
        notices.c.expand_at,
    ).where(notices.c.community_id == given(notices.c.community_id, "community"), notices.c.key == given(notices.c.key))
)
_OF_SUBJECT = and_(
    notices.c.community_id == given(notices.c.community_id, "community"),
    notices.c.subject == given(notices.c.subject),
    notices.c.withdrawn_at.is_(None),
)
_WITHDRAW_ALL = statement(update(notices).where(_OF_SUBJECT).values(withdrawn_at=_NOW, expand_at=None))
_WITHDRAW_KIND = statement(
    update(notices)
    .where(_OF_SUBJECT, notices.c.kind == given(notices.c.kind))
    .values(withdrawn_at=_NOW, expand_at=None)
)
_SINCE = bindparam("since", type_=Moment(), required=True)
_RESTORE = statement(
    update(notices)
    .where(
        notices.c.community_id == given(notices.c.community_id, "community"),
        notices.c.subject == given(notices.c.subject),
        notices.c.withdrawn_at >= _SINCE,
        notices.c.set_name.is_(None),
    )
    .values(withdrawn_at=None)
)
_NOTICE_KEY = and_(
    notices.c.community_id == given(notices.c.community_id, "community"), notices.c.id == given(notices.c.id, "notice")
)
_NEXT_TO_EXPAND = statement(
    select(notices.c.community_id, notices.c.id)
    .where(
        IS_EXPANDING,
        notices.c.urgency == given(notices.c.urgency),
        notices.c.expand_at <= _NOW,
        not_held(notices.c.expand_at),
    )
    .order_by(notices.c.expand_at)
    .limit(1)
)
_LOCK_FOR_EXPANSION = statement(
    select(notices.c.urgency, notices.c.set_name, notices.c.set_subject, notices.c.cursor)
    .where(_NOTICE_KEY, IS_EXPANDING)
    .with_for_update(skip_locked=True)
)
_EXPANDED = statement(
    update(notices).where(_NOTICE_KEY).values(cursor=given(notices.c.cursor), expand_at=given(notices.c.expand_at))
)
_OPEN = (
    exists()
    .where(
        deliveries.c.community_id == notices.c.community_id,
        deliveries.c.notice_id == notices.c.id,
        deliveries.c.settled_at.is_(None),
    )
    .correlate(notices)
)
_OLD_FULL = statement(
    select(notices.c.community_id, notices.c.id)
    .where(
        notices.c.facts != "",
        notices.c.expires_at < bindparam("before", type_=Moment(), required=True),
        notices.c.expand_at.is_(None),
        ~_OPEN,
    )
    .order_by(notices.c.expires_at)
    .limit(_LIMIT)
)
_EMPTY = statement(update(notices).where(_NOTICE_KEY).values(facts=""))


class Told(NamedTuple):
    """What is kept of a notice that was told before."""

    id: int
    kind: str
    urgency: Urgency
    withdrawn_at: datetime | None
    expires_at: datetime
    found_all: bool
    """No recipients are still to be found."""


class Expanding(NamedTuple):
    """A notice to many whose recipients are still to be found: whose set, and how far that has come."""

    urgency: Urgency
    set_name: str
    set_subject: int
    cursor: int


def add(tx: Tx, community: CommunityId, owed: Owed, expires_at: datetime) -> int | None:
    """The new notice's id, or None when its key was told before."""
    notice_id = tx.new_id()
    many = owed.audience if isinstance(owed.audience, ToMany) else None
    added = tx.run(
        _ADD_NOTICE,
        community_id=community,
        id=notice_id,
        key=owed.key,
        kind=owed.notice.kind,
        facts=facts_of(owed.notice),
        subject=owed.subject,
        urgency=int(owed.urgency),
        created_at=tx.now,
        expires_at=expires_at,
        withdrawn_at=None,
        set_name=many and many.set_name,
        set_subject=many and many.subject_id,
        cursor=0,
        expand_at=tx.now if many else None,
    )
    return notice_id if added else None


def by_key(tx: Tx, community: CommunityId, key: str) -> Told | None:
    """The notice that was told under this key."""
    row = tx.row(_BY_KEY, community=community, key=key)
    if row is None:
        return None
    return Told(row.id, row.kind, Urgency(row.urgency), row.withdrawn_at, row.expires_at, row.expand_at is None)


def withdraw(tx: Tx, community: CommunityId, subject: str, kind: str | None) -> int:
    """Mark what is about `subject` (of one kind, or all) as pointless; how many notices."""
    if kind is None:
        return tx.run(_WITHDRAW_ALL, community=community, subject=subject, now=tx.now)
    return tx.run(_WITHDRAW_KIND, community=community, subject=subject, kind=kind, now=tx.now)


def restore(tx: Tx, community: CommunityId, subject: str, since: datetime) -> None:
    """What was withdrawn about `subject` since this moment is worth saying again; none of those to many."""
    tx.run(_RESTORE, community=community, subject=subject, since=since)


def next_to_expand(tx: Tx) -> NoticeKey | None:
    """The most urgent notice whose recipients are still to be found; none that is held back."""
    for urgency in Urgency:
        row = tx.row(_NEXT_TO_EXPAND, urgency=int(urgency), now=tx.now)
        if row is not None:
            return NoticeKey(CommunityId(row.community_id), row.id)
    return None


def lock_for_expansion(tx: Tx, key: NoticeKey) -> Expanding | None:
    """None: nothing left to find, or somebody else is at it."""
    row = tx.row(_LOCK_FOR_EXPANSION, community=key.community, notice=key.notice)
    return None if row is None else Expanding(Urgency(row.urgency), row.set_name, row.set_subject, row.cursor)


def expanded(tx: Tx, key: NoticeKey, cursor: int, expand_at: datetime | None) -> None:
    """Recipients up to `cursor` were found; the next are looked for at `expand_at` (None: that was all)."""
    tx.run(_EXPANDED, community=key.community, notice=key.notice, cursor=cursor, expand_at=expand_at)


def empty(tx: Tx, before: datetime, limit: int) -> int:
    """Forget the facts of notices that expired before this moment and are owed to nobody; how many."""
    rows = tx.rows(_OLD_FULL, before=before, limit=limit)
    tx.many(_EMPTY, [{"community": row.community_id, "notice": row.id} for row in rows])
    return len(rows)
