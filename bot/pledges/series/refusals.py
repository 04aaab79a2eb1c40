"""The expected "no" about a series. `pledge` is always the code of one of its rounds."""

from dataclasses import dataclass
from typing import ClassVar

from bot.core.refusal import Refusal


@dataclass(unsafe_hash=True)
class RepeatsNotUnderstood(Refusal):
    """How often a pledge comes again is one of a few answers."""

    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class RhythmNotOffered(Refusal):
    """A sentence says how often in a way in which no pledge comes again by itself."""

    said: str


@dataclass(unsafe_hash=True)
class NotRepeated(Refusal):
    """This pledge is none of a series."""

    pledge: str


@dataclass(unsafe_hash=True)
class NotYourSeries(Refusal):
    """Its creator or an organiser ends a series, or leaves a round out."""

    pledge: str


@dataclass(unsafe_hash=True)
class RoundOver(Refusal):
    """A later round is open, or the series has ended."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class InThisRound(Refusal):
    """They are in it: who wants out of it withdraws."""

    moved_on: ClassVar[bool] = True
    pledge: str
