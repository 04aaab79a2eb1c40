"""Reads who has signed on paper: names, each on a line, or how many they are. Pure."""

from typing import Final

from bot.core.text import clean_line, length
from bot.pledges.numbers import read_threshold
from bot.pledges.paper.model import NAME_MOST
from bot.pledges.paper.refusals import PaperNotUnderstood, PaperTooManyAtOnce
from bot.pledges.refusals import Part, TextTooLong, ThresholdNotUnderstood, ThresholdNotWhole

AT_ONCE_MOST: Final = 50
"""People in one message."""

_NUMBER_WORD_LEAST: Final = 3
"""Letters: "three" is a number, "An" is somebody's name."""


def read_people(text: str) -> tuple[str | None, ...]:
    """Their names, None for somebody without one: "3", "3 people" and "three" are three of these.

    Raises PaperNotUnderstood, PaperTooManyAtOnce, TextTooLong.
    """
    names = [name for line in text.splitlines() if (name := clean_line(line))]
    if not names:
        raise PaperNotUnderstood
    people = _number_in(names[0]) if len(names) == 1 else None
    if (people or len(names)) > AT_ONCE_MOST:
        raise PaperTooManyAtOnce(AT_ONCE_MOST)
    if people is not None:
        return (None,) * people
    for name in names:
        if length(name) > NAME_MOST:
            raise TextTooLong(Part.PAPER_NAME, NAME_MOST, length(name))
        if any(each.isdecimal() for each in name):
            raise PaperNotUnderstood
    return tuple(names)


def _number_in(line: str) -> int | None:
    """How many people the line speaks of; None: it is a name, as "An Nguyen" and "Tri Evans" are. Raises
    PaperNotUnderstood for what is no number of people."""
    in_digits = any(each.isdecimal() for each in line)
    if not in_digits and (" " in line or length(line) < _NUMBER_WORD_LEAST):
        return None
    try:
        people = read_threshold(line)
    except ThresholdNotUnderstood:
        if not in_digits:
            return None
        raise PaperNotUnderstood from None
    except ThresholdNotWhole:
        raise PaperNotUnderstood from None
    if people < 1:
        raise PaperNotUnderstood
    return people
