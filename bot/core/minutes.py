"""Whole minutes: the only unit of durations and credits. Fractions and floats are refused, never rounded."""

from datetime import timedelta
from typing import NewType

Minutes = NewType("Minutes", int)
"""A number of whole minutes; may be negative as a balance."""

HOUR = Minutes(60)
DAY = Minutes(24 * 60)


def minutes(amount: int) -> Minutes:
    """`amount` as minutes. Raises TypeError for anything but an int: bools and floats are mistakes here."""
    if type(amount) is not int:
        raise TypeError(f"minutes are whole numbers, not {type(amount).__name__}")
    return Minutes(amount)


def hours_and_minutes(amount: Minutes) -> tuple[int, int]:
    """(hours, minutes) of a duration that is not negative: 150 → (2, 30)."""
    if amount < 0:
        raise ValueError("a duration is not negative")
    return divmod(amount, HOUR)


def as_timedelta(amount: Minutes) -> timedelta:
    return timedelta(minutes=minutes(amount))


def from_timedelta(span: timedelta) -> Minutes:
    """The span in minutes. Raises ValueError when it is not a whole number of them."""
    whole, rest = divmod(span, timedelta(minutes=1))
    if rest:
        raise ValueError("a span of whole minutes is needed")
    return Minutes(whole)
