"""Statements for one group that was founded twice, because it was upgraded while we heard of both."""

from dataclasses import replace

from sqlalchemy import delete, select, update

from bot.communities.model import CameBy, Community, CommunityId
from bot.communities.store import groups
from bot.communities.store.residents import end_residence, move_in, residence
from bot.communities.tables import (
    chat_aliases,
    communities,
    community_aliases,
    drafts,
    grants,
    memberships,
    people,
    residents,
)
from bot.core.copying import copied
from bot.core.db import Tx
from bot.core.statement import given, insert_new, statement

_OTHER = given(communities.c.id, "other")
_ONE = given(communities.c.id, "one")

_RESIDENTS = statement(
    select(residents.c.person_id, residents.c.came_by, residents.c.left_at)
    .where(residents.c.community_id == _OTHER)
    .order_by(residents.c.person_id)
)
_GRANTS = statement(copied(grants.c.community_id).on_conflict_do_nothing())
"""Whom both have appointed is appointed by the one already."""
_EMPTY = tuple(
    statement(delete(table).where(table.c.community_id == _OTHER)) for table in (residents, memberships, grants)
)
_FOLLOW = tuple(
    statement(update(column.table).where(column == _OTHER).values({column: _ONE}))
    for column in (
        people.c.current_community,
        drafts.c.community_id,
        chat_aliases.c.community_id,
        community_aliases.c.community_id,
    )
)
_RETIRE = statement(
    update(communities)
    .where(communities.c.id == _OTHER)
    .values(chat_id=None, left_at=given(communities.c.left_at, "at"))
)
_GREETED = statement(select(communities.c.greeted_at).where(communities.c.id == _OTHER))
_ADD_ALIAS = insert_new(community_aliases)
_SUCCESSOR = statement(select(community_aliases.c.community_id).where(community_aliases.c.absorbed_id == _OTHER))


def absorb(tx: Tx, one: Community, other: Community) -> None:
    """Everybody who lives, lived or organises in `other` does so in `one`, also who comes by its link; `other` stays as
    an empty shell. What was set in `other` holds where nothing was set in `one`."""
    for row in tx.rows(_RESIDENTS, other=other.id):
        if row.left_at is None:
            move_in(tx, one.id, row.person_id, CameBy(row.came_by))
        elif residence(tx, one.id, row.person_id) is None:
            move_in(tx, one.id, row.person_id, CameBy(row.came_by))
            end_residence(tx, one.id, row.person_id, row.left_at)
    tx.run(_GRANTS, one=one.id, other=other.id)
    for empty in _EMPTY:
        tx.run(empty, other=other.id)
    for follow in _FOLLOW:
        tx.run(follow, one=one.id, other=other.id)
    _inherit(tx, one, other)
    tx.run(_RETIRE, other=other.id, at=tx.now)
    tx.run(_ADD_ALIAS, absorbed_id=other.id, community_id=one.id, invite_code=other.invite_code, since=tx.now)


def successor(tx: Tx, community: CommunityId) -> CommunityId | None:
    """The community of which this one has become part; None: it stands for itself."""
    return tx.value(_SUCCESSOR, other=community)


def _inherit(tx: Tx, one: Community, other: Community) -> None:
    if tx.value(_GREETED, other=other.id) is not None:
        groups.greet(tx, one.id)
    if one.set_up_at is None and other.set_up_at is not None:
        groups.set_up(tx, replace(other, id=one.id, set_up_at=tx.now))
    if one.pledges_topic is None:
        groups.set_topic(tx, one.id, other.pledges_topic)
