"""What residents see: what is on offer, one offer, the vouchers they have."""

from dataclasses import dataclass
from typing import Final

from bot.communities import service as communities
from bot.communities.model import Actor, CommunityId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.timebank import members
from bot.timebank.rewards import finding, rules
from bot.timebank.rewards.model import Listing, OfferId, Venue, VoucherView
from bot.timebank.rewards.redeeming import own_voucher
from bot.timebank.rewards.refusals import UnknownReward
from bot.timebank.rewards.store import offers, venues, vouchers

PAGE_SIZE: Final = 8
FIRST: Final = OfferId(0)
"""Before all that there are."""


@dataclass(frozen=True, slots=True)
class RewardsPage:
    """A page of what is on offer."""

    community: CommunityId
    title: str
    can_spend: Minutes | None
    """None: any amount."""
    listings: tuple[Listing, ...]
    after: OfferId | None
    """The last of these, if there are more."""
    first: bool
    """Nothing comes before them."""
    out: int
    """Vouchers that the reader has out."""
    workplaces: tuple[Venue, ...]
    """Venues where the reader accepts vouchers."""
    organises: bool


@dataclass(frozen=True, slots=True)
class RewardCard:
    """One offer."""

    listing: Listing
    can_spend: Minutes | None
    next_number: int
    """Stands on the button that takes one: pressed twice it is one voucher."""
    runs: bool
    """The reader works there, or organises."""


@dataclass(frozen=True, slots=True)
class MyVouchers:
    """What somebody has and has not used."""

    title: str
    vouchers: tuple[VoucherView, ...]


def rewards(tx: Tx, actor: Actor, after: OfferId = FIRST) -> RewardsPage:
    """From behind an offer on. Refuses as `require`."""
    community = finding.here(tx, actor)
    week = rules.week_of(finding.today(tx, community))
    found = offers.page(tx, community, week, after, PAGE_SIZE + 1)
    shown = found[:PAGE_SIZE]
    where = communities.community(tx, community)
    return RewardsPage(
        community=community,
        title=where.title if where else "",
        can_spend=members.look(tx, community, actor.person)[0].can_spend,
        listings=tuple(shown),
        after=shown[-1].offer.id if len(found) > PAGE_SIZE else None,
        first=after == FIRST,
        out=len(vouchers.out_of_person(tx, community, actor.person, rules.OUT_MOST)),
        workplaces=tuple(venues.workplaces(tx, community, actor.person)),
        organises=finding.organises(tx, actor, community),
    )


def reward(tx: Tx, actor: Actor, community: CommunityId, offer: OfferId) -> RewardCard:
    """One of them, also when it has ended. Refuses as `require`, then UnknownReward."""
    actor = finding.living_in(tx, actor, community)
    listing = offers.listing(tx, community, offer, rules.week_of(finding.today(tx, community)))
    if listing is None:
        raise UnknownReward
    return RewardCard(
        listing=listing,
        can_spend=members.look(tx, community, actor.person)[0].can_spend,
        next_number=vouchers.last_number(tx, community, offer, actor.person) + 1,
        runs=venues.works_at(tx, listing.venue, actor.person) or finding.organises(tx, actor, community),
    )


def own(tx: Tx, actor: Actor, code: str) -> VoucherView:
    """One voucher, for its holder alone. Refuses UnknownVoucher."""
    return finding.view_of(tx, own_voucher(tx, actor, code))


def my_vouchers(tx: Tx, actor: Actor) -> MyVouchers:
    """The actor's own in the community that they are in. Refuses as `require`."""
    community = finding.here(tx, actor)
    where = communities.community(tx, community)
    found = vouchers.out_of_person(tx, community, actor.person, rules.OUT_MOST)
    return MyVouchers(where.title if where else "", tuple(finding.view_of(tx, each) for each in found))
