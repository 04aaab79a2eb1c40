"""Statements for one group that was founded twice, because it was upgraded while we heard of both."""

from sqlalchemy import delete, select, update

from bot.communities.model import CameBy, CommunityId
from bot.communities.store.residents import end_residence, move_in, residence
from bot.communities.tables import chat_aliases, communities, drafts, grants, memberships, people, residents
from bot.core.db import Tx
from bot.core.statement import given, statement

_OTHER = given(communities.c.id, "other")
_ONE = given(communities.c.id, "one")

_RESIDENTS = statement(
    select(residents.c.person_id, residents.c.came_by, residents.c.left_at)
    .where(residents.c.community_id == _OTHER)
    .order_by(residents.c.person_id)
)
_EMPTY = tuple(
    statement(delete(table).where(table.c.community_id == _OTHER)) for table in (residents, memberships, grants)
)
_FOLLOW = (
    statement(update(people).where(people.c.current_community == _OTHER).values(current_community=_ONE)),
    statement(update(drafts).where(drafts.c.community_id == _OTHER).values(community_id=_ONE)),
    statement(update(chat_aliases).where(chat_aliases.c.community_id == _OTHER).values(community_id=_ONE)),
)
_RETIRE = statement(
    update(communities)
    .where(communities.c.id == _OTHER)
    .values(chat_id=None, left_at=given(communities.c.left_at, "at"))
)


def absorb(tx: Tx, one: CommunityId, other: CommunityId) -> None:
    """Everybody who lives (or lived) in `other` does so in `one`; `other` stays as an empty shell."""
    for row in tx.rows(_RESIDENTS, other=other):
        if row.left_at is None:
            move_in(tx, one, row.person_id, CameBy(row.came_by))
        elif residence(tx, one, row.person_id) is None:
            move_in(tx, one, row.person_id, CameBy(row.came_by))
            end_residence(tx, one, row.person_id, row.left_at)
    for empty in _EMPTY:
        tx.run(empty, other=other)
    for follow in _FOLLOW:
        tx.run(follow, one=one, other=other)
    tx.run(_RETIRE, other=other, at=tx.now)
