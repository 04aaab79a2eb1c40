"""Statements that erase one person, and those that tell what is kept of them."""

from typing import Any, Final

from sqlalchemy import delete, select, update

from bot.communities.model import PersonId
from bot.communities.tables import communities, drafts, grants, memberships, people, residents
from bot.core.db import Tx, given, statement

_PERSON: Final = given(people.c.id, "person")
_FORGET: Final = statement(
    update(people)
    .where(people.c.id == _PERSON)
    .values(
        telegram_id=None,
        first_name="",
        username=None,
        language_hint=None,
        language=None,
        time_zone=None,
        quiet_from=None,
        quiet_until=None,
        started_at=None,
        unreachable_at=None,
        current_community=None,
    )
)
_DELETE: Final = tuple(
    statement(delete(table).where(table.c.person_id == _PERSON)) for table in (drafts, grants, memberships, residents)
)
_FORGOTTEN: Final = statement(select(people.c.id).where(people.c.telegram_id.is_(None)).order_by(people.c.id))
_OWN_ROW: Final = statement(select(people).where(people.c.id == _PERSON))
_TITLE: Final = communities.c.title.label("community")
_HERE: Final = {
    "lives_in": statement(
        select(_TITLE, residents.c.came_by, residents.c.since, residents.c.left_at)
        .join_from(residents, communities, communities.c.id == residents.c.community_id)
        .where(residents.c.person_id == _PERSON)
    ),
    "place_in_the_group": statement(
        select(_TITLE, memberships.c.status, memberships.c.anonymous, memberships.c.seen_at)
        .join_from(memberships, communities, communities.c.id == memberships.c.community_id)
        .where(memberships.c.person_id == _PERSON)
    ),
    "appointed": statement(
        select(_TITLE, grants.c.role, grants.c.granted_at, grants.c.revoked_at)
        .join_from(grants, communities, communities.c.id == grants.c.community_id)
        .where(grants.c.person_id == _PERSON)
    ),
    "unfinished": statement(
        select(drafts.c.kind, drafts.c.data, drafts.c.updated_at).where(drafts.c.person_id == _PERSON)
    ),
}


def forget(tx: Tx, person: PersonId) -> None:
    """Of the person only their number stays."""
    for table in _DELETE:
        tx.run(table, person=person)
    tx.run(_FORGET, person=person)


def forgotten(tx: Tx) -> list[PersonId]:
    """The numbers of all who were forgotten."""
    return [PersonId(row.id) for row in tx.rows(_FORGOTTEN)]


def kept(tx: Tx, person: PersonId) -> dict[str, list[dict[str, Any]]]:
    """Everything, table by table."""
    found = {"person": _OWN_ROW, **_HERE}
    return {name: [row._asdict() for row in tx.rows(each, person=person)] for name, each in found.items()}
