"""Statements about communities: the groups, the names they had, what their admins have been told."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import or_, select, update

from bot.communities.model import Community, CommunityId
from bot.communities.tables import chat_aliases, communities, hints
from bot.core.db import Outage, Tx
from bot.core.statement import Statement, given, insert_new, statement

COMMUNITY: Final = (
    communities.c.id,
    communities.c.chat_id,
    communities.c.title,
    communities.c.language,
    communities.c.time_zone,
    communities.c.currency,
    communities.c.invite_code,
    communities.c.set_up_at,
    communities.c.left_at,
    communities.c.pledges_topic,
)
"""The columns of a `Community`, in its order."""

_JUST_UPGRADED = "the group was upgraded at this very moment"
_THIS = communities.c.id == given(communities.c.id, "community")
_BY_ID = statement(select(*COMMUNITY).where(_THIS))
_BY_ID_LOCKED = statement(select(*COMMUNITY).where(_THIS).with_for_update())
_BY_CHAT = statement(select(*COMMUNITY).where(communities.c.chat_id == given(communities.c.chat_id)))
_BY_ALIAS = statement(
    select(*COMMUNITY)
    .join(chat_aliases, chat_aliases.c.community_id == communities.c.id)
    .where(chat_aliases.c.chat_id == given(chat_aliases.c.chat_id))
)
_HOLD = statement(
    select(communities.c.id).where(_THIS, communities.c.chat_id.is_not(None)).with_for_update(read=True, key_share=True)
)
_LOCK_BOTH = statement(
    select(communities.c.id)
    .where(
        or_(
            communities.c.chat_id == given(communities.c.chat_id, "one"),
            communities.c.chat_id == given(communities.c.chat_id, "other"),
        )
    )
    .order_by(communities.c.id)
    .with_for_update()
)
_FOUND = insert_new(communities, keys=[communities.c.chat_id])
_ADD_ALIAS = insert_new(chat_aliases)
_GREET = statement(
    update(communities)
    .where(_THIS, communities.c.greeted_at.is_(None))
    .values(greeted_at=given(communities.c.greeted_at, "at"))
)
_SET_UP = statement(
    update(communities)
    .where(_THIS)
    .values(
        language=given(communities.c.language),
        time_zone=given(communities.c.time_zone),
        currency=given(communities.c.currency),
        set_up_at=given(communities.c.set_up_at),
    )
)
_MOVE = statement(update(communities).where(_THIS).values(chat_id=given(communities.c.chat_id, "chat"), left_at=None))
_SAY_ONCE = insert_new(hints)


def _set(column: Any) -> Statement:
    """UPDATE one column of one community."""
    return statement(update(communities).where(_THIS).values({column.key: given(column, "value")}))


_SET_TITLE = _set(communities.c.title)
_SET_LEFT = _set(communities.c.left_at)
_SET_TOPIC = _set(communities.c.pledges_topic)


def community_by_id(tx: Tx, community: CommunityId, *, lock: bool = False) -> Community | None:
    """With `lock` nobody else changes it before we are done; raises Outage as `hold`."""
    row = tx.row(_BY_ID_LOCKED if lock else _BY_ID, community=community)
    if row and lock and row.chat_id is None:
        raise Outage(_JUST_UPGRADED)
    return Community(*row) if row else None


def community_by_chat(tx: Tx, chat_id: int) -> Community | None:
    """The community whose group goes by this chat id now."""
    row = tx.row(_BY_CHAT, chat_id=chat_id)
    return Community(*row) if row else None


def community_by_alias(tx: Tx, chat_id: int) -> Community | None:
    """The community whose group went by this chat id before it was upgraded."""
    row = tx.row(_BY_ALIAS, chat_id=chat_id)
    return Community(*row) if row else None


def hold(tx: Tx, community: CommunityId) -> None:
    """Keep the community from becoming part of another one until this transaction ends. Raises Outage: it just has."""
    if tx.value(_HOLD, community=community) is None:
        raise Outage(_JUST_UPGRADED)


def lock_both(tx: Tx, one: int, other: int) -> None:
    """Wait for whoever holds the communities of these two chats, and let nobody near them."""
    tx.rows(_LOCK_BOTH, one=one, other=other)


def found(tx: Tx, community: Community) -> bool:
    """False: somebody founded a community for this chat at the same moment."""
    return (
        tx.run(
            _FOUND,
            id=community.id,
            chat_id=community.chat_id,
            title=community.title,
            language=community.language,
            time_zone=community.time_zone,
            currency=community.currency,
            invite_code=community.invite_code,
            founded_at=tx.now,
            greeted_at=None,
            set_up_at=None,
            left_at=None,
            pledges_topic=None,
        )
        == 1
    )


def add_alias(tx: Tx, chat_id: int, community: CommunityId) -> None:
    tx.run(_ADD_ALIAS, chat_id=chat_id, community_id=community, since=tx.now)


def greet(tx: Tx, community: CommunityId) -> bool:
    """True once in the community's life."""
    return tx.run(_GREET, community=community, at=tx.now) == 1


def set_up(tx: Tx, community: Community) -> None:
    """Store language, zone, currency and the moment of the set-up as they stand in `community`."""
    tx.run(
        _SET_UP,
        community=community.id,
        language=community.language,
        time_zone=community.time_zone,
        currency=community.currency,
        set_up_at=community.set_up_at,
    )


def set_title(tx: Tx, community: CommunityId, title: str) -> None:
    tx.run(_SET_TITLE, community=community, value=title)


def set_left(tx: Tx, community: CommunityId, at: datetime | None) -> None:
    tx.run(_SET_LEFT, community=community, value=at)


def set_topic(tx: Tx, community: CommunityId, topic: int | None) -> None:
    tx.run(_SET_TOPIC, community=community, value=topic)


def move(tx: Tx, community: CommunityId, chat_id: int) -> None:
    """The group goes by another chat id from now on; the bot is in it."""
    tx.run(_MOVE, community=community, chat=chat_id)


def say_once(tx: Tx, community: CommunityId, hint: str) -> bool:
    """True the first time."""
    return tx.run(_SAY_ONCE, community_id=community, hint=hint, said_at=tx.now) == 1
