"""The statements for deliveries that nobody holds, one function each."""

from datetime import datetime
from typing import Final

from sqlalchemy import BindParameter, and_, bindparam, delete, exists, func, or_, select, update

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx
from bot.core.installation import not_held
from bot.core.schema import Moment
from bot.core.statement import Row, given, insert_new, statement
from bot.outbox.model import Delivery, Reason, State, Urgency
from bot.outbox.store.keys import DeliveryKey
from bot.outbox.tables import IS_DUE, IS_SETTLED, IS_UNREACHED, deliveries, notices

_NOW: Final = bindparam("now", type_=Moment(), required=True)
_LIMIT: Final[BindParameter[int]] = bindparam("limit", required=True)
THIS: Final = and_(
    deliveries.c.community_id == given(deliveries.c.community_id, "community"),
    deliveries.c.notice_id == given(deliveries.c.notice_id, "notice"),
    deliveries.c.person_id == given(deliveries.c.person_id, "person"),
)

DELIVERY: Final = (
    deliveries.c.community_id,
    deliveries.c.notice_id,
    deliveries.c.person_id,
    deliveries.c.urgency,
    deliveries.c.attempts,
    deliveries.c.repeats,
    deliveries.c.reason,
)
"""What a `Delivery` is made of."""

_ADD_DELIVERY = insert_new(deliveries)
UNREACHED: Final = and_(IS_UNREACHED, deliveries.c.state == State.NEVER.value)
_WITHDRAW_FROM = statement(
    update(deliveries)
    .where(THIS, or_(deliveries.c.state.in_((State.DUE.value, State.CLAIMED.value)), UNREACHED))
    .values(state=State.NEVER.value, reason=Reason.WITHDRAWN.value, settled_at=_NOW, owner=None, lease_until=None)
)
_LOCK = statement(select(deliveries.c.state).where(THIS).with_for_update())
_OWE_AGAIN = statement(
    update(deliveries)
    .where(
        THIS,
        deliveries.c.state == State.NEVER.value,
        deliveries.c.reason.in_((Reason.WITHDRAWN.value, Reason.NO_LONGER_TRUE.value)),
    )
    .values(state=State.DUE.value, due_at=given(deliveries.c.due_at), reason=None, settled_at=None)
)
OF_ITS_NOTICE: Final = and_(notices.c.community_id == deliveries.c.community_id, notices.c.id == deliveries.c.notice_id)
_MAY_BE_SAID: Final = (
    exists().where(OF_ITS_NOTICE, notices.c.withdrawn_at.is_(None), notices.c.expires_at > _NOW).correlate(deliveries)
)
_DUE = statement(
    select(*DELIVERY)
    .where(
        IS_DUE,
        deliveries.c.urgency == given(deliveries.c.urgency),
        deliveries.c.due_at <= _NOW,
        not_held(deliveries.c.due_at),
    )
    .order_by(deliveries.c.due_at, deliveries.c.notice_id)
    .limit(_LIMIT)
    .with_for_update(skip_locked=True)
)
_DUE_FOR = statement(
    select(*DELIVERY)
    .where(
        IS_DUE,
        deliveries.c.person_id == given(deliveries.c.person_id, "person"),
        deliveries.c.urgency == given(deliveries.c.urgency),
        deliveries.c.due_at <= _NOW,
        not_held(deliveries.c.due_at),
    )
    .order_by(deliveries.c.due_at, deliveries.c.notice_id)
    .limit(_LIMIT)
    .with_for_update(skip_locked=True)
)
_DELETE_SETTLED = statement(
    delete(deliveries).where(
        IS_SETTLED, deliveries.c.settled_at < bindparam("before", type_=Moment(), required=True), THIS
    )
)
_OLD_SETTLED = statement(
    select(deliveries.c.community_id, deliveries.c.notice_id, deliveries.c.person_id)
    .where(IS_SETTLED, deliveries.c.settled_at < bindparam("before", type_=Moment(), required=True))
    .where(or_(deliveries.c.state != State.NEVER.value, deliveries.c.reason != Reason.UNREACHABLE.value, ~_MAY_BE_SAID))
    .order_by(deliveries.c.settled_at)
    .limit(_LIMIT)
)
_COUNTS = statement(select(deliveries.c.state, func.count().label("number")).group_by(deliveries.c.state))


def add(tx: Tx, key: DeliveryKey, urgency: Urgency, due_at: datetime) -> bool:
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
    """It is worth saying after all; whatever else became of the delivery stays.

    Whoever looks at this very moment whether it is worth saying is waited for: they may have found that it was not.
    """
    tx.row(_LOCK, **key.values())
    tx.run(_OWE_AGAIN, **key.values(), due_at=due_at)


def due(tx: Tx, urgency: Urgency, limit: int) -> list[Delivery]:
    """What is due in one urgency, oldest first, locked; nothing that is held back, or that somebody else locks."""
    rows = tx.rows(_DUE, urgency=int(urgency), now=tx.now, limit=limit)
    return [delivery_from(row) for row in rows]


def due_for(tx: Tx, person: PersonId, urgency: Urgency, limit: int) -> list[Delivery]:
    """The same for one person."""
    rows = tx.rows(_DUE_FOR, person=person, urgency=int(urgency), now=tx.now, limit=limit)
    return [delivery_from(row) for row in rows]


def delete_settled(tx: Tx, before: datetime, limit: int) -> int:
    """Forget deliveries that were settled before this moment and can no longer be said; how many."""
    rows = tx.rows(_OLD_SETTLED, before=before, now=tx.now, limit=limit)
    keys = [DeliveryKey(CommunityId(row.community_id), row.notice_id, PersonId(row.person_id)) for row in rows]
    tx.many(_DELETE_SETTLED, [{**key.values(), "before": before} for key in keys])
    return len(keys)


def counts(tx: Tx) -> dict[State, int]:
    """How many deliveries are in each state."""
    return {State(row.state): row.number for row in tx.rows(_COUNTS)}


def delivery_from(row: Row) -> Delivery:
    """The delivery in a row of `DELIVERY`."""
    return Delivery(
        community=CommunityId(row.community_id),
        notice_id=row.notice_id,
        person=PersonId(row.person_id),
        urgency=Urgency(row.urgency),
        attempts=row.attempts,
        repeats=row.repeats,
        after=None if row.reason is None else Reason(row.reason),
    )
