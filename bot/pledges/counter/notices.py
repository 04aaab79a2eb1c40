"""Facts about counter-promises that somebody is owed, as in `pledges.notices`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from bot.outbox.model import Notice
from bot.pledges.counter.facts import CounterFacts
from bot.pledges.notices import PledgeFacts
from bot.pledges.wording import Deadline


class Outcome(StrEnum):
    """What became of a promise that bound."""

    DONE = "done"
    CANT = "cant"
    MISSED = "missed"


@dataclass(frozen=True)
class CounterProposed(Notice):
    """Somebody asks whether they promise this in return. For whoever is to promise it."""

    kind: ClassVar[str] = "counter_proposed"
    pledge: PledgeFacts
    promise: CounterFacts
    author: str
    """First name of who asks; "" when it is not shown."""
    until: datetime
    """Answers count before this moment."""


@dataclass(frozen=True)
class CounterAgreed(Notice):
    """Somebody promises something in return. For the creator, and for who proposed it."""

    kind: ClassVar[str] = "counter_agreed"
    pledge: PledgeFacts
    promise: CounterFacts


@dataclass(frozen=True)
class CounterNotAgreed(Notice):
    """A proposal came to nothing. For who made it."""

    kind: ClassVar[str] = "counter_not_agreed"
    pledge: PledgeFacts
    promise: CounterFacts
    answered: bool
    """They said no; False: nothing."""


@dataclass(frozen=True)
class CounterWithdrawn(Notice):
    """It was taken back before the pledge came alive. For every signer, and the creator."""

    kind: ClassVar[str] = "counter_withdrawn"
    pledge: PledgeFacts
    promise: CounterFacts


@dataclass(frozen=True)
class CounterTermsChanged(Notice):
    """The creator has changed for how many, or until when, the pledge is; `pledge` is what it is now. For the owner."""

    kind: ClassVar[str] = "counter_terms_changed"
    pledge: PledgeFacts
    promise: CounterFacts
    was_threshold: int | None = None
    was_deadline: Deadline | None = None


@dataclass(frozen=True)
class CounterFewerAsked(Notice):
    """Too few have signed, and they are asked whether to go ahead with fewer: does it hold then? For the owner."""

    kind: ClassVar[str] = "counter_fewer_asked"
    pledge: PledgeFacts
    promise: CounterFacts
    until: datetime
    """Answers count before this moment."""


@dataclass(frozen=True)
class CounterBound(Notice):
    """The pledge has come alive, and so the promise binds. For the owner."""

    kind: ClassVar[str] = "counter_bound"
    pledge: PledgeFacts
    promise: CounterFacts


@dataclass(frozen=True)
class CounterReleased(Notice):
    """The pledge did not come alive as it was, or is called off: they owe nothing. For the owner."""

    kind: ClassVar[str] = "counter_released"
    pledge: PledgeFacts
    promise: CounterFacts
    fewer: bool = False
    """It goes ahead with fewer people, for whom it was not promised."""
    cancelled: bool = False


@dataclass(frozen=True)
class CounterAhead(Notice):
    """Its day comes near. For the owner."""

    kind: ClassVar[str] = "counter_ahead"
    pledge: PledgeFacts
    promise: CounterFacts


@dataclass(frozen=True)
class CounterAsked(Notice):
    """Its day has passed: is it done? For the owner, until they say."""

    kind: ClassVar[str] = "counter_asked"
    pledge: PledgeFacts
    promise: CounterFacts
    turn: int
    """How often they were asked before."""


@dataclass(frozen=True)
class CounterToConfirm(Notice):
    """It is done, its owner says. For the creator, or else organisers, who can confirm it."""

    kind: ClassVar[str] = "counter_to_confirm"
    pledge: PledgeFacts
    promise: CounterFacts


@dataclass(frozen=True)
class CounterEnded(Notice):
    """What became of it. For every signer, and the creator."""

    kind: ClassVar[str] = "counter_ended"
    pledge: PledgeFacts
    promise: CounterFacts
    outcome: Outcome
    reason: str | None = None
    """Why it can't be kept."""
