"""What organisers see: credits that were issued, spent, have expired or are outstanding; what each venue has taken."""

from dataclasses import dataclass
from typing import Final

from bot.communities import service as communities
from bot.communities.model import Actor, CommunityId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.timebank.ledger import accounts, reading
from bot.timebank.ledger.model import Kind
from bot.timebank.rewards import finding, rules
from bot.timebank.rewards.model import Venue
from bot.timebank.rewards.store import sums, venues

_PEOPLE: Final = (Kind.MEMBER, Kind.HOUSEHOLD)


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a venue has taken for what it gave."""

    venue: Venue
    balance: Minutes
    """Credits on its account."""
    used: int
    """Vouchers that it has accepted."""
    out: int
    """Vouchers that it may still see."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The credits of a community, in minutes: issued = spent + expired + outstanding."""

    community: CommunityId
    title: str
    issued: Minutes
    """What the community has given to people, less what came back to it."""
    spent: Minutes
    """At venues."""
    expired: Minutes
    outstanding: Minutes
    """In people's hands, with what is held for vouchers."""
    on_vouchers: Minutes
    kept: Minutes
    """Minutes of vouchers that venues have offered and kept, within 90 days."""
    settlements: tuple[Settlement, ...]

    @property
    def coverage(self) -> int | None:
        """Outstanding minutes in percent of those that were kept, rounded up; None: none were."""
        return None if self.kept == 0 else -(-max(0, self.outstanding) * 100 // self.kept)


def overview(tx: Tx, actor: Actor, community: CommunityId) -> Overview:
    """For those who organise. Refuses as `require`."""
    finding.organising(tx, actor, community)
    stand = reading.balances(tx, community)
    spent, expired = stand.get(Kind.VENUE, Minutes(0)), stand.get(Kind.EXPIRED, Minutes(0))
    outstanding = sum(stand.get(kind, Minutes(0)) for kind in _PEOPLE)
    where = communities.community(tx, community)
    by_venue = sums.by_venue(tx, community)
    return Overview(
        community=community,
        title=where.title if where else "",
        issued=Minutes(spent + expired + outstanding),
        spent=spent,
        expired=expired,
        outstanding=Minutes(outstanding),
        on_vouchers=sums.held(tx, community),
        kept=sums.kept_since(tx, community, tx.now - rules.COVERAGE),
        settlements=tuple(
            _settlement(tx, venue, by_venue) for venue in venues.open_ones(tx, community, rules.VENUES_MOST)
        ),
    )


def settlement_of(tx: Tx, venue: Venue) -> Settlement:
    """Of one venue."""
    return _settlement(tx, venue, sums.by_venue(tx, venue.community))


def _settlement(tx: Tx, venue: Venue, by_venue: dict[int, tuple[int, int]]) -> Settlement:
    account = accounts.find(tx, venue.community, Kind.VENUE, venue.id)
    used, out = by_venue.get(venue.id, (0, 0))
    return Settlement(venue, Minutes(0) if account is None else account.balance, used, out)
