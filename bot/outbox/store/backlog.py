"""The statements for whoever watches how much is due: they touch what is due and nothing else of the table."""

from datetime import datetime

from sqlalchemy import bindparam, func, literal, select

from bot.core.db import Tx
from bot.core.installation import not_held
from bot.core.schema import Id, Moment
from bot.core.statement import given, statement
from bot.outbox.model import Urgency
from bot.outbox.tables import IS_DUE, deliveries

_IN_TURN = (
    IS_DUE,
    deliveries.c.urgency == given(deliveries.c.urgency),
    deliveries.c.due_at <= bindparam("now", type_=Moment(), required=True),
    not_held(deliveries.c.due_at),
)
_SOME = select(literal(1)).select_from(deliveries).where(*_IN_TURN).limit(bindparam("most", type_=Id, required=True))
_NUMBER = statement(select(func.count().label("number")).select_from(_SOME.subquery()))
_OLDEST = statement(select(deliveries.c.due_at).where(*_IN_TURN).order_by(deliveries.c.due_at).limit(1))


def number(tx: Tx, urgency: Urgency, most: int) -> int:
    """How many deliveries are due and not held back; counted up to `most`."""
    return tx.value(_NUMBER, urgency=int(urgency), now=tx.now, most=most) or 0


def oldest(tx: Tx, urgency: Urgency) -> datetime | None:
    """Since when the oldest of them is due."""
    moment: datetime | None = tx.value(_OLDEST, urgency=int(urgency), now=tx.now)
    return moment
