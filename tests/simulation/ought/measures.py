"""Heads, hours and money: in what a pledge counts, and how people write and read it. Minutes and pence here."""

from typing import Final

HOUR: Final = 60
HALF_AN_HOUR: Final = 30
POUND: Final = 100


def step(unit: str) -> int:
    """The smallest difference between two numbers that can be needed."""
    return HALF_AN_HOUR if unit == "hours" else 1


def shown(amount: int, unit: str) -> str:
    """As it is read: "6", "1 hour", "2.5 hours", "£10.50"."""
    if unit == "hours":
        return f"{bare(amount, unit)} hour{'' if amount == HOUR else 's'}"
    return f"£{bare(amount, unit)}" if unit == "money" else str(amount)


def bare(amount: int, unit: str) -> str:
    """As it is typed where the unit is known: "2.5", "10.50"."""
    if unit == "hours":
        return str(amount // HOUR) if amount % HOUR == 0 else f"{amount / HOUR:.1f}"
    if unit == "money":
        return str(amount // POUND) if amount % POUND == 0 else f"{amount / POUND:.2f}"
    return str(amount)


def progress(there: int, needed: int, unit: str) -> str:
    """ "2 of 5 ", "2.5 of 5 hours ", "£10 of £15 ": what stands on cards before the bar."""
    done = bare(there, unit) if unit == "hours" else shown(there, unit)
    return f"{done} of {shown(needed, unit)} "
