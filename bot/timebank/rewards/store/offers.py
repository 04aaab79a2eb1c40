"""Statements about what venues offer."""

from datetime import date
from typing import Any, Final

from sqlalchemy import and_, bindparam, func, insert, select, update

from bot.communities.model import CommunityId, PersonId
from bot.core.copying import copied
from bot.core.db import Tx
from bot.core.schema import Id
from bot.core.statement import Row, given, statement
from bot.timebank.rewards import rules
from bot.timebank.rewards.model import Listing, Offer, OfferId, Terms, Venue
from bot.timebank.rewards.tables import offers, venues, vouchers

_OFFER: Final = (
    *(offers.c.community_id, offers.c.id, offers.c.venue_id, offers.c.title, offers.c.minutes, offers.c.per_week),
    *(offers.c.days, offers.c.terms, offers.c.ended_at, offers.c.called_off),
)
_HERE: Final = offers.c.community_id == given(offers.c.community_id, "community")
_THIS: Final = and_(_HERE, offers.c.id == given(offers.c.id, "offer"))
_ON: Final = offers.c.ended_at.is_(None)
_TAKEN: Final = (
    select(func.count())
    .select_from(vouchers)
    .where(
        vouchers.c.community_id == offers.c.community_id,
        vouchers.c.offer_id == offers.c.id,
        vouchers.c.week == given(vouchers.c.week),
        vouchers.c.state.in_(sorted(state.value for state in rules.TAKES_STOCK)),
    )
    .correlate(offers)
    .scalar_subquery()
    .label("taken")
)
_LISTED: Final = (
    select(*_OFFER, venues.c.name.label("venue_name"), _TAKEN)
    .join_from(offers, venues, and_(venues.c.community_id == offers.c.community_id, venues.c.id == offers.c.venue_id))
    .where(_HERE)
)
_ADD: Final = statement(insert(offers).values({each.name: given(each) for each in offers.c}))
_BY_ID: Final = statement(select(*_OFFER).where(_THIS))
_LOCKED: Final = statement(select(*_OFFER).where(_THIS).with_for_update(key_share=True))
_ONE: Final = statement(_LISTED.where(offers.c.id == given(offers.c.id, "offer")))
_PAGE: Final = statement(
    _LISTED.where(_ON, offers.c.id > given(offers.c.id, "after"))
    .order_by(offers.c.id)
    .limit(bindparam("limit", type_=Id, required=True))
)
_OF_VENUE: Final = statement(
    select(*_OFFER).where(_HERE, offers.c.venue_id == given(offers.c.venue_id, "venue"), _ON).order_by(offers.c.id)
)
_END: Final = statement(
    update(offers)
    .where(_THIS, _ON)
    .values(
        ended_at=given(offers.c.ended_at, "at"),
        ended_by=given(offers.c.ended_by, "by"),
        called_off=given(offers.c.called_off),
    )
)
_COPY: Final = statement(copied(offers.c.community_id).on_conflict_do_nothing())


def add(tx: Tx, venue: Venue, terms: Terms, by: PersonId) -> Offer:
    offer = Offer(venue.community, OfferId(tx.new_id()), venue.id, terms)
    tx.run(
        _ADD,
        community_id=venue.community,
        id=offer.id,
        venue_id=venue.id,
        **rules.kept(terms),
        published_at=tx.now,
        published_by=by,
        ended_at=None,
        ended_by=None,
        called_off=0,
    )
    return offer


def by_id(tx: Tx, community: CommunityId, offer: OfferId, *, lock: bool = False) -> Offer | None:
    """With `lock` nobody else takes one of it, or ends it, before this transaction is over."""
    row = tx.row(_LOCKED if lock else _BY_ID, community=community, offer=offer)
    return None if row is None else _offer(row)


def listing(tx: Tx, community: CommunityId, offer: OfferId, week: date) -> Listing | None:
    """Also one that has ended."""
    row = tx.row(_ONE, community=community, offer=offer, week=week.isoformat())
    return None if row is None else _listing(row)


def page(tx: Tx, community: CommunityId, week: date, after: int, limit: int) -> list[Listing]:
    """What is on offer, in the order in which it was published, from behind an offer on."""
    rows = tx.rows(_PAGE, community=community, week=week.isoformat(), after=after, limit=limit)
    return [_listing(row) for row in rows]


def of_venue(tx: Tx, venue: Venue) -> list[Offer]:
    """What it offers now."""
    return [_offer(row) for row in tx.rows(_OF_VENUE, community=venue.community, venue=venue.id)]


def end(tx: Tx, offer: Offer, by: PersonId, *, called_off: bool) -> None:
    """Whoever calls has it locked."""
    tx.run(_END, community=offer.community, offer=offer.id, at=tx.now, by=by, called_off=int(called_off))


def copy(tx: Tx, one: CommunityId, other: CommunityId) -> None:
    """What `other` offers is on offer in `one`, under the same numbers."""
    tx.run(_COPY, one=one, other=other)


def _offer(row: Row) -> Offer:
    values: dict[str, Any] = {name: getattr(row, name) for name in Terms.__dataclass_fields__}
    return Offer(row.community_id, row.id, row.venue_id, Terms(**values), row.ended_at, bool(row.called_off))


def _listing(row: Row) -> Listing:
    offer = _offer(row)
    venue = Venue(offer.community, offer.venue, row.venue_name)
    return Listing(offer, venue, rules.left(offer.terms.per_week, row.taken))
