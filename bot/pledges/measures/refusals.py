"""The expected "no" to amounts of hours and money, as in `pledges.refusals`."""

from dataclasses import dataclass
from typing import ClassVar

from bot.core.refusal import Refusal
from bot.pledges.wording import Measure, Money


@dataclass(unsafe_hash=True)
class AmountTooSmall(Refusal):
    """Nothing, or less than nothing, of hours or money."""

    of_answer: ClassVar[bool] = True
    least: int
    measure: Measure


@dataclass(unsafe_hash=True)
class HoursNotUnderstood(Refusal):
    """The answer says no number of hours."""

    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class HoursNotHalves(Refusal):
    """Hours are promised whole or by halves."""

    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class MoneyNotUnderstood(Refusal):
    """The answer says no amount of money, or one that reads two ways (1.500)."""

    of_answer: ClassVar[bool] = True
    currency: str


@dataclass(unsafe_hash=True)
class SumInSentence(Refusal):
    """What each pays stands in what the writer promises, and is changed there."""

    of_answer: ClassVar[bool] = True
    each: Money


@dataclass(unsafe_hash=True)
class OtherCurrency(Refusal):
    """It was written in another currency than the community's."""

    of_answer: ClassVar[bool] = True
    currency: str
    """The community's (ISO 4217)."""
