"""Statements about posts."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select, update

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx, given, statement
from bot.core.minutes import Minutes
from bot.core.schema import Id, Moment
from bot.core.statement import Row
from bot.timebank.market.model import Category, Post, PostId, PostState, Side
from bot.timebank.market.tables import posts

COMMUNITY: Final = given(posts.c.community_id, "community")
LIMIT: Final = bindparam("limit", type_=Id, required=True)
OPEN: Final = posts.c.state == PostState.OPEN.value
LISTED: Final = OPEN & posts.c.hidden_at.is_(None)
_AUTHOR: Final = (posts.c.community_id == COMMUNITY, posts.c.author_id == given(posts.c.author_id, "person"))
_ONE: Final = (posts.c.community_id == COMMUNITY, posts.c.id == given(posts.c.id, "post"))
_CHANGING: Final = ("category", "state", "since", "fresh_until", "hidden_at", "hidden_by")

_ADD: Final = statement(insert(posts).values({column.name: given(column) for column in posts.c}))
_SAVE: Final = statement(update(posts).where(*_ONE).values({name: given(posts.c[name]) for name in _CHANGING}))
_DELETE: Final = statement(delete(posts).where(*_ONE))
_FIND: Final = statement(select(*posts.c).where(*_ONE))
_LOCK: Final = statement(select(*posts.c).where(*_ONE).with_for_update())
_LATELY: Final = statement(
    select(func.count()).where(*_AUTHOR, posts.c.posted_at > bindparam("after", type_=Moment(), required=True))
)
_OPEN_NOW: Final = statement(select(func.count()).where(*_AUTHOR, OPEN))
_OPEN_OF: Final = statement(
    select(*posts.c).where(*_AUTHOR, posts.c.state != PostState.DOWN.value).order_by(posts.c.id)
)
_MINE: Final = statement(
    select(*posts.c)
    .where(*_AUTHOR, posts.c.state != PostState.DOWN.value, posts.c.id < bindparam("before", type_=Id, required=True))
    .order_by(posts.c.id.desc())
    .limit(LIMIT)
)


def between(column: ColumnElement[Any]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Two ids, both left out."""
    low, high = (bindparam(end, type_=Id, required=True) for end in ("low", "high"))
    return column > low, column < high


_STRETCH: Final = select(*posts.c).where(posts.c.community_id == COMMUNITY, LISTED, *between(posts.c.id)).limit(LIMIT)
_NEWEST: Final = statement(_STRETCH.order_by(posts.c.id.desc()))
_OLDEST: Final = statement(_STRETCH.order_by(posts.c.id))


def add(tx: Tx, post: Post) -> None:
    tx.run(
        _ADD,
        community_id=post.community,
        id=post.id,
        side=post.side.value,
        author_id=post.author,
        text=post.text,
        language=post.language,
        minutes=post.minutes,
        area=post.area,
        posted_at=post.posted_at,
        key=post.key,
        **_changing(post),
    )


def save(tx: Tx, post: Post) -> None:
    """What may change of it."""
    tx.run(_SAVE, community=post.community, post=post.id, **_changing(post))


def delete_post(tx: Tx, post: Post) -> None:
    """What refers to it has gone before."""
    tx.run(_DELETE, community=post.community, post=post.id)


def find(tx: Tx, community: CommunityId, post: PostId, *, lock: bool) -> Post | None:
    row = tx.row(_LOCK if lock else _FIND, community=community, post=post)
    return None if row is None else post_of(row)


def count_since(tx: Tx, community: CommunityId, person: PersonId, after: datetime) -> int:
    """How many the person has posted since then, whatever became of them."""
    return int(tx.value(_LATELY, community=community, person=person, after=after) or 0)


def count_open(tx: Tx, community: CommunityId, person: PersonId) -> int:
    return int(tx.value(_OPEN_NOW, community=community, person=person) or 0)


def standing_of(tx: Tx, community: CommunityId, person: PersonId) -> list[Post]:
    """All of the person's that are not down."""
    return [post_of(row) for row in tx.rows(_OPEN_OF, community=community, person=person)]


def mine(tx: Tx, community: CommunityId, person: PersonId, before: int, limit: int) -> list[Post]:
    """The person's own that are not down, the newest first."""
    return [post_of(row) for row in tx.rows(_MINE, community=community, person=person, before=before, limit=limit)]


def listed(tx: Tx, community: CommunityId, *, low: int, high: int, limit: int, backwards: bool) -> list[Post]:
    """A stretch of what everybody sees: the newest first; from its other end if backwards."""
    found = tx.rows(_OLDEST if backwards else _NEWEST, community=community, low=low, high=high, limit=limit)
    return [post_of(row) for row in found]


def _changing(post: Post) -> dict[str, Any]:
    return {
        "category": post.category.value,
        "state": post.state.value,
        "since": post.since,
        "fresh_until": post.fresh_until,
        "hidden_at": post.hidden_at,
        "hidden_by": post.hidden_by,
    }


def post_of(row: Row) -> Post:
    """A row with all columns of the table."""
    return Post(
        community=CommunityId(row.community_id),
        id=PostId(row.id),
        side=Side(row.side),
        author=PersonId(row.author_id),
        text=row.text,
        language=row.language,
        category=Category(row.category),
        minutes=None if row.minutes is None else Minutes(row.minutes),
        area=row.area,
        state=PostState(row.state),
        since=row.since,
        posted_at=row.posted_at,
        key=row.key,
        fresh_until=row.fresh_until,
        hidden_at=row.hidden_at,
        hidden_by=None if row.hidden_by is None else PersonId(row.hidden_by),
    )
