"""Statements about needs of which somebody is to be told, and who does not want to be."""

from typing import Final

from sqlalchemy import and_, delete, or_, select

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx, given, statement
from bot.core.statement import insert_new
from bot.timebank.market.model import Post, PostId
from bot.timebank.market.store.posts import LIMIT, LISTED, post_of
from bot.timebank.market.tables import matches, mutes, posts

_COMMUNITY: Final = given(matches.c.community_id, "community")
_PERSON: Final = given(matches.c.person_id, "person")
_THEIRS: Final = (matches.c.community_id == _COMMUNITY, matches.c.person_id == _PERSON)
_POST: Final = given(posts.c.id, "post")

_ADD: Final = insert_new(matches)
_FORGET: Final = statement(
    delete(matches).where(
        matches.c.community_id == _COMMUNITY, or_(matches.c.need_id == _POST, matches.c.offer_id == _POST)
    )
)
_CLEAR: Final = statement(delete(matches).where(*_THEIRS))
_NEEDS: Final = statement(
    select(*posts.c)
    .join_from(matches, posts, and_(posts.c.community_id == matches.c.community_id, posts.c.id == matches.c.need_id))
    .where(*_THEIRS, LISTED)
    .order_by(posts.c.id.desc())
    .limit(LIMIT)
)
_IS_MUTED: Final = statement(
    select(mutes.c.person_id).where(
        mutes.c.community_id == given(mutes.c.community_id, "community"),
        mutes.c.person_id == given(mutes.c.person_id, "person"),
    )
)
_MUTE: Final = insert_new(mutes)
_UNMUTE: Final = statement(
    delete(mutes).where(
        mutes.c.community_id == given(mutes.c.community_id, "community"),
        mutes.c.person_id == given(mutes.c.person_id, "person"),
    )
)


def add(tx: Tx, need: Post, person: PersonId, offer: PostId) -> bool:
    """False: they are to be told of it already."""
    return tx.run(_ADD, community_id=need.community, person_id=person, need_id=need.id, offer_id=offer) > 0


def take(tx: Tx, community: CommunityId, person: PersonId, limit: int) -> list[Post]:
    """The needs, as far as they are listed, the newest first; from now on they are told."""
    found = tx.rows(_NEEDS, community=community, person=person, limit=limit)
    tx.run(_CLEAR, community=community, person=person)
    return [post_of(row) for row in found]


def forget(tx: Tx, post: Post) -> None:
    """The post is no match, and has none, any more."""
    tx.run(_FORGET, community=post.community, post=post.id)


def is_muted(tx: Tx, community: CommunityId, person: PersonId) -> bool:
    return tx.row(_IS_MUTED, community=community, person=person) is not None


def mute(tx: Tx, community: CommunityId, person: PersonId) -> None:
    tx.run(_MUTE, community_id=community, person_id=person, muted_at=tx.now)


def unmute(tx: Tx, community: CommunityId, person: PersonId) -> None:
    tx.run(_UNMUTE, community=community, person=person)
