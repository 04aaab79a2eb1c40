"""Statements for the market of a community that became part of another one."""

from typing import Final

from sqlalchemy import delete, select, update

from bot.communities.model import CommunityId
from bot.core.copying import copied
from bot.core.db import Tx, given, statement
from bot.timebank.market.tables import asks, market_words, matches, mutes, posts

_ONE: Final = given(posts.c.community_id, "one")
_OTHER: Final = given(posts.c.community_id, "other")
_LOCK: Final = statement(
    select(posts.c.id).where(posts.c.community_id == _OTHER).order_by(posts.c.id).with_for_update()
)
_COPY: Final = statement(copied(posts.c.community_id))
_FOLLOW: Final = tuple(
    statement(update(table).where(table.c.community_id == _OTHER).values(community_id=_ONE))
    for table in (market_words, asks, matches)
)
_DELETE: Final = statement(delete(posts).where(posts.c.community_id == _OTHER))
_MUTES: Final = statement(copied(mutes.c.community_id).on_conflict_do_nothing())
_OLD_MUTES: Final = statement(delete(mutes).where(mutes.c.community_id == _OTHER))


def move(tx: Tx, one: CommunityId, other: CommunityId) -> None:
    """Posts first and last: the others refer to them. Whoever is about to change one of them is waited for."""
    tx.rows(_LOCK, other=other)
    tx.run(_COPY, one=one, other=other)
    for follow in _FOLLOW:
        tx.run(follow, one=one, other=other)
    tx.run(_DELETE, other=other)
    tx.run(_MUTES, one=one, other=other)
    tx.run(_OLD_MUTES, other=other)
