"""Venues and vouchers as somebody may see them who asks for them. Unknown and not theirs read alike."""

from dataclasses import replace
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from bot.communities import service as communities
from bot.communities.access import Act, may, require
from bot.communities.model import Actor, CommunityId
from bot.core.db import Tx
from bot.timebank.rewards import rules
from bot.timebank.rewards.model import Offer, Venue, VenueId, Voucher, VoucherView
from bot.timebank.rewards.refusals import UnknownVenue
from bot.timebank.rewards.store import offers, venues

_TAKE_PART: Final = Act.EXCHANGE


def here(tx: Tx, actor: Actor) -> CommunityId:
    """The community that the actor is in now. Refuses as `require`."""
    require(tx, actor, _TAKE_PART)
    assert actor.community is not None, "it was required"
    return actor.community


def living_in(tx: Tx, actor: Actor, community: CommunityId) -> Actor:
    """The actor as a resident of this community, wherever they have said it. Refuses as `require`."""
    actor = replace(actor, community=community, present=actor.present and actor.community == community)
    require(tx, actor, _TAKE_PART)
    return actor


def organising(tx: Tx, actor: Actor, community: CommunityId) -> Actor:
    """The same of who organises there. Refuses as `require`."""
    actor = replace(actor, community=community, present=False)
    require(tx, actor, Act.SETTINGS)
    return actor


def organises(tx: Tx, actor: Actor, community: CommunityId) -> bool:
    """Whether to offer them what only organisers can do."""
    return may(tx, replace(actor, community=community, present=False), Act.SETTINGS)


def run_venue(tx: Tx, actor: Actor, community: CommunityId, venue: VenueId, *, lock: bool = False) -> Venue:
    """A venue for those who run it: its staff, and organisers. Refuses as `require`, then UnknownVenue."""
    actor = living_in(tx, actor, community)
    found = venues.by_id(tx, community, venue, lock=lock)
    if found is None or found.closed_at is not None:
        raise UnknownVenue
    if not venues.works_at(tx, found, actor.person) and not organises(tx, actor, community):
        raise UnknownVenue
    return found


def organised_venue(tx: Tx, actor: Actor, community: CommunityId, venue: VenueId) -> Venue:
    """A venue, locked, for those who organise. Refuses as `require`, then UnknownVenue."""
    organising(tx, actor, community)
    found = venues.by_id(tx, community, venue, lock=True)
    if found is None or found.closed_at is not None:
        raise UnknownVenue
    return found


def today(tx: Tx, community: CommunityId) -> date:
    """On the community's calendar; of this moment: what is left, and how long it is good, counts from now on."""
    return tx.now.astimezone(ZoneInfo(communities.group_reader(tx, community).time_zone)).date()


def view_of(tx: Tx, voucher: Voucher, *, accepted: bool = False) -> VoucherView:
    """The voucher as it is now."""
    offer, venue = offer_of(tx, voucher), venue_of(tx, voucher)
    holder = communities.person(tx, voucher.person)
    zone = communities.group_reader(tx, voucher.community).time_zone
    return VoucherView(
        voucher=voucher,
        offer=offer,
        venue=venue,
        state=rules.standing(voucher, offer, venue, tx.now),
        last_day=rules.last_day(voucher.expires_at, zone),
        holder=holder.first_name if holder else "…",
        accepted=accepted,
    )


def offer_of(tx: Tx, voucher: Voucher) -> Offer:
    """What it was taken of."""
    offer = offers.by_id(tx, voucher.community, voucher.offer)
    assert offer is not None, "nothing is deleted"
    return offer


def venue_of(tx: Tx, voucher: Voucher) -> Venue:
    """Where it is used."""
    venue = venues.by_id(tx, voucher.community, voucher.venue)
    assert venue is not None, "nothing is deleted"
    return venue
