"""Every expected "no" about what is promised in return. `pledge` is always the pledge's code."""

from dataclasses import dataclass
from typing import ClassVar

from bot.core.refusal import Refusal
from bot.pledges.wording import Deadline


@dataclass(unsafe_hash=True)
class ReturnTooLate(Refusal):
    """The pledge has come alive, or is at its end: people have signed it as it is."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class PromisedAlready(Refusal):
    """Somebody promises something in return already: a pledge has one other half."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class AskedAlready(Refusal):
    """Somebody is asked for it already, and has not answered."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class ReturnsUsedUp(Refusal):
    """So many were made or proposed for this pledge, and no more are taken."""

    pledge: str
    most: int


@dataclass(unsafe_hash=True)
class WithdrewReturn(Refusal):
    """They promised something here, people signed, and they took it back: a worse promise must not come instead."""

    pledge: str


@dataclass(unsafe_hash=True)
class NobodyToAsk(Refusal):
    """Whoever is to be asked organises nothing here (any more), or cannot be written to."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class ReturnDueTooEarly(Refusal):
    """It would be due before people have signed."""

    of_answer: ClassVar[bool] = True
    deadline: Deadline


@dataclass(unsafe_hash=True)
class DeadlineAfterReturn(Refusal):
    """By the new deadline what is promised in return would be due already."""

    of_answer: ClassVar[bool] = True
    due: Deadline


@dataclass(unsafe_hash=True)
class ProposalOver(Refusal):
    """It is not asked (any more) whether they promise that."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class NothingInReturn(Refusal):
    """This person promises nothing in return for this pledge (any more)."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class ReturnBinds(Refusal):
    """The pledge has come alive: who cannot keep it says that they can't, and why."""

    moved_on: ClassVar[bool] = True
    pledge: str


@dataclass(unsafe_hash=True)
class NotBoundYet(Refusal):
    """The pledge has not come alive: nothing is owed."""

    pledge: str


@dataclass(unsafe_hash=True)
class OwnReturn(Refusal):
    """Nobody confirms what they have promised themselves."""

    pledge: str


@dataclass(unsafe_hash=True)
class NothingToConfirm(Refusal):
    """Nothing that was promised in return is to be confirmed (any more)."""

    moved_on: ClassVar[bool] = True
    pledge: str
