"""Every expected "no" of pledges. The order in which they are said is written at each rule.

`pledge` is always the pledge's code.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.core.refusal import Refusal
from bot.pledges.wording import HEADS, Deadline, Measure


class Part(StrEnum):
    """A text that somebody writes for a pledge."""

    ACTION = "action"
    OTHERS = "others"
    OTHERS_ACTION = "others_action"
    REASON = "reason"
    PLACE = "place"
    DETAIL = "detail"
    ANNOUNCEMENT = "announcement"
    PAPER_NAME = "paper_name"
    IN_RETURN = "in_return"
    OFFICE = "office"


@dataclass(unsafe_hash=True)
class NoCode(Refusal):
    """A command that needs a pledge's code came without one."""


@dataclass(unsafe_hash=True)
class UnknownPledge(Refusal):
    """No such pledge, or none that this person may see: the two read alike."""

    pledge: str
    """As it was typed."""


@dataclass(unsafe_hash=True)
class OwnPledge(Refusal):
    """The creator is in already and does not count."""

    pledge: str


@dataclass(unsafe_hash=True)
class PledgeCancelled(Refusal):
    """It was called off."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class SigningOver(Refusal):
    """The deadline has passed, or the pledge is at an end."""

    moved_on: ClassVar[bool] = True
    pledge: str
    deadline: Deadline


@dataclass(unsafe_hash=True)
class NotSigned(Refusal):
    """There is no signature that could be withdrawn."""

    pledge: str


@dataclass(unsafe_hash=True)
class PledgeOver(Refusal):
    """It is at an end: nothing to withdraw or to cancel any more."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class AlreadyTipped(Refusal):
    """It came true: from now on only an organiser may cancel it."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class TextTooShort(Refusal):
    of_answer: ClassVar[bool] = True
    part: Part
    least: int
    """Characters."""


@dataclass(unsafe_hash=True)
class TextTooLong(Refusal):
    of_answer: ClassVar[bool] = True
    part: Part
    most: int
    """Characters."""
    length: int


@dataclass(unsafe_hash=True)
class ActionNotUnderstood(Refusal):
    """What was written makes no sentence with "I will"."""

    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class ThresholdNotUnderstood(Refusal):
    """The answer holds no number."""

    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class ThresholdNotWhole(Refusal):
    """Half a person, or a number that can be read in two ways (1.500)."""

    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class ThresholdTooSmall(Refusal):
    """Zero or below: at least one other person has to join."""

    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class ThresholdTooLarge(Refusal):
    of_answer: ClassVar[bool] = True
    most: int
    measure: Measure = HEADS


@dataclass(unsafe_hash=True)
class CapacityTooSmall(Refusal):
    """Fewer places than people who have to join."""

    of_answer: ClassVar[bool] = True
    least: int


@dataclass(unsafe_hash=True)
class MinimumTooLarge(Refusal):
    """More than have to join anyway."""

    of_answer: ClassVar[bool] = True
    most: int
    measure: Measure = HEADS


@dataclass(unsafe_hash=True)
class DateNotUnderstood(Refusal):
    """Not a date in any form we read."""

    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class ImpossibleDate(Refusal):
    """Understood, and not in the calendar or on the clock: 30 February, 25:00."""

    of_answer: ClassVar[bool] = True
    text: str
    """As it was written."""


@dataclass(unsafe_hash=True)
class DeadlinePast(Refusal):
    of_answer: ClassVar[bool] = True
    deadline: Deadline


@dataclass(unsafe_hash=True)
class DeadlineTooFar(Refusal):
    of_answer: ClassVar[bool] = True
    deadline: Deadline
    years: int


@dataclass(unsafe_hash=True)
class TooManyPledges(Refusal):
    """This person has published so many pledges here within a day."""

    most: int


@dataclass(unsafe_hash=True)
class NoForm(Refusal):
    """There is no open form (any more) to which this answer could belong."""
