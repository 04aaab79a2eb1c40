"""Every expected "no" about signatures on paper, as in `pledges.refusals`."""

from dataclasses import dataclass
from typing import ClassVar

from bot.core.refusal import Refusal


@dataclass(unsafe_hash=True)
class PaperNotUnderstood(Refusal):
    """Neither names nor a number of people."""

    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class PaperTooManyAtOnce(Refusal):
    """More than can be added with one message."""

    of_answer: ClassVar[bool] = True
    most: int


@dataclass(unsafe_hash=True)
class PaperBeyondShare(Refusal):
    """More than a third of the threshold would be on paper."""

    of_answer: ClassVar[bool] = True
    most: int
    """Of so many as are needed, so many can be on paper."""
    threshold: int
    room: int
    """So many more can be added; 1 or more."""


@dataclass(unsafe_hash=True)
class PaperBeyondPlaces(Refusal):
    """There are not places for so many."""

    of_answer: ClassVar[bool] = True
    room: int
    """Places that are left; 1 or more."""


@dataclass(unsafe_hash=True)
class PaperShareUsedUp(Refusal):
    """A third of the threshold is on paper, so that nobody can be added."""

    moved_on: ClassVar[bool] = True
    pledge: str
    most: int
    threshold: int


@dataclass(unsafe_hash=True)
class PaperNoPlaces(Refusal):
    """Every place is taken, and whoever has no Telegram cannot be told that one is free."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class PaperNeedsMore(Refusal):
    """Of so few people none can be on paper: it would be more than a third."""

    pledge: str
    least: int
    """From this threshold on somebody can."""


@dataclass(unsafe_hash=True)
class PaperCountsPeople(Refusal):
    """The pledge counts hours or money, which nobody gives for somebody else."""

    pledge: str


@dataclass(unsafe_hash=True)
class PaperHoldsThreshold(Refusal):
    """With a lower threshold more than a third of it would be on paper."""

    of_answer: ClassVar[bool] = True
    paper: int
    least: int
    """The lowest threshold that is possible."""
