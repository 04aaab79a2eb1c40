"""Statements about people: who they are, how to reach them, what they chose."""

from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import and_, func, select, update

from bot.communities.model import CommunityId, Person, PersonId, Sighting
from bot.communities.store.groups import hold
from bot.communities.tables import communities, people, residents
from bot.core.db import Tx
from bot.core.statement import Statement, given, insert_new, statement

_PERSON: Final = (
    people.c.id,
    people.c.telegram_id,
    people.c.first_name,
    people.c.username,
    func.coalesce(people.c.language, people.c.language_hint).label("language"),
    people.c.time_zone,
    people.c.quiet_from,
    people.c.quiet_until,
    people.c.started_at,
    people.c.unreachable_at,
    people.c.current_community,
)
_PERSON_BY_ID = statement(select(*_PERSON).where(people.c.id == given(people.c.id)))
_PERSON_LOCKED = statement(select(*_PERSON).where(people.c.id == given(people.c.id)).with_for_update())
_PERSON_BY_TELEGRAM_ID = statement(select(*_PERSON).where(people.c.telegram_id == given(people.c.telegram_id)))
_ADD_PERSON = insert_new(people, keys=[people.c.telegram_id])
_RENAME = statement(
    update(people)
    .where(people.c.id == given(people.c.id, "person"))
    .values(
        first_name=given(people.c.first_name),
        username=given(people.c.username),
        language_hint=given(people.c.language_hint),
    )
)


def _set(column: Any) -> Statement:
    """UPDATE one column of one person."""
    return statement(
        update(people).where(people.c.id == given(people.c.id, "person")).values({column.key: given(column, "value")})
    )


_SET_LANGUAGE = _set(people.c.language)
_SET_TIME_ZONE = _set(people.c.time_zone)
_SET_CURRENT = _set(people.c.current_community)
_SET_UNREACHABLE = _set(people.c.unreachable_at)
_SET_QUIET_HOURS = statement(
    update(people)
    .where(people.c.id == given(people.c.id, "person"))
    .values(quiet_from=given(people.c.quiet_from), quiet_until=given(people.c.quiet_until))
)
_SET_STARTED = statement(
    update(people)
    .where(people.c.id == given(people.c.id, "person"))
    .values(started_at=func.coalesce(people.c.started_at, given(people.c.started_at, "at")), unreachable_at=None)
)


_CHOICES = statement(
    select(
        people.c.language, people.c.time_zone, people.c.quiet_from, people.c.quiet_until, people.c.current_community
    ).where(people.c.id == given(people.c.id))
)


class Choices(NamedTuple):
    """What somebody has chosen themselves; None is what they have not."""

    language: str | None
    time_zone: str | None
    quiet_from: int | None
    quiet_until: int | None
    current_community: CommunityId | None


def person_by_id(tx: Tx, person: PersonId, *, lock: bool = False) -> Person | None:
    """With `lock` nobody else changes the row before this transaction ends."""
    row = tx.row(_PERSON_LOCKED if lock else _PERSON_BY_ID, id=person)
    return Person(*row) if row else None


def person_by_telegram_id(tx: Tx, telegram_id: int) -> Person | None:
    row = tx.row(_PERSON_BY_TELEGRAM_ID, telegram_id=telegram_id)
    return Person(*row) if row else None


def add_person(tx: Tx, *, telegram_id: int, first_name: str, username: str | None, hint: str | None) -> bool:
    """False: somebody with this Telegram id came in at the same moment."""
    nothing_yet = dict.fromkeys((column.key for column in people.columns), None)
    row = {
        "id": tx.new_id(),
        "telegram_id": telegram_id,
        "first_name": first_name,
        "username": username,
        "language_hint": hint,
        "met_at": tx.now,
    }
    return tx.run(_ADD_PERSON, **{**nothing_yet, **row}) == 1


def rename_person(tx: Tx, person: PersonId, *, first_name: str, username: str | None, hint: str | None) -> None:
    tx.run(_RENAME, person=person, first_name=first_name, username=username, language_hint=hint)


def choices(tx: Tx, person: PersonId) -> Choices | None:
    row = tx.row(_CHOICES, id=person)
    return Choices(*row) if row else None


def set_language(tx: Tx, person: PersonId, language: str | None) -> None:
    tx.run(_SET_LANGUAGE, person=person, value=language)


def set_time_zone(tx: Tx, person: PersonId, zone: str | None) -> None:
    tx.run(_SET_TIME_ZONE, person=person, value=zone)


def set_quiet_hours(tx: Tx, person: PersonId, begin: int | None, end: int | None) -> None:
    tx.run(_SET_QUIET_HOURS, person=person, quiet_from=begin, quiet_until=end)


def set_current(tx: Tx, person: PersonId, community: CommunityId) -> None:
    """The private chat is about this community. Raises Outage as `hold`."""
    hold(tx, community)
    tx.run(_SET_CURRENT, person=person, value=community)


def set_started(tx: Tx, person: PersonId, at: datetime) -> None:
    """The private chat is open: since `at`, unless it was before."""
    tx.run(_SET_STARTED, person=person, at=at)


def set_unreachable(tx: Tx, person: PersonId, at: datetime | None) -> None:
    tx.run(_SET_UNREACHABLE, person=person, value=at)


class Acquaintance(NamedTuple):
    """What is known of the acting person, and of the group in which they act, in one look."""

    person: PersonId
    first_name: str
    username: str | None
    language_hint: str | None
    started_at: datetime | None
    unreachable_at: datetime | None
    current_community: CommunityId | None
    community: CommunityId | None
    """None: no group goes by this chat id (it may be a private chat, a new group, or an old name of one)."""
    title: str | None
    left_at: datetime | None
    resident_since: datetime | None
    resident_came_by: str | None
    resident_left_at: datetime | None


_ACQUAINTANCE = statement(
    select(
        people.c.id,
        people.c.first_name,
        people.c.username,
        people.c.language_hint,
        people.c.started_at,
        people.c.unreachable_at,
        people.c.current_community,
        communities.c.id.label("community"),
        communities.c.title,
        communities.c.left_at,
        residents.c.since.label("resident_since"),
        residents.c.came_by.label("resident_came_by"),
        residents.c.left_at.label("resident_left_at"),
    )
    .select_from(people)
    .outerjoin(communities, communities.c.chat_id == given(communities.c.chat_id))
    .outerjoin(
        residents,
        and_(residents.c.community_id == communities.c.id, residents.c.person_id == people.c.id),
    )
    .where(people.c.telegram_id == given(people.c.telegram_id))
)


def acquaintance(tx: Tx, sighting: Sighting) -> Acquaintance | None:
    row = tx.row(_ACQUAINTANCE, telegram_id=sighting.telegram_id, chat_id=sighting.chat_id)
    return Acquaintance(*row) if row else None
