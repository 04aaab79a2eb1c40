"""The statements for deliveries that could not be said because a person could not be written to, one function each."""

from datetime import datetime
from typing import Final

from sqlalchemy import and_, bindparam, func, select, update

from bot.communities.model import PersonId
from bot.core.db import Tx
from bot.core.schema import Moment
from bot.core.statement import given, statement
from bot.outbox.model import Delivery, State
from bot.outbox.store.deliveries import DELIVERY, OF_ITS_NOTICE, THIS, UNREACHED, delivery_from
from bot.outbox.store.keys import DeliveryKey, NoticeKey
from bot.outbox.tables import deliveries, notices

_NOW: Final = bindparam("now", type_=Moment(), required=True)
_WORTH_SAYING = statement(
    select(*DELIVERY)
    .join_from(deliveries, notices, OF_ITS_NOTICE)
    .where(
        UNREACHED,
        deliveries.c.person_id == given(deliveries.c.person_id, "person"),
        notices.c.withdrawn_at.is_(None),
        notices.c.expires_at > _NOW,
    )
    .order_by(deliveries.c.settled_at, deliveries.c.notice_id)
)
_SAY_AFTER_ALL = statement(
    update(deliveries)
    .where(THIS, UNREACHED)
    .values(state=State.DUE.value, due_at=given(deliveries.c.due_at), attempts=0, settled_at=None)
)
_OF_NOTICE: Final = and_(
    deliveries.c.community_id == given(deliveries.c.community_id, "community"),
    deliveries.c.notice_id == given(deliveries.c.notice_id, "notice"),
)
_IS_OPEN = statement(select(deliveries.c.person_id).where(_OF_NOTICE, deliveries.c.settled_at.is_(None)).limit(1))
_COUNT_UNREACHED = statement(select(func.count().label("number")).where(_OF_NOTICE, UNREACHED))


def of_person(tx: Tx, person: PersonId) -> list[Delivery]:
    """What could not be said because this person could not be written to, and is still worth saying, in its order."""
    return [delivery_from(row) for row in tx.rows(_WORTH_SAYING, person=person, now=tx.now)]


def say_after_all(tx: Tx, key: DeliveryKey, due_at: datetime) -> None:
    """It is due again, if it still is what could not be said. Its reason stays: it may have piled up."""
    tx.run(_SAY_AFTER_ALL, **key.values(), due_at=due_at)


def is_open(tx: Tx, key: NoticeKey) -> bool:
    """Whether this notice is still to be said to somebody."""
    return tx.row(_IS_OPEN, community=key.community, notice=key.notice) is not None


def count(tx: Tx, key: NoticeKey) -> int:
    """To how many it could not be said because they could not be written to."""
    return tx.value(_COUNT_UNREACHED, community=key.community, notice=key.notice) or 0
