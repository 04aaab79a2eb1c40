"""Statements about rights: Telegram's word about somebody's place in a group, and our own grants."""

from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import and_, literal, select, update

from bot.communities.model import CameBy, CommunityId, Membership, PersonId, Role
from bot.communities.rules import Place
from bot.communities.tables import communities, grants, memberships, people, residents
from bot.core.db import Tx
from bot.core.statement import given, insert_new, statement, upsert

_RECORD_MEMBERSHIP = upsert(
    memberships,
    keys=[memberships.c.community_id, memberships.c.person_id],
    change=[memberships.c.status, memberships.c.anonymous, memberships.c.seen_at],
)
_ANONYMOUS = statement(
    select(memberships.c.anonymous).where(
        memberships.c.community_id == given(memberships.c.community_id, "community"),
        memberships.c.person_id == given(memberships.c.person_id, "person"),
    )
)
_IN_FORCE: Final = and_(
    grants.c.role == literal(Role.ORGANISER.value),
    grants.c.revoked_at.is_(None),
)
_PLACE = statement(
    select(
        communities.c.chat_id,
        communities.c.left_at.label("gone_at"),
        people.c.telegram_id,
        residents.c.came_by,
        residents.c.left_at,
        memberships.c.status,
        memberships.c.seen_at,
        grants.c.granted_at,
    )
    .select_from(communities)
    .join(people, people.c.id == given(people.c.id, "person"))
    .outerjoin(residents, and_(residents.c.community_id == communities.c.id, residents.c.person_id == people.c.id))
    .outerjoin(
        memberships, and_(memberships.c.community_id == communities.c.id, memberships.c.person_id == people.c.id)
    )
    .outerjoin(grants, and_(grants.c.community_id == communities.c.id, grants.c.person_id == people.c.id, _IN_FORCE))
    .where(communities.c.id == given(communities.c.id, "community"))
)
_GRANT = insert_new(grants)
_REVOKE = statement(
    update(grants)
    .where(
        grants.c.community_id == given(grants.c.community_id, "community"),
        grants.c.person_id == given(grants.c.person_id, "person"),
        grants.c.role == given(grants.c.role),
        grants.c.revoked_at.is_(None),
    )
    .values(revoked_at=given(grants.c.revoked_at, "at"), revoked_by=given(grants.c.revoked_by, "by"))
)


class Here(NamedTuple):
    """One person's place in one community, with what is needed to ask Telegram about it."""

    chat_id: int | None
    gone_at: datetime | None
    """When the bot left the group, or None."""
    telegram_id: int | None
    place: Place


def here(tx: Tx, community: CommunityId, person: PersonId) -> Here | None:
    """None: there is no such community or person."""
    row = tx.row(_PLACE, community=community, person=person)
    if row is None:
        return None
    place = Place(
        came_by=CameBy(row.came_by) if row.came_by else None,
        left_at=row.left_at,
        appointed=row.granted_at is not None,
        status=Membership(row.status) if row.status else None,
        seen_at=row.seen_at,
    )
    return Here(row.chat_id, row.gone_at, row.telegram_id, place)


def record_membership(
    tx: Tx, community: CommunityId, person: PersonId, status: Membership, *, anonymous: bool, seen_at: datetime
) -> None:
    tx.run(
        _RECORD_MEMBERSHIP,
        community_id=community,
        person_id=person,
        status=status.value,
        anonymous=int(anonymous),
        seen_at=seen_at,
    )


def is_anonymous(tx: Tx, community: CommunityId, person: PersonId) -> bool:
    return bool(tx.value(_ANONYMOUS, community=community, person=person))


def grant(tx: Tx, community: CommunityId, person: PersonId, role: Role, by: PersonId) -> bool:
    """False: they hold it already."""
    return (
        tx.run(
            _GRANT,
            community_id=community,
            person_id=person,
            role=role.value,
            granted_at=tx.now,
            granted_by=by,
            revoked_at=None,
            revoked_by=None,
        )
        == 1
    )


def revoke(tx: Tx, community: CommunityId, person: PersonId, role: Role, by: PersonId) -> bool:
    """False: they do not hold it."""
    return tx.run(_REVOKE, community=community, person=person, role=role.value, at=tx.now, by=by) == 1
