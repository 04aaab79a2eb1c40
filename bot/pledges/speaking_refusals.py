"""What those hear who want to hear of a pledge, to lead it, or to write to everybody who is in it, and cannot.

`pledge` is always the pledge's code.
"""

from dataclasses import dataclass
from typing import ClassVar

from bot.core.refusal import Refusal


@dataclass(unsafe_hash=True)
class NotLeading(Refusal):
    """Only whoever began a pledge, or leads it with them, writes to everybody who is in."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class NotAliveYet(Refusal):
    """It has not come to life: nobody is waiting for news yet."""

    pledge: str


@dataclass(unsafe_hash=True)
class NobodyToTell(Refusal):
    """All have withdrawn."""

    pledge: str


@dataclass(unsafe_hash=True)
class AnnouncedToday(Refusal):
    """One message a day, by the community's calendar."""

    pledge: str


@dataclass(unsafe_hash=True)
class AnnouncementsUsedUp(Refusal):
    """So many messages were written, and no more are sent."""

    pledge: str
    most: int


@dataclass(unsafe_hash=True)
class NoLeaderNeeded(Refusal):
    """Nobody has been asked to lead it, or there is a plan by now."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class NotInPledge(Refusal):
    """They neither signed nor made it, so they hear nothing of it."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class NothingAhead(Refusal):
    """Nothing more is told on the way: it is happening, one more is needed already, or signing is over."""

    moved_on: ClassVar[bool] = True
    pledge: str
