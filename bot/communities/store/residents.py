"""Statements about who lives where."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, update

from bot.communities.model import CameBy, Community, CommunityId, PersonId
from bot.communities.store.groups import COMMUNITY, hold
from bot.communities.tables import communities, people, residents
from bot.core.db import Tx
from bot.core.statement import given, statement, upsert

_ADD_RESIDENT = upsert(
    residents,
    keys=[residents.c.community_id, residents.c.person_id],
    change=[residents.c.came_by, residents.c.left_at],
)
_ENTER = statement(
    update(people)
    .where(people.c.id == given(people.c.id, "person"), people.c.current_community.is_(None))
    .values(current_community=given(people.c.current_community, "community"))
)
_END_RESIDENCE = statement(
    update(residents)
    .where(
        residents.c.community_id == given(residents.c.community_id, "community"),
        residents.c.person_id == given(residents.c.person_id, "person"),
        residents.c.left_at.is_(None),
    )
    .values(left_at=given(residents.c.left_at, "at"))
)
_RESIDENCE = statement(
    select(residents.c.came_by, residents.c.left_at).where(
        residents.c.community_id == given(residents.c.community_id, "community"),
        residents.c.person_id == given(residents.c.person_id, "person"),
    )
)
_COMMUNITIES_OF = statement(
    select(*COMMUNITY)
    .join(residents, residents.c.community_id == communities.c.id)
    .where(
        residents.c.person_id == given(residents.c.person_id, "person"),
        residents.c.left_at.is_(None),
        communities.c.left_at.is_(None),
    )
    .order_by(communities.c.title, communities.c.id)
    .limit(50)
)


class Residence(NamedTuple):
    came_by: CameBy
    left_at: datetime | None


def move_in(tx: Tx, community: CommunityId, person: PersonId, came_by: CameBy) -> None:
    """They live here, from now on or again; their first community is their current one. Raises Outage as `hold`."""
    hold(tx, community)
    tx.run(_ADD_RESIDENT, community_id=community, person_id=person, came_by=came_by.value, since=tx.now, left_at=None)
    tx.run(_ENTER, person=person, community=community)


def end_residence(tx: Tx, community: CommunityId, person: PersonId, at: datetime) -> None:
    tx.run(_END_RESIDENCE, community=community, person=person, at=at)


def residence(tx: Tx, community: CommunityId, person: PersonId) -> Residence | None:
    row = tx.row(_RESIDENCE, community=community, person=person)
    return Residence(CameBy(row.came_by), row.left_at) if row else None


def communities_of(tx: Tx, person: PersonId) -> list[Community]:
    """Where they live now, by title; at most 50."""
    return [Community(*row) for row in tx.rows(_COMMUNITIES_OF, person=person)]
