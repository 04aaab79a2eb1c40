"""What a programme may be called, and how much it may issue; pure."""

import re
from typing import Final

from bot.core.minutes import HOUR, Minutes
from bot.core.text import length
from bot.timebank.programmes.refusals import BudgetIsSpent, BudgetOutOfRange, ProgrammeNameUnfit, TooManyProgrammes

_WORDS: Final = re.compile(r"\w+")

NAME_MOST: Final = 40
BUDGET_MOST: Final = Minutes(100_000 * HOUR)
PROGRAMMES_MOST: Final = 8


def check_name(name: str) -> None:
    """Refuses ProgrammeNameUnfit."""
    if not folded(name) or length(name) > NAME_MOST:
        raise ProgrammeNameUnfit(NAME_MOST)


def check_budget(budget: Minutes, issued: Minutes) -> None:
    """Refuses BudgetOutOfRange, BudgetIsSpent."""
    if not 0 < budget <= BUDGET_MOST:
        raise BudgetOutOfRange(BUDGET_MOST)
    if budget < issued:
        raise BudgetIsSpent(issued)


def check_room(programmes: int) -> None:
    """Refuses TooManyProgrammes."""
    if programmes >= PROGRAMMES_MOST:
        raise TooManyProgrammes(PROGRAMMES_MOST)


def folded(name: str) -> str:
    """Two names that read alike are one: letters and digits count, and nothing else."""
    return " ".join(_WORDS.findall(name.casefold()))
