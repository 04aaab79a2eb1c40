"""What venues, their offers and vouchers are."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from bot.communities.model import CommunityId, PersonId
from bot.core.minutes import Minutes
from bot.timebank.ledger.model import HoldId

VenueId = NewType("VenueId", int)
OfferId = NewType("OfferId", int)
VoucherId = NewType("VoucherId", int)


@dataclass(frozen=True, slots=True)
class Venue:
    """Where hours can be spent; it has an account in the book."""

    community: CommunityId
    id: VenueId
    name: str
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What an offer says."""

    title: str
    minutes: Minutes
    per_week: int | None
    """Vouchers that can be taken in one week, from Monday on; None: as many as people want."""
    days: int
    """A voucher is good for so many days after the one on which it was taken."""
    terms: str | None = None
    """In the venue's words."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a venue gives for hours."""

    community: CommunityId
    id: OfferId
    venue: VenueId
    terms: Terms
    ended_at: datetime | None = None
    called_off: bool = False
    """The vouchers that were out when it ended are void."""


class VoucherState(StrEnum):
    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    RETURNED = "returned"
    """Its holder took it back."""
    CALLED_OFF = "called_off"
    """The venue, or its offer, is no more."""


@dataclass(frozen=True, slots=True)
class Voucher:
    """What somebody has taken of an offer. The hours are held until it is used, given back or over."""

    community: CommunityId
    id: VoucherId
    code: str
    offer: OfferId
    venue: VenueId
    person: PersonId
    number: int
    """Of those that this person has taken of this offer, counted from 1."""
    minutes: Minutes
    hold: HoldId
    week: date
    """The Monday of the week of whose stock it is."""
    issued_at: datetime
    expires_at: datetime
    """Good before this moment."""
    state: VoucherState = VoucherState.OPEN
    settled_at: datetime | None = None
    settled_by: PersonId | None = None

    @property
    def subject(self) -> str:
        """What reminders, notices and entries in the book say that they are about."""
        return f"voucher:{self.id}"


@dataclass(frozen=True, slots=True)
class Listing:
    """An offer as people see it who may want it."""

    offer: Offer
    venue: Venue
    left: int | None
    """How many can still be taken this week; None: no limit."""


@dataclass(frozen=True, slots=True)
class VoucherView:
    """A voucher with what it is for."""

    voucher: Voucher
    offer: Offer
    venue: Venue
    state: VoucherState
    """As it is now, whether or not somebody has written it down."""
    last_day: date
    """The last one on which it is good, on the community's calendar."""
    holder: str
    """First name."""
    accepted: bool = False
    """This very act has used it."""
