"""What a language has to say so that dates and pledges are understood in it. Shapes only; the words stand beside."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_ARABIC_SIGNS: Final = re.compile("[\u064b-\u0652\u0640]")
_ARABIC_LETTERS: Final = str.maketrans("أإآةى", "ااا\u0647ي")


def folded(text: str) -> str:
    """`text` in lower case, straight apostrophes, without Arabic vowel signs and with one form of each letter."""
    plain = _ARABIC_SIGNS.sub("", text.casefold().replace("’", "'"))
    return plain.translate(_ARABIC_LETTERS)


Phrase = tuple[str, ...]
"""Several words that mean one thing, as `folded` leaves them."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """One language's words. Numbers of months and weekdays count from 1 (January, Monday)."""

    months: dict[str, int]
    weekdays: dict[str, int]
    days_off: dict[str, int]
    """Words for a day near by: "tomorrow" -> 1."""
    units: dict[str, tuple[str, int]]
    """Words for a stretch of time: "fortnight" -> ("days", 14). A dual or "a week" carries its own number."""
    numbers: dict[str, int]
    """Number words that people write before a stretch of time or a month."""
    fillers: frozenset[str]
    """Words that change nothing: "on", "the", "of"."""
    ahead: frozenset[str]
    """Words before a stretch of time: "in" 3 weeks."""
    next_week: frozenset[str]
    """Words that move a weekday to the week after this one: "next" Friday."""
    ends: frozenset[str]
    """Words for the end of a week, month or year."""
    at: frozenset[str]
    """Words before a time of day."""
    before_noon: frozenset[str]
    after_noon: frozenset[str]
    times: dict[str, tuple[int, int] | None]
    """Words for a time of day: "noon" -> (12, 0). None: the end of the day."""
    ordinals: frozenset[str]
    """Endings of a day's number: 6"th"."""
    joined: dict[str, str]
    """Several words that mean one, written with a hyphen or as simpler ones, before a text is cut at its blanks."""


@dataclass(frozen=True, slots=True)
class PledgeWords:
    """One language's words."""

    openers: tuple[Phrase, ...]
    """What stands before the creator's action: "I will"."""
    future: str
    """A sign in front of a verb that means "will" (Arabic s-); "" where there is none."""
    conditions: tuple[Phrase, ...]
    """If."""
    between: frozenset[str]
    """Words between "if" and the number that change nothing: "at least"."""
    number_first: bool
    """False: a verb may stand between "if" and the number (Arabic)."""
    numbers: dict[str, int]
    wills: tuple[Phrase, ...]
    """What stands between the others and their action: "will"."""
    people: frozenset[str]
    """Words that describe the others: "neighbours". They end where their action begins, if nothing says "will"."""
    verbs: frozenset[str]
    """Words with which their action begins straight after the number: 10 "join"."""
    same: frozenset[Phrase]
    """An action that only says "the same"."""
    also: tuple[Phrase, ...]
    """Closing words that change nothing: "too"."""
    until: tuple[Phrase, ...]
    """By."""


def words(text: str) -> frozenset[str]:
    """The words of a text, folded."""
    return frozenset(folded(text).split())


def rows(*words_of_row: str) -> dict[str, int]:
    """Words by their row's number, counting from 1."""
    return {word: number for number, row in enumerate(words_of_row, start=1) for word in row.split()}


def phrases_of(*phrases: str) -> tuple[Phrase, ...]:
    """Longest first, so that the longest wins."""
    return tuple(sorted((tuple(folded(phrase).split()) for phrase in phrases), key=len, reverse=True))


def counting(text: str, start: int = 1) -> Iterator[tuple[int, str]]:
    """The words of a text with their numbers, for `numbers`."""
    return enumerate(text.split(), start)


def numbers(*several: tuple[int, str]) -> dict[str, int]:
    """Number words: each number with the words for it, folded."""
    return {folded(word): number for number, text in several for word in text.split()}
