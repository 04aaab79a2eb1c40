"""Until when: the deadline in a line of words ("… by 6 December"), and in an answer that is one ("before Friday")."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.core.refusal import Refusal
from bot.pledges.dates import LENGTH_MOST, When, understand
from bot.pledges.languages import DATES, PLEDGES, own_first
from bot.pledges.languages.tables import DateWords, PledgeWords, Until
from bot.pledges.line import Line, line_of
from bot.pledges.numbers import EDGES
from bot.pledges.refusals import DateNotUnderstood, ImpossibleDate

_WORDS_MOST: Final = 9
"""A deadline stands in so few words, "by" included."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """With what dates are read: the moment in the community's zone, the writer's language (BCP 47)."""

    now: datetime
    language: str


@dataclass(frozen=True, slots=True)
class Ending:
    """A line without the deadline that stood in it; with neither date nor problem there was none."""

    rest: Line
    when: When | None = None
    problem: Refusal | None = None
    """It names a time that cannot be, or that we do not read: the words are taken out all the same, and asked for."""


def deadline_in(text: str, calendar: Calendar) -> When | None:
    """The date in an answer, with or without a "by"; None if it is none. Raises ImpossibleDate."""
    line = line_of(text[: LENGTH_MOST + 1])
    for tag in own_first(calendar.language):
        phrase = line.phrase(PLEDGES[tag].until, 0)
        if phrase and len(phrase) < len(line):
            return _understood(line, 0, len(phrase), PLEDGES[tag].until[phrase], calendar)
    return understand(text, calendar.now, calendar.language)


def at_the_end(line: Line, tag: str, calendar: Calendar) -> Ending:
    """The deadline that ends the line in the language `tag`. What tells a time and is not understood is a problem."""
    words = PLEDGES[tag]
    for at in range(max(1, len(line) - _WORDS_MOST), len(line)):
        phrase = line.phrase(words.until, at)
        if not phrase:
            continue
        try:
            when = _understood(line, at, len(phrase), words.until[phrase], calendar)
        except ImpossibleDate as problem:
            return Ending(line.cut(0, at), problem=problem)
        if when is not None:
            return Ending(line.cut(0, at), when)
        if _tells_a_time(line.cut(at + len(phrase)), words, DATES[tag]):
            return Ending(line.cut(0, at), problem=DateNotUnderstood())
    return Ending(line)


def at_the_beginning(line: Line, tag: str, calendar: Calendar) -> Ending:
    """The deadline with which the line begins: "By Friday, if …"."""
    until = PLEDGES[tag].until
    phrase = line.phrase(until, 0)
    for end in range(min(len(line) - 1, _WORDS_MOST), len(phrase), -1) if phrase else ():
        try:
            when = _understood(line.cut(0, end), 0, len(phrase), until[phrase], calendar)
        except ImpossibleDate as problem:
            return Ending(line.cut(end), problem=problem)
        if when is not None:
            return Ending(line.cut(end), when)
    return Ending(line)


def _understood(line: Line, at: int, width: int, until: Until, calendar: Calendar) -> When | None:
    """The date behind the words `width` at `at`, to the end of the line."""
    now, language = calendar.now, calendar.language
    behind = " ".join(line.written[at + width :]).strip(EDGES)
    if until is not Until.WITHIN:
        return understand(behind, now, language, before=until is Until.BEFORE)
    return understand(behind, now, language) or understand(" ".join(line.written[at:]).strip(EDGES), now, language)


def _tells_a_time(line: Line, words: PledgeWords, dates: DateWords) -> bool:
    """Whether the words speak of a time: what stands in a calendar, or a figure."""
    known = (dates.months, dates.weekdays, dates.days_off, dates.units, dates.ends, dates.times, words.times)
    return any(any(key in table for table in known) or key[0].isdigit() for key in line.keys)
