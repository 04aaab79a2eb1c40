"""What organisers cannot do with programmes."""

from dataclasses import dataclass
from typing import ClassVar

from bot.core.minutes import Minutes
from bot.core.refusal import Refusal


@dataclass(unsafe_hash=True)
class NoBudgetRead(Refusal):
    """There is no number of hours in it."""

    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class BudgetOutOfRange(Refusal):
    """Nothing, less than nothing, or more than anybody means."""

    of_answer: ClassVar[bool] = True
    most: Minutes


@dataclass(unsafe_hash=True)
class ProgrammeNameUnfit(Refusal):
    """It has none, or too long a one."""

    of_answer: ClassVar[bool] = True
    name_most: int


@dataclass(unsafe_hash=True)
class BudgetIsSpent(Refusal):
    """More than this has been issued already."""

    of_answer: ClassVar[bool] = True
    issued: Minutes


@dataclass(unsafe_hash=True)
class TooManyProgrammes(Refusal):
    """A list that nobody reads."""

    programmes_most: int


@dataclass(unsafe_hash=True)
class OverBudget(Refusal):
    """What is to be approved is more than the programme has left."""

    name: str
    left: Minutes
