"""The statements for what a quarantine holds back, one function each."""

from datetime import datetime
from typing import Final

from sqlalchemy import BindParameter, Select, and_, bindparam, func, select, update

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.core.schema import Moment
from bot.core.statement import Statement, statement
from bot.outbox.model import Held, Reason, State
from bot.outbox.tables import IS_DUE, IS_EXPANDING, IS_LEASED, cards, deliveries, notices

_BEFORE: Final = bindparam("before", type_=Moment(), required=True)
_LIMIT: Final[BindParameter[int]] = bindparam("limit", required=True)

_DELIVERIES: Final = and_(IS_DUE, deliveries.c.due_at < _BEFORE)
_NOTICES: Final = and_(IS_EXPANDING, notices.c.expand_at < _BEFORE)
_CARDS: Final = cards.c.due_at < _BEFORE


def _list(rows: Select[tuple[object, ...]]) -> Select[tuple[object, ...]]:
    """The oldest first."""
    return rows.order_by("due_at", "community_id").limit(_LIMIT)


_HELD_DELIVERIES = statement(
    _list(
        select(notices.c.kind, deliveries.c.community_id, deliveries.c.due_at)
        .join_from(
            deliveries,
            notices,
            and_(notices.c.community_id == deliveries.c.community_id, notices.c.id == deliveries.c.notice_id),
        )
        .where(_DELIVERIES)
    )
)
_HELD_NOTICES = statement(
    _list(select(notices.c.kind, notices.c.community_id, notices.c.expand_at.label("due_at")).where(_NOTICES))
)
_HELD_CARDS = statement(
    _list(select(cards.c.subject.label("kind"), cards.c.community_id, cards.c.due_at).where(_CARDS))
)
_COUNT_DELIVERIES = statement(select(func.count().label("number")).select_from(deliveries).where(_DELIVERIES))
_COUNT_NOTICES = statement(select(func.count().label("number")).select_from(notices).where(_NOTICES))
_COUNT_CARDS = statement(select(func.count().label("number")).select_from(cards).where(_CARDS))

_TAKE_OVER = statement(update(deliveries).where(IS_LEASED).values(state=State.DUE.value, owner=None, lease_until=None))
_DROP_DELIVERIES = statement(
    update(deliveries)
    .where(_DELIVERIES)
    .values(
        state=State.NEVER.value,
        reason=Reason.HELD.value,
        settled_at=bindparam("now", type_=Moment(), required=True),
    )
)
_DROP_NOTICES = statement(update(notices).where(_NOTICES).values(expand_at=None))
_DROP_CARDS = statement(update(cards).where(_CARDS).values(due_at=None))


def due_deliveries(tx: Tx, before: datetime, limit: int) -> tuple[int, tuple[Held, ...]]:
    """How many, and the first of them."""
    return tx.value(_COUNT_DELIVERIES, before=before) or 0, _held(tx, _HELD_DELIVERIES, before, limit)


def unfinished_notices(tx: Tx, before: datetime, limit: int) -> tuple[int, tuple[Held, ...]]:
    """The same for notices to many whose recipients are still to be found."""
    return tx.value(_COUNT_NOTICES, before=before) or 0, _held(tx, _HELD_NOTICES, before, limit)


def due_cards(tx: Tx, before: datetime, limit: int) -> tuple[int, tuple[Held, ...]]:
    """The same for cards; their kind is what they show ("pledge:7")."""
    return tx.value(_COUNT_CARDS, before=before) or 0, _held(tx, _HELD_CARDS, before, limit)


def _held(tx: Tx, which: Statement, before: datetime, limit: int) -> tuple[Held, ...]:
    rows = tx.rows(which, before=before, limit=limit)
    return tuple(Held(row.kind, CommunityId(row.community_id), row.due_at) for row in rows)


def take_over(tx: Tx) -> None:
    """Nobody holds anything any more; what somebody did is due since it was."""
    tx.run(_TAKE_OVER)


def drop(tx: Tx, before: datetime) -> None:
    """None of it will be said."""
    tx.run(_DROP_DELIVERIES, before=before, now=tx.now)
    tx.run(_DROP_NOTICES, before=before)
    tx.run(_DROP_CARDS, before=before)
