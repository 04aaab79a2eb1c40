"""What a language has to say so that dates and pledges are understood in it. Shapes only; the words stand beside."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeVar

from bot.core.folding import folded

Phrase = tuple[str, ...]
"""Several words that mean one thing, as `folded` leaves them."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """One language's words. Numbers of months and weekdays count from 1 (January, Monday)."""

    months: dict[str, int]
    weekdays: dict[str, int]
    days_off: dict[str, int]
    """Words for a day near by: "tomorrow" -> 1, "yesterday" -> -1."""
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
    past: frozenset[str]
    """Words beside a stretch of time or a weekday that say it is over: 3 weeks "ago", "last" Friday."""
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


NOTHING: Final = re.compile("(?!)")
"""Matches no text: for what a language does not have."""


class Until(Enum):
    """What a word before a date makes of it."""

    BY = "by"
    """The day itself counts."""
    BEFORE = "before"
    """The day before it is the last one."""
    WITHIN = "within"
    """A stretch of time from now on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeWords:
    """One language's words; what a language does not have has a default. Patterns are matched against text as `spelled`
    leaves it, from its first word."""

    letters: re.Pattern[str] = NOTHING
    """Letters by which one knows the language when nothing else is understood."""
    openers: Mapping[Phrase, bool]
    """What stands before the creator's action. False: "I will" takes its place ("I'll", "I promise to"). True: it is
    kept as it was written, because what follows it would not go on after "I will"."""
    only_first: frozenset[Phrase] = frozenset()
    """Openers of the creator's half only where it begins the line; in the middle of it the others may be meant."""
    usual: str | None = None
    """The opening given to an action without one. None: "I will", as the screens have it."""
    lead_ins: frozenset[str]
    """Words before the creator's half that change nothing: "then"."""
    future: re.Pattern[str] = NOTHING
    """A verb that says "I will" by itself; its group is the verb that goes on after "I will" (Arabic s-)."""
    own_verb: re.Pattern[str] = NOTHING
    """A promise that begins with a verb of its own and stays as it is: "Dof â chawl"."""
    bare: re.Pattern[str]
    """What goes on after the usual opening, though nothing says so: "bring soup"."""
    continues: re.Pattern[str]
    """The same for an answer to the question that ended in the usual opening; less strict."""
    conditions: tuple[Phrase, ...]
    """If."""
    occasions: tuple[Phrase, ...]
    """Words that are an "if" only before a number: "once" 10 have joined."""
    contrary: tuple[Phrase, ...]
    """What turns a pledge into another one: "unless". Nothing of such a line is taken."""
    denials: frozenset[str]
    """Words with which the others' half says the contrary: "don't"."""
    between: frozenset[str]
    """Words between "if" and the number that change nothing: "at least"."""
    leads: tuple[Phrase, ...] = ()
    """What may stand between "if" and the number and belongs to the condition: "there are"."""
    verb_first: bool = False
    """Whether any verb may stand there."""
    about: tuple[Phrase, ...]
    """What stands before a number that is not the number: "more than"."""
    numbers: dict[str, int]
    number_joins: frozenset[str]
    """Words between two numbers that are one, or a range: "to", "and"."""
    joined_and: str = ""
    """A sign in front of a number that means "and" (Arabic w-); "" where there is none."""
    wills: tuple[Phrase, ...]
    """What stands between the others and their action: "will"."""
    their_future: re.Pattern[str] = NOTHING
    """A verb that says "they will" by itself; its group is the verb that goes on after "will" (Arabic s-)."""
    their_openers: tuple[Phrase, ...]
    """What may stand before their action in an answer: "they will"."""
    people: frozenset[str]
    """Words that describe the others: "neighbours". They end where their action begins, if nothing says "will"."""
    things: frozenset[str]
    """What can be counted and is nobody: "pounds"."""
    relatives: frozenset[str]
    """Words that go on about people: "who"."""
    verbs: frozenset[str] = frozenset()
    """Verbs that go on after "will" as they are: 10 people "join"."""
    inflected: frozenset[str] = frozenset()
    """Verbs that do not: one person "joins", 10 "are" ready."""
    same: frozenset[Phrase]
    """An action that only says "the same"."""
    also: tuple[Phrase, ...]
    """Closing words that change nothing: "too"."""
    until: Mapping[Phrase, Until]
    times: frozenset[str]
    """Words that tell a time which is no date: "weekend". What is said with them is asked for, not left in a text."""
    polite: tuple[Phrase, ...]
    """Closing words that are not part of a pledge: "please"."""


def words(text: str) -> frozenset[str]:
    """The words of a text, folded."""
    return frozenset(folded(text).split())


def rows(*words_of_row: str) -> dict[str, int]:
    """Words by their row's number, counting from 1."""
    return {word: number for number, row in enumerate(words_of_row, start=1) for word in row.split()}


def phrases_of(*phrases: str) -> tuple[Phrase, ...]:
    """Longest first, so that the longest wins."""
    return tuple(sorted((tuple(folded(phrase).split()) for phrase in phrases), key=len, reverse=True))


V = TypeVar("V")


def by_phrase(*several: tuple[V, Iterable[str]]) -> dict[Phrase, V]:
    """Values with their phrases, longest first."""
    named = {phrase: value for value, texts in several for phrase in phrases_of(*texts)}
    return dict(sorted(named.items(), key=lambda item: len(item[0]), reverse=True))


def counting(text: str, start: int = 1) -> Iterator[tuple[int, str]]:
    """The words of a text with their numbers, for `numbers`."""
    return enumerate(text.split(), start)


def numbers(*several: tuple[int, str]) -> dict[str, int]:
    """Number words: each number with the words for it, folded."""
    return {folded(word): number for number, text in several for word in text.split()}
