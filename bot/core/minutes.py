"""Whole minutes: the only unit of durations and credits. Fractions and floats are refused, never rounded."""

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
