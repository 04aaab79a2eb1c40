"""Statements about who lives where."""

from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import or_, select, update

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
_HOMES: Final = (
    select(residents.c.community_id)
    .join(communities, communities.c.id == residents.c.community_id)
    .where(residents.c.person_id == people.c.id, residents.c.left_at.is_(None), communities.c.left_at.is_(None))
    .correlate(people)
)
"""Where somebody lives now, and the bot is."""

_ENTER = statement(
    update(people)
    .where(
        people.c.id == given(people.c.id, "person"),
        or_(
            people.c.current_community.is_(None),
            ~_HOMES.where(residents.c.community_id == people.c.current_community).exists(),
        ),
    )
    .values(current_community=given(people.c.current_community, "community"))
)
_NEWEST_HOME: Final = _HOMES.order_by(residents.c.since.desc(), residents.c.community_id).limit(1)
_COMMUNITY: Final = given(people.c.current_community, "community")
_GO_HOME: Final = (
    update(people)
    .where(people.c.current_community == _COMMUNITY, _HOMES.exists())
    .values(current_community=_NEWEST_HOME.scalar_subquery())
)
_ONE_GOES_HOME = statement(_GO_HOME.where(people.c.id == given(people.c.id, "person")))
_ALL_GO_HOME = statement(
    _GO_HOME.where(people.c.id.in_(select(residents.c.person_id).where(residents.c.community_id == _COMMUNITY)))
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


_TWO_HOMES = statement(
    select(residents.c.community_id)
    .join(communities, communities.c.id == residents.c.community_id)
    .where(
        residents.c.person_id == given(residents.c.person_id, "person"),
        residents.c.left_at.is_(None),
        communities.c.left_at.is_(None),
    )
    .limit(2)
)


class Residence(NamedTuple):
    came_by: CameBy
    left_at: datetime | None


def move_in(tx: Tx, community: CommunityId, person: PersonId, came_by: CameBy) -> None:
    """They live here, from now on or again; it is their current community if they live in no other.

    Raises Outage as `hold`.
    """
    hold(tx, community)
    tx.run(_ADD_RESIDENT, community_id=community, person_id=person, came_by=came_by.value, since=tx.now, left_at=None)
    tx.run(_ENTER, person=person, community=community)


def end_residence(tx: Tx, community: CommunityId, person: PersonId, at: datetime) -> None:
    """They live here no longer; if it was their current community, another one in which they live is."""
    tx.run(_END_RESIDENCE, community=community, person=person, at=at)
    tx.run(_ONE_GOES_HOME, community=community, person=person)


def go_home(tx: Tx, community: CommunityId) -> None:
    """The bot has left this community: whoever has another one talks about that."""
    tx.run(_ALL_GO_HOME, community=community)


def residence(tx: Tx, community: CommunityId, person: PersonId) -> Residence | None:
    row = tx.row(_RESIDENCE, community=community, person=person)
    return Residence(CameBy(row.came_by), row.left_at) if row else None


def communities_of(tx: Tx, person: PersonId) -> list[Community]:
    """Where they live now, by title; at most 50."""
    return [Community(*row) for row in tx.rows(_COMMUNITIES_OF, person=person)]


def only_home(tx: Tx, person: PersonId) -> CommunityId | None:
    """Where they live, if it is one community."""
    homes = tx.rows(_TWO_HOMES, person=person)
    return CommunityId(homes[0].community_id) if len(homes) == 1 else None
