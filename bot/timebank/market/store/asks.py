"""Statements about questions whether two neighbours may know each other."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, func, insert, select, update

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx, given, statement
from bot.core.schema import Moment
from bot.core.statement import Row
from bot.timebank.market.model import Ask, AskId, AskState, Post, PostId
from bot.timebank.market.tables import asks

_COMMUNITY: Final = given(asks.c.community_id, "community")
_ONE: Final = (asks.c.community_id == _COMMUNITY, asks.c.id == given(asks.c.id, "ask"))
_ABOUT: Final = (asks.c.community_id == _COMMUNITY, asks.c.post_id == given(asks.c.post_id, "post"))
_OF_PERSON: Final = (asks.c.community_id == _COMMUNITY, asks.c.person_id == given(asks.c.person_id, "person"))
_OPEN: Final = asks.c.state == AskState.OPEN.value

_ADD: Final = statement(insert(asks).values({column.name: given(column) for column in asks.c}))
_SETTLE: Final = statement(
    update(asks).where(*_ONE).values(state=given(asks.c.state), settled_at=given(asks.c.settled_at))
)
_FIND: Final = statement(select(*asks.c).where(*_ONE))
_OPEN_ABOUT: Final = statement(select(*asks.c).where(*_ABOUT, _OPEN).order_by(asks.c.id))
_OPEN_OF: Final = statement(select(*asks.c).where(*_OF_PERSON, _OPEN).order_by(asks.c.id))
_NEWEST: Final = statement(
    select(*asks.c)
    .where(*_ABOUT, asks.c.person_id == given(asks.c.person_id, "person"))
    .order_by(asks.c.id.desc())
    .limit(1)
)
_LATELY: Final = statement(
    select(func.count()).where(*_OF_PERSON, asks.c.asked_at > bindparam("after", type_=Moment(), required=True))
)
_DELETE: Final = statement(delete(asks).where(*_ABOUT))


def add(tx: Tx, ask: Ask) -> None:
    tx.run(
        _ADD,
        community_id=ask.community,
        id=ask.id,
        post_id=ask.post,
        person_id=ask.person,
        state=ask.state.value,
        asked_at=ask.asked_at,
        settled_at=ask.settled_at,
    )


def settle(tx: Tx, ask: Ask) -> None:
    """What became of it."""
    tx.run(_SETTLE, community=ask.community, ask=ask.id, state=ask.state.value, settled_at=ask.settled_at)


def find(tx: Tx, community: CommunityId, ask: AskId) -> Ask | None:
    """Whoever changes one holds the lock of its post."""
    row = tx.row(_FIND, community=community, ask=ask)
    return None if row is None else _ask(row)


def open_about(tx: Tx, post: Post) -> list[Ask]:
    """The unanswered ones, the oldest first."""
    return [_ask(row) for row in tx.rows(_OPEN_ABOUT, community=post.community, post=post.id)]


def open_of(tx: Tx, community: CommunityId, person: PersonId) -> list[Ask]:
    """The unanswered ones that the person has asked."""
    return [_ask(row) for row in tx.rows(_OPEN_OF, community=community, person=person)]


def newest(tx: Tx, post: Post, person: PersonId) -> Ask | None:
    row = tx.row(_NEWEST, community=post.community, post=post.id, person=person)
    return None if row is None else _ask(row)


def count_since(tx: Tx, community: CommunityId, person: PersonId, after: datetime) -> int:
    return int(tx.value(_LATELY, community=community, person=person, after=after) or 0)


def forget(tx: Tx, post: Post) -> None:
    """All about a post."""
    tx.run(_DELETE, community=post.community, post=post.id)


def _ask(row: Row) -> Ask:
    return Ask(
        CommunityId(row.community_id),
        AskId(row.id),
        PostId(row.post_id),
        PersonId(row.person_id),
        AskState(row.state),
        row.asked_at,
        row.settled_at,
    )
