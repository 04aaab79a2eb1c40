"""The statements for deliveries that a dispatcher holds under a lease, one function each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import BindParameter, and_, bindparam, select, update

from bot.core.db import Tx
from bot.core.schema import Moment
from bot.core.statement import given, statement
from bot.outbox.model import Claimed, Delivery, Notice, Reason, State, notice_from
from bot.outbox.store.deliveries import DELIVERY, delivery_from
from bot.outbox.store.keys import Again, key_of
from bot.outbox.tables import IS_LEASED, deliveries, notices

_NOW: Final = bindparam("now", type_=Moment(), required=True)
_UNTIL: Final = bindparam("until", type_=Moment(), required=True)
_LIMIT: Final[BindParameter[int]] = bindparam("limit", required=True)
_KEY: Final = and_(
    deliveries.c.community_id == given(deliveries.c.community_id, "community"),
    deliveries.c.notice_id == given(deliveries.c.notice_id, "notice"),
    deliveries.c.person_id == given(deliveries.c.person_id, "person"),
)
_HELD_BY: Final = and_(_KEY, deliveries.c.owner == given(deliveries.c.owner, "holder"), IS_LEASED)
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
    select(*DELIVERY, deliveries.c.state, deliveries.c.owner)
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


class Abandoned(NamedTuple):
    """A delivery whose lease has ended without a word of what became of it."""

    delivery: Claimed
    begun: bool
    """The words may be out."""


class OnFile(NamedTuple):
    """What is kept of a notice that is about to be said."""

    notice: Notice
    withdrawn_at: datetime | None
    expires_at: datetime


def claim(tx: Tx, due: Sequence[Delivery], owner: str, until: datetime) -> None:
    """Take deliveries that are due under a lease."""
    tx.many(_CLAIM, [{**key_of(each).values(), "owner": owner, "until": until} for each in due])


def expired_leases(tx: Tx, at: datetime, limit: int) -> list[Abandoned]:
    """What somebody claimed and did not settle until `at`, locked."""
    rows = tx.rows(_EXPIRED_LEASES, now=at, limit=limit)
    return [Abandoned(delivery_from(row).claimed_by(row.owner), row.state == State.SENDING.value) for row in rows]


def for_sending(tx: Tx, delivery: Claimed) -> OnFile | None:
    """The notice, locked with its delivery; None: its owner has lost it, or has begun to say it.

    Raises KeyError or ValidationError for a notice that this release cannot read.
    """
    row = tx.row(_FOR_SENDING, **_held_by(delivery))
    return None if row is None else OnFile(notice_from(row.kind, row.facts), row.withdrawn_at, row.expires_at)


def begin(tx: Tx, delivery: Claimed, until: datetime) -> None:
    """From now on the words may be out."""
    tx.run(_BEGIN, **_held_by(delivery), until=until)


def settle(tx: Tx, delivery: Claimed, state: State, end: Reason | int | None) -> bool:
    """The end of a delivery: `end` is the message id of SENT, the reason otherwise. False: the lease was lost."""
    return bool(
        tx.run(
            _SETTLE,
            **_held_by(delivery),
            state=state.value,
            reason=end.value if isinstance(end, Reason) else None,
            message_id=None if isinstance(end, Reason) else end,
            now=tx.now,
        )
    )


def put_back(tx: Tx, delivery: Claimed, again: Again) -> bool:
    """It will be tried again. False: the lease was lost."""
    return bool(
        tx.run(
            _PUT_BACK,
            **_held_by(delivery),
            reason=again.reason.value,
            due_at=again.due_at,
            attempts=again.attempts,
            repeats=again.repeats,
        )
    )


def release(tx: Tx, delivery: Claimed) -> None:
    """Give a claimed row back as if it had not been claimed."""
    tx.run(_RELEASE, **_held_by(delivery))


def _held_by(delivery: Claimed) -> dict[str, Any]:
    return {**key_of(delivery).values(), "holder": delivery.owner}
