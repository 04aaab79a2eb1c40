"""The expected "no" to what people want with a pledge after it has opened, besides signing and cancelling.

`pledge` is always the pledge's code.
"""

from dataclasses import dataclass
from typing import ClassVar

from bot.core.refusal import Refusal
from bot.pledges.wording import HEADS, Deadline, Measure, Occasion


@dataclass(unsafe_hash=True)
class NotAsked(Refusal):
    """Whether to go ahead with fewer is asked of its creator and of those who were in."""

    pledge: str


@dataclass(unsafe_hash=True)
class RescueOver(Refusal):
    """Nobody is asked (any more) whether to go ahead with fewer."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class NotYours(Refusal):
    """Only its creator changes a pledge."""

    pledge: str


@dataclass(unsafe_hash=True)
class ThresholdReached(Refusal):
    """It came to life: how many are needed is no question any more."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class ThresholdInOwnWords(Refusal):
    """The number stands in the creator's own words, where we cannot change it."""

    pledge: str


@dataclass(unsafe_hash=True)
class NothingToLower(Refusal):
    """One more signature is enough: there is no number between that and what has been given."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class ThresholdNotLower(Refusal):
    """It can only be lowered."""

    of_answer: ClassVar[bool] = True
    least: int
    """The lowest number that is possible."""
    most: int
    """And the highest."""
    measure: Measure = HEADS


@dataclass(unsafe_hash=True)
class ThresholdNotAboveCount(Refusal):
    """So many have signed already: it would have come to life by a change, not by a signature."""

    of_answer: ClassVar[bool] = True
    count: int
    least: int
    measure: Measure = HEADS


@dataclass(unsafe_hash=True)
class DeadlineMovedBefore(Refusal):
    """It is moved once."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class DeadlineAfterDeed(Refusal):
    """By the new deadline it would have been done already."""

    act_on: Occasion


@dataclass(unsafe_hash=True)
class DeadlineNotLater(Refusal):
    """It is moved to later only."""

    of_answer: ClassVar[bool] = True
    deadline: Deadline
    """The present one."""


@dataclass(unsafe_hash=True)
class DeadlineMovedTooFar(Refusal):
    """It is moved by so many days at most."""

    of_answer: ClassVar[bool] = True
    days: int
    latest: Deadline


@dataclass(unsafe_hash=True)
class DetailsFull(Refusal):
    """There is no room for more details."""

    pledge: str


@dataclass(unsafe_hash=True)
class OwnReport(Refusal):
    """Whoever made a pledge can cancel it instead."""

    pledge: str
