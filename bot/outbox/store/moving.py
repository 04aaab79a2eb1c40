"""The statements for what is owed in a community that became part of another one."""

from sqlalchemy import bindparam, delete, func, select, update

from bot.communities.model import CommunityId
from bot.core.copying import copied
from bot.core.db import Tx
from bot.core.schema import Moment
from bot.core.statement import given, statement
from bot.outbox.tables import cards, deliveries, notices, shared_cards

_ONE = given(notices.c.community_id, "one")
_OTHER = given(notices.c.community_id, "other")
_NOW = bindparam("now", type_=Moment(), required=True)

_LOCK_NOTICES = statement(
    select(notices.c.id).where(notices.c.community_id == _OTHER).order_by(notices.c.id).with_for_update()
)
_COPY_NOTICES = statement(copied(notices.c.community_id))
_DELIVERIES = statement(update(deliveries).where(deliveries.c.community_id == _OTHER).values(community_id=_ONE))
_DELETE_NOTICES = statement(delete(notices).where(notices.c.community_id == _OTHER))
_CARDS = statement(
    update(cards)
    .where(cards.c.community_id == _OTHER)
    .values(community_id=_ONE, wanted=cards.c.wanted + 1, due_at=func.coalesce(cards.c.due_at, _NOW))
)
_SHARED = statement(update(shared_cards).where(shared_cards.c.community_id == _OTHER).values(community_id=_ONE))


def move(tx: Tx, one: CommunityId, other: CommunityId) -> None:
    """Notices first and last: what is owed refers to them."""
    tx.rows(_LOCK_NOTICES, other=other)
    tx.run(_COPY_NOTICES, one=one, other=other)
    tx.run(_DELIVERIES, one=one, other=other)
    tx.run(_DELETE_NOTICES, other=other)
    tx.run(_CARDS, one=one, other=other, now=tx.now)
    tx.run(_SHARED, one=one, other=other)
