"""What cannot be with rewards, in the order in which it is looked at. The book's own refusals come after these."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.core.minutes import Minutes
from bot.core.refusal import Refusal


@dataclass(unsafe_hash=True)
class UnknownVenue(Refusal):
    """No such venue, a closed one, another community's, or none of the actor's: they read alike."""


@dataclass(unsafe_hash=True)
class UnknownReward(Refusal):
    """No such offer, or another community's."""


@dataclass(unsafe_hash=True)
class UnknownVoucher(Refusal):
    """No such voucher, or nothing to do with the actor: neither theirs nor for a venue of theirs."""


@dataclass(unsafe_hash=True)
class NotYourVenue(Refusal):
    """Staff of one venue look at a voucher for another one."""

    venue: str


@dataclass(unsafe_hash=True)
class OwnVoucher(Refusal):
    """Nobody accepts what they have taken themselves."""


@dataclass(unsafe_hash=True)
class RewardEnded(Refusal):
    """It is not on offer any more."""

    moved_on: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class NoneLeft(Refusal):
    """As many as there are in this week were taken."""

    moved_on: ClassVar[bool] = True
    again_on: date


@dataclass(unsafe_hash=True)
class TooManyVouchers(Refusal):
    """They have as many vouchers out as one can."""

    most: int


@dataclass(unsafe_hash=True)
class VoucherOver(Refusal):
    """It was used, has expired, or was given back: it cannot be taken back."""

    moved_on: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class VenueNameTaken(Refusal):
    """There is a venue called so."""

    of_answer: ClassVar[bool] = True
    name: str


@dataclass(unsafe_hash=True)
class EnoughVenues(Refusal):
    """As many as can be."""

    most: int


@dataclass(unsafe_hash=True)
class EnoughStaff(Refusal):
    """As many as can be."""

    most: int


@dataclass(unsafe_hash=True)
class EnoughRewards(Refusal):
    """A venue offers as much as it can."""

    most: int


@dataclass(unsafe_hash=True)
class NobodyToName(Refusal):
    """No resident of this community."""

    of_answer: ClassVar[bool] = True
    name: str


@dataclass(unsafe_hash=True)
class NoRewardForm(Refusal):
    """What is answered was not asked, or too long ago."""


@dataclass(unsafe_hash=True)
class RewardTextMissing(Refusal):
    """Nothing that could be read."""

    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class RewardTextTooLong(Refusal):
    """A name, a title or terms at too great a length."""

    of_answer: ClassVar[bool] = True
    text_most: int
    text_length: int


@dataclass(unsafe_hash=True)
class PriceNotUnderstood(Refusal):
    """No duration, or none that can be a price."""

    of_answer: ClassVar[bool] = True
    most: Minutes


@dataclass(unsafe_hash=True)
class StockNotUnderstood(Refusal):
    """No number of vouchers."""

    of_answer: ClassVar[bool] = True
    most: int


@dataclass(unsafe_hash=True)
class DaysNotUnderstood(Refusal):
    """No number of days."""

    of_answer: ClassVar[bool] = True
    most: int
