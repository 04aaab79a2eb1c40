"""What people cannot do with hours they gave to the community."""

from dataclasses import dataclass
from typing import ClassVar

from bot.core.minutes import Minutes
from bot.core.refusal import Refusal
from bot.timebank.claims.model import ClaimState


@dataclass(unsafe_hash=True)
class NoTimeRead(Refusal):
    """It was asked how long it took, and that is not a duration."""

    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class InTheFuture(Refusal):
    """Nobody has given hours that are yet to come."""


@dataclass(unsafe_hash=True)
class TooLongAgo(Refusal):
    """Further back than anybody could check."""

    days_most: int


@dataclass(unsafe_hash=True)
class MoreThanADay(Refusal):
    """With what was logged for that day before it is more than a day has."""

    logged: Minutes
    """What waits, or is approved, of that day."""


@dataclass(unsafe_hash=True)
class TooManyWaiting(Refusal):
    """An organiser has to look at the others first."""

    claims_most: int


@dataclass(unsafe_hash=True)
class UnknownClaim(Refusal):
    """There is none, or it is somebody else's: they read alike."""


@dataclass(unsafe_hash=True)
class ClaimIsSettled(Refusal):
    """It does not wait any more."""

    moved_on: ClassVar[bool] = True
    state: ClaimState


@dataclass(unsafe_hash=True)
class ClaimHasChanged(Refusal):
    """It is not as whoever decides has seen it."""

    moved_on: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class OwnClaim(Refusal):
    """Nobody approves where they gain."""


@dataclass(unsafe_hash=True)
class ReasonMissing(Refusal):
    """Whoever gave the hours is told why."""

    of_answer: ClassVar[bool] = True
