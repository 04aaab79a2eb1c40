"""Statements about venues and their staff."""

from typing import Final

from sqlalchemy import and_, bindparam, func, insert, select, update

from bot.communities.model import CommunityId, PersonId
from bot.core.copying import copied
from bot.core.db import Tx
from bot.core.schema import Id
from bot.core.statement import Row, given, insert_new, statement
from bot.timebank.rewards.model import Venue, VenueId
from bot.timebank.rewards.tables import venue_staff, venues

_VENUE: Final = (venues.c.community_id, venues.c.id, venues.c.name, venues.c.closed_at)
_HERE: Final = venues.c.community_id == given(venues.c.community_id, "community")
_THIS: Final = and_(_HERE, venues.c.id == given(venues.c.id, "venue"))
_LIMIT: Final = bindparam("limit", type_=Id, required=True)
_ADD: Final = statement(insert(venues).values({each.name: given(each) for each in venues.c}))
_BY_ID: Final = statement(select(*_VENUE).where(_THIS))
_LOCKED: Final = statement(select(*_VENUE).where(_THIS).with_for_update(key_share=True))
_OPEN: Final = statement(select(*_VENUE).where(_HERE, venues.c.closed_at.is_(None)).order_by(venues.c.id).limit(_LIMIT))
_CLOSE: Final = statement(
    update(venues)
    .where(_THIS, venues.c.closed_at.is_(None))
    .values(closed_at=given(venues.c.closed_at, "at"), closed_by=given(venues.c.closed_by, "by"))
)
_STAFF_HERE: Final = and_(
    venue_staff.c.community_id == given(venue_staff.c.community_id, "community"),
    venue_staff.c.venue_id == given(venue_staff.c.venue_id, "venue"),
)
_PERSON: Final = venue_staff.c.person_id == given(venue_staff.c.person_id, "person")
_PRESENT: Final = venue_staff.c.left_at.is_(None)
_NAME: Final = insert_new(venue_staff)
_LAST: Final = statement(select(func.coalesce(func.max(venue_staff.c.number), 0).label("last")).where(_STAFF_HERE))
_STAFF: Final = statement(
    select(venue_staff.c.number, venue_staff.c.person_id)
    .where(_STAFF_HERE, _PRESENT)
    .order_by(venue_staff.c.number)
    .limit(_LIMIT)
)
_WORKS: Final = statement(select(venue_staff.c.number).where(_STAFF_HERE, _PERSON, _PRESENT))
_AT: Final = statement(
    select(*_VENUE)
    .join_from(
        venue_staff,
        venues,
        and_(venues.c.community_id == venue_staff.c.community_id, venues.c.id == venue_staff.c.venue_id),
    )
    .where(
        venue_staff.c.community_id == given(venue_staff.c.community_id, "community"),
        _PERSON,
        _PRESENT,
        venues.c.closed_at.is_(None),
    )
    .order_by(venues.c.id)
)
_LEAVE: Final = statement(
    update(venue_staff)
    .where(_STAFF_HERE, venue_staff.c.number == given(venue_staff.c.number), _PRESENT)
    .values(left_at=given(venue_staff.c.left_at, "at"), left_by=given(venue_staff.c.left_by, "by"))
)
_COPY: Final = statement(copied(venues.c.community_id).on_conflict_do_nothing())
_COPY_STAFF: Final = statement(copied(venue_staff.c.community_id).on_conflict_do_nothing())


def add(tx: Tx, community: CommunityId, name: str, by: PersonId) -> Venue:
    venue = Venue(community, VenueId(tx.new_id()), name)
    tx.run(
        _ADD,
        community_id=community,
        id=venue.id,
        name=name,
        founded_at=tx.now,
        founded_by=by,
        closed_at=None,
        closed_by=None,
    )
    return venue


def by_id(tx: Tx, community: CommunityId, venue: VenueId, *, lock: bool = False) -> Venue | None:
    row = tx.row(_LOCKED if lock else _BY_ID, community=community, venue=venue)
    return None if row is None else _venue(row)


def open_ones(tx: Tx, community: CommunityId, limit: int) -> list[Venue]:
    """Those that are not closed, the oldest first."""
    return [_venue(row) for row in tx.rows(_OPEN, community=community, limit=limit)]


def close(tx: Tx, venue: Venue, by: PersonId) -> None:
    tx.run(_CLOSE, community=venue.community, venue=venue.id, at=tx.now, by=by)


def name_staff(tx: Tx, venue: Venue, person: PersonId, by: PersonId) -> bool:
    """False: they work there already. Whoever calls has the venue locked."""
    last = int(tx.value(_LAST, community=venue.community, venue=venue.id) or 0)
    row = {"community_id": venue.community, "venue_id": venue.id, "number": last + 1, "person_id": person}
    return tx.run(_NAME, **row, named_at=tx.now, named_by=by, left_at=None, left_by=None) == 1


def staff(tx: Tx, venue: Venue, limit: int) -> list[tuple[int, PersonId]]:
    """Who works there now, each with the number on the button that dismisses them."""
    rows = tx.rows(_STAFF, community=venue.community, venue=venue.id, limit=limit)
    return [(row.number, PersonId(row.person_id)) for row in rows]


def works_at(tx: Tx, venue: Venue, person: PersonId) -> bool:
    return tx.value(_WORKS, community=venue.community, venue=venue.id, person=person) is not None


def workplaces(tx: Tx, community: CommunityId, person: PersonId) -> list[Venue]:
    """The venues that are not closed where somebody works."""
    return [_venue(row) for row in tx.rows(_AT, community=community, person=person)]


def dismiss(tx: Tx, venue: Venue, number: int, by: PersonId) -> bool:
    """False: they do not work there (any more)."""
    return tx.run(_LEAVE, community=venue.community, venue=venue.id, number=number, at=tx.now, by=by) == 1


def copy(tx: Tx, one: CommunityId, other: CommunityId) -> None:
    """What `other` has is there in `one`, under the same numbers."""
    tx.run(_COPY, one=one, other=other)
    tx.run(_COPY_STAFF, one=one, other=other)


def _venue(row: Row) -> Venue:
    return Venue(row.community_id, row.id, row.name, row.closed_at)
