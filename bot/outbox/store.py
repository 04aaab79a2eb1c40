"""The outbox's statements for notices and deliveries, one function each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import BindParameter, and_, bindparam, delete, exists, func, select, update

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.core.schema import Moment
from bot.core.statement import Row, given, insert_new, statement
from bot.outbox.model import Owed, Reason, State, ToMany, Urgency, facts_of
from bot.outbox.tables import IS_DUE, IS_EXPANDING, IS_LEASED, IS_SETTLED, deliveries, notices

_NOW: Final = bindparam("now", type_=Moment(), required=True)
_UNTIL: Final = bindparam("until", type_=Moment(), required=True)
_LIMIT: Final[BindParameter[int]] = bindparam("limit", required=True)
_KEY: Final = and_(
    deliveries.c.community_id == given(deliveries.c.community_id, "community"),
    deliveries.c.notice_id == given(deliveries.c.notice_id, "notice"),
    deliveries.c.person_id == given(deliveries.c.person_id, "person"),
)
_HELD_BY: Final = and_(_KEY, deliveries.c.owner == given(deliveries.c.owner, "holder"), IS_LEASED)
_CLAIM_COLUMNS: Final = (
    deliveries.c.community_id,
    deliveries.c.notice_id,
    deliveries.c.person_id,
    deliveries.c.urgency,
    deliveries.c.attempts,
    deliveries.c.repeats,
    deliveries.c.state,
)

_ADD_NOTICE = insert_new(notices, keys=(notices.c.community_id, notices.c.key))
_BY_KEY = statement(
    select(
        notices.c.id, notices.c.kind, notices.c.subject, notices.c.urgency, notices.c.withdrawn_at, notices.c.expires_at
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
_ADD_DELIVERY = insert_new(deliveries)
_WITHDRAW_FROM = statement(
    update(deliveries)
    .where(_KEY, deliveries.c.state.in_((State.DUE.value, State.CLAIMED.value)))
    .values(state=State.NEVER.value, reason=Reason.WITHDRAWN.value, settled_at=_NOW, owner=None, lease_until=None)
)
_OWE_AGAIN = statement(
    update(deliveries)
    .where(_KEY, deliveries.c.state == State.NEVER.value, deliveries.c.reason == Reason.WITHDRAWN.value)
    .values(state=State.DUE.value, due_at=given(deliveries.c.due_at), reason=None, settled_at=None)
)
_DUE = statement(
    select(*_CLAIM_COLUMNS)
    .where(
        IS_DUE,
        deliveries.c.urgency == given(deliveries.c.urgency),
        deliveries.c.due_at <= _NOW,
        deliveries.c.due_at >= bindparam("since", type_=Moment(), required=True),
    )
    .order_by(deliveries.c.due_at, deliveries.c.notice_id)
    .limit(_LIMIT)
    .with_for_update(skip_locked=True)
)
_DUE_FOR = statement(
    select(*_CLAIM_COLUMNS)
    .where(
        IS_DUE,
        deliveries.c.person_id == given(deliveries.c.person_id, "person"),
        deliveries.c.urgency == given(deliveries.c.urgency),
        deliveries.c.due_at <= _NOW,
        deliveries.c.due_at >= bindparam("since", type_=Moment(), required=True),
    )
    .order_by(deliveries.c.due_at, deliveries.c.notice_id)
    .limit(_LIMIT)
    .with_for_update(skip_locked=True)
)
_NEXT_DUE = statement(
    select(func.min(deliveries.c.due_at).label("due_at")).where(
        IS_DUE,
        deliveries.c.urgency == given(deliveries.c.urgency),
        deliveries.c.due_at >= bindparam("since", type_=Moment(), required=True),
    )
)
_CLAIM = statement(
    update(deliveries)
    .where(_KEY)
    .values(
        state=State.CLAIMED.value,
        owner=given(deliveries.c.owner),
        lease_until=_UNTIL,
    )
)
_EXPIRED_LEASES = statement(
    select(*_CLAIM_COLUMNS, deliveries.c.owner)
    .where(IS_LEASED, deliveries.c.lease_until <= _NOW)
    .order_by(deliveries.c.lease_until)
    .limit(_LIMIT)
    .with_for_update(skip_locked=True)
)
_FOR_SENDING = statement(
    select(
        notices.c.kind,
        notices.c.facts,
        notices.c.withdrawn_at,
        notices.c.expires_at,
    )
    .join_from(
        deliveries,
        notices,
        and_(notices.c.community_id == deliveries.c.community_id, notices.c.id == deliveries.c.notice_id),
    )
    .where(_HELD_BY, deliveries.c.state == State.CLAIMED.value)
    .with_for_update(of=deliveries)
)
_BEGIN = statement(update(deliveries).where(_HELD_BY).values(state=State.SENDING.value, lease_until=_UNTIL))
_SETTLE = statement(
    update(deliveries)
    .where(_HELD_BY)
    .values(
        state=given(deliveries.c.state),
        reason=given(deliveries.c.reason),
        message_id=given(deliveries.c.message_id),
        settled_at=_NOW,
        owner=None,
        lease_until=None,
    )
)
_PUT_BACK = statement(
    update(deliveries)
    .where(_HELD_BY)
    .values(
        state=State.DUE.value,
        reason=given(deliveries.c.reason),
        due_at=given(deliveries.c.due_at),
        attempts=given(deliveries.c.attempts),
        repeats=given(deliveries.c.repeats),
        owner=None,
        lease_until=None,
    )
)
_RELEASE = statement(
    update(deliveries)
    .where(_HELD_BY, deliveries.c.state == State.CLAIMED.value)
    .values(state=State.DUE.value, owner=None, lease_until=None)
)
_NOTICE_KEY = and_(
    notices.c.community_id == given(notices.c.community_id, "community"), notices.c.id == given(notices.c.id, "notice")
)
_NEXT_TO_EXPAND = statement(
    select(notices.c.community_id, notices.c.id)
    .where(IS_EXPANDING, notices.c.urgency == given(notices.c.urgency), notices.c.expand_at <= _NOW)
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
_DELETE_SETTLED = statement(
    delete(deliveries).where(
        IS_SETTLED, deliveries.c.settled_at < bindparam("before", type_=Moment(), required=True), _KEY
    )
)
_OLD_SETTLED = statement(
    select(deliveries.c.community_id, deliveries.c.notice_id, deliveries.c.person_id)
    .where(IS_SETTLED, deliveries.c.settled_at < bindparam("before", type_=Moment(), required=True))
    .order_by(deliveries.c.settled_at)
    .limit(_LIMIT)
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
_COUNTS = statement(select(deliveries.c.state, func.count().label("number")).group_by(deliveries.c.state))


@dataclass(frozen=True, slots=True)
class DeliveryKey:
    """Which row of `deliveries`."""

    community: int
    notice: int
    person: int

    def values(self) -> dict[str, int]:
        return {"community": self.community, "notice": self.notice, "person": self.person}


@dataclass(frozen=True, slots=True)
class NoticeKey:
    """Which row of `notices`."""

    community: CommunityId
    notice: int


def key_of(row: Row) -> DeliveryKey:
    """The key of a row that has the key's columns."""
    return DeliveryKey(row.community_id, row.notice_id, row.person_id)


def add_notice(tx: Tx, community: CommunityId, owed: Owed, expires_at: datetime) -> int | None:
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


def notice_by_key(tx: Tx, community: CommunityId, key: str) -> Row | None:
    """id, kind, subject, urgency, withdrawn_at, expires_at."""
    return tx.row(_BY_KEY, community=community, key=key)


def withdraw(tx: Tx, community: CommunityId, subject: str, kind: str | None) -> int:
    """Mark what is about `subject` (of one kind, or all) as pointless; how many notices."""
    if kind is None:
        return tx.run(_WITHDRAW_ALL, community=community, subject=subject, now=tx.now)
    return tx.run(_WITHDRAW_KIND, community=community, subject=subject, kind=kind, now=tx.now)


def add_delivery(tx: Tx, key: DeliveryKey, urgency: int, due_at: datetime) -> bool:
    """Owe one notice to one recipient, once. False: they are owed it already."""
    return bool(
        tx.run(
            _ADD_DELIVERY,
            community_id=key.community,
            notice_id=key.notice,
            person_id=key.person,
            urgency=int(urgency),
            state=State.DUE.value,
            due_at=due_at,
            attempts=0,
            repeats=0,
            owner=None,
            lease_until=None,
            reason=None,
            message_id=None,
            settled_at=None,
        )
    )


def withdraw_from(tx: Tx, key: DeliveryKey) -> None:
    """It need not be said any more, if it has not been begun."""
    tx.run(_WITHDRAW_FROM, **key.values(), now=tx.now)


def owe_again(tx: Tx, key: DeliveryKey, due_at: datetime) -> None:
    """Take `withdraw_from` back; whatever else became of the delivery stays."""
    tx.run(_OWE_AGAIN, **key.values(), due_at=due_at)


def due(tx: Tx, urgency: Urgency, since: datetime, limit: int) -> list[Row]:
    """What is due in one urgency, oldest first, locked; rows that somebody else locks are passed over."""
    return tx.rows(_DUE, urgency=int(urgency), now=tx.now, since=since, limit=limit)


def due_for(tx: Tx, person: int, urgency: Urgency, since: datetime, limit: int) -> list[Row]:
    """The same for one person."""
    return tx.rows(_DUE_FOR, person=person, urgency=int(urgency), now=tx.now, since=since, limit=limit)


def next_due(tx: Tx, since: datetime) -> datetime | None:
    """When the next delivery becomes due, or None when nothing waits."""
    moments = [tx.value(_NEXT_DUE, urgency=int(urgency), since=since) for urgency in Urgency]
    return min((moment for moment in moments if moment is not None), default=None)


def claim(tx: Tx, keys: Sequence[DeliveryKey], owner: str, until: datetime) -> None:
    """Take rows that `due` gave under a lease."""
    tx.many(_CLAIM, [{**key.values(), "owner": owner, "until": until} for key in keys])


def expired_leases(tx: Tx, at: datetime, limit: int) -> list[Row]:
    """What somebody claimed and did not settle until `at`, locked."""
    return tx.rows(_EXPIRED_LEASES, now=at, limit=limit)


def for_sending(tx: Tx, key: DeliveryKey, owner: str) -> Row | None:
    """kind, facts, withdrawn_at, expires_at of a row that `owner` holds and has not begun; None: it is lost to them."""
    return tx.row(_FOR_SENDING, **key.values(), holder=owner)


def begin(tx: Tx, key: DeliveryKey, owner: str, until: datetime) -> None:
    """From now on the words may be out."""
    tx.run(_BEGIN, **key.values(), holder=owner, until=until)


def settle(tx: Tx, key: DeliveryKey, owner: str, state: State, end: Reason | int | None) -> bool:
    """The end of a delivery: `end` is the message id of SENT, the reason otherwise. False: the lease was lost."""
    return bool(
        tx.run(
            _SETTLE,
            **key.values(),
            holder=owner,
            state=state.value,
            reason=end.value if isinstance(end, Reason) else None,
            message_id=None if isinstance(end, Reason) else end,
            now=tx.now,
        )
    )


def put_back(tx: Tx, key: DeliveryKey, owner: str, again: "Again") -> bool:
    """It will be tried again. False: the lease was lost."""
    return bool(
        tx.run(
            _PUT_BACK,
            **key.values(),
            holder=owner,
            reason=again.reason.value,
            due_at=again.due_at,
            attempts=again.attempts,
            repeats=again.repeats,
        )
    )


@dataclass(frozen=True, slots=True)
class Again:
    """When and after what a delivery is tried again."""

    due_at: datetime
    reason: Reason
    attempts: int
    repeats: int


def release(tx: Tx, key: DeliveryKey, owner: str) -> None:
    """Give a claimed row back as if it had not been claimed."""
    tx.run(_RELEASE, **key.values(), holder=owner)


def next_to_expand(tx: Tx) -> NoticeKey | None:
    """The most urgent notice whose recipients are still to be found."""
    for urgency in Urgency:
        row = tx.row(_NEXT_TO_EXPAND, urgency=int(urgency), now=tx.now)
        if row is not None:
            return NoticeKey(CommunityId(row.community_id), row.id)
    return None


def lock_for_expansion(tx: Tx, key: NoticeKey) -> Row | None:
    """urgency, set_name, set_subject, cursor; None: nothing left to find, or somebody else is at it."""
    return tx.row(_LOCK_FOR_EXPANSION, community=key.community, notice=key.notice)


def expanded(tx: Tx, key: NoticeKey, cursor: int, expand_at: datetime | None) -> None:
    """Recipients up to `cursor` were found; the next are looked for at `expand_at` (None: that was all)."""
    tx.run(_EXPANDED, community=key.community, notice=key.notice, cursor=cursor, expand_at=expand_at)


def delete_settled(tx: Tx, before: datetime, limit: int) -> int:
    """Forget deliveries that were settled before this moment; how many."""
    rows = tx.rows(_OLD_SETTLED, before=before, limit=limit)
    tx.many(_DELETE_SETTLED, [{**key_of(row).values(), "before": before} for row in rows])
    return len(rows)


def empty_notices(tx: Tx, before: datetime, limit: int) -> int:
    """Forget the facts of notices that expired before this moment and are owed to nobody; how many."""
    rows = tx.rows(_OLD_FULL, before=before, limit=limit)
    tx.many(_EMPTY, [{"community": row.community_id, "notice": row.id} for row in rows])
    return len(rows)


def counts(tx: Tx) -> dict[State, int]:
    """How many deliveries are in each state."""
    return {State(row.state): row.number for row in tx.rows(_COUNTS)}
