"""Every expected "no" about the deed of a pledge, as in `refusals`."""

from dataclasses import dataclass
from typing import ClassVar

from bot.core.refusal import Refusal
from bot.pledges.wording import Deadline


@dataclass(unsafe_hash=True)
class TimeHasCome(Refusal):
    """It is being done: who cannot does not withdraw, they say that they can't."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class NotTimeYet(Refusal):
    """Nobody can have done it yet."""

    pledge: str
    begins: Deadline
    """The day or the moment from which on it is asked for."""


@dataclass(unsafe_hash=True)
class NothingOwed(Refusal):
    """There is no signature of theirs that they could have kept: none, or one that was taken back."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class OwnDeed(Refusal):
    """Nobody confirms what they themselves have done."""

    pledge: str


@dataclass(unsafe_hash=True)
class DeedTooEarly(Refusal):
    """It would be done before people have signed."""

    of_answer: ClassVar[bool] = True
    deadline: Deadline
