"""Finds in a line of words how often a pledge comes again: "sweep the path every Saturday at 10:00 if 5 others will".

It is taken out only where the sentence goes on as if it were not there: before an "if", a comma, the deadline, the end,
or a word like "with". Else it is part of the promise and stays: "every Friday market", "every week that it rains". What
says how often in a way that a series does not know stays as well, and is said to have stayed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.core.folding import folded
from bot.core.refusal import Refusal
from bot.pledges.dates import time_in
from bot.pledges.languages import DATES, PLEDGES
from bot.pledges.languages.repeating import REPEATS, RepeatWords
from bot.pledges.line import Line
from bot.pledges.promising import begins_at
from bot.pledges.series.model import Rhythm, Rule
from bot.pledges.series.refusals import RhythmNotOffered
from bot.pledges.until import Calendar, at_the_end

_WORDS_MOST: Final = 9
"""How often is said in so few words,"""
_TIME_WORDS_MOST: Final = 4
"""and at what time in so few."""
_SAID_MOST: Final = 4
"""So often it is looked for in one line: the time that takes is bounded."""
_DAYS_MOST: Final = 31
"""Of a month."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A line without the words that say how often; with neither rhythm nor problem there were none."""

    rest: Line
    rhythm: Rhythm | None = None
    problem: Refusal | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    at: int
    end: int
    rhythm: Rhythm | None
    """None: there is no such series."""


def _compiled(words: RepeatWords, form: str) -> re.Pattern[str]:
    parts = {name: folded(part) if "?P<" not in part else part for name, part in words.parts.items()}
    for name, table in (("weekday", words.weekdays), ("nth", words.nths)):
        parts[name] = f"(?P<{name}>{'|'.join(sorted(table, key=len, reverse=True))})"
    return re.compile(rf"(?:{folded(form).format(**parts)})(?!\S)")


_FORMS: Final = {
    tag: [
        *((rule, _compiled(words, form)) for rule, form in words.forms),
        *((None, _compiled(words, form)) for form in words.others),
    ]
    for tag, words in REPEATS.items()
}


def rule_said(text: str) -> Rule | None:
    """How often, if that is all of a folded text in some language: "every week", "week"."""
    for tag, words in REPEATS.items():
        for said in (text, f"{folded(words.every)} {text}"):
            for rule, form in _FORMS[tag]:
                found = form.fullmatch(said)
                if found and rule is not None and not any(found.groupdict().values()):
                    return rule
    return None


def without_rhythm(line: Line, tag: str, calendar: Calendar) -> Saying:
    """The line in the language `tag`, taken apart. Said twice it has to be the same."""
    rest, rhythm, at = line, None, 0
    for _ in range(_SAID_MOST):
        found = _next(rest, at, tag)
        if found is None:
            break
        at, said = found.end, _said_with(rest, found, tag, calendar)
        if said == found.end and found.rhythm is not None and rhythm in (None, found.rhythm):
            rest, rhythm, at = _cut_out(rest, found), found.rhythm, found.at
        elif said is not None:
            return Saying(line, problem=RhythmNotOffered(rest.cut(found.at, said).text() or ""))
    return Saying(rest, rhythm)


def _next(line: Line, start: int, tag: str) -> _Found | None:
    """The first words from `start` on that say how often; the most words that do."""
    for at in range(start, len(line)):
        text = " ".join(line.keys[at : at + _WORDS_MOST])
        here = [_read(line, at, rule, match, tag) for rule, form in _FORMS[tag] if (match := form.match(text))]
        found = max((each for each in here if each is not None), key=lambda each: each.end, default=None)
        if found is not None:
            return found
    return None


def _read(line: Line, at: int, rule: Rule | None, found: re.Match[str], tag: str) -> _Found | None:
    """Words that are one of the forms, with the time of day behind them."""
    end = at + len(found[0].split())
    if any(line.pauses(inside) for inside in range(at + 1, end)):
        return None
    rhythm = None if rule is None else _rhythm(rule, found.groupdict(), REPEATS[tag])
    if rhythm is None or (rhythm.weekday is None and rhythm.day is None):
        return _Found(at, end, rhythm)
    for behind in range(min(end + _TIME_WORDS_MOST, len(line)), end, -1):
        time = time_in(" ".join(line.written[end:behind]), tag)
        if time is not None:
            return _Found(at, behind, replace(rhythm, at=time))
    return _Found(at, end, rhythm)


def _rhythm(rule: Rule, said: Mapping[str, str | None], words: RepeatWords) -> Rhythm | None:
    """None: the day is one that no month has."""
    weekday, nth = words.weekdays.get(said.get("weekday") or ""), words.nths.get(said.get("nth") or "")
    if weekday is not None:
        return Rhythm(rule, weekday, nth)
    figures = said.get("day")
    day = int(figures) if figures else nth
    return Rhythm(rule, day=day) if day is None or 1 <= day <= _DAYS_MOST else None


def _said_with(line: Line, found: _Found, tag: str, calendar: Calendar) -> int | None:
    """Where the words end that say how often: with the found ones, or later if what follows says more of the time.
    None: they belong to something else."""
    words, end = REPEATS[tag], found.end
    if found.at and line.keys[found.at - 1] in words.not_behind and not line.pauses(found.at):
        return None
    stop = _end_of_half(line, found, tag, calendar)
    key = line.keys[end] if end < len(line) else ""
    until = line.starts(PLEDGES[tag].until, end) > 0
    if until and key in words.bounds:  # "until Easter" is when a series ends, which no series knows
        return stop if stop > end else len(line)
    more = any(_tells_a_time(each, tag) for each in line.keys[end:stop])
    goes_on = until or words.goes_on.match(key) or line.pauses(end) or _begins_promise(line, found, tag)
    if more and (goes_on or key in words.bounds or _tells_a_time(key, tag)):
        return stop
    return end if end == stop or goes_on else None


def _end_of_half(line: Line, found: _Found, tag: str, calendar: Calendar) -> int:
    """Where the words end that go with these: at an "if", at the deadline of the line, at its end."""
    pledge = PLEDGES[tag]
    ifs = (at for at in range(found.end, len(line)) if line.starts((*pledge.conditions, *pledge.occasions), at))
    condition = next(ifs, None)
    if condition is not None:
        return condition
    deadline = len(at_the_end(line, tag, calendar).rest)
    return deadline if deadline >= found.end else len(line)


def _begins_promise(line: Line, found: _Found, tag: str) -> bool:
    """Whether "I will" follows, where nothing but an "if" can have come before: in the first words, or behind one."""
    pledge, start = PLEDGES[tag], 0
    while start < found.at and line.keys[start] in pledge.lead_ins:
        start += 1
    opens = start == found.at or line.starts(pledge.conditions, start) > 0
    own = pledge.own_verb.match(line.cut(found.end).spelled()) is not None
    return opens and found.end < len(line) and (own or begins_at(line, found.end, pledge))


def _tells_a_time(key: str, tag: str) -> bool:
    dates = DATES[tag]
    days = (dates.months, dates.weekdays, dates.days_off, dates.units, dates.ends, REPEATS[tag].weekdays)
    tables = (*days, dates.times, dates.before_noon, dates.after_noon, PLEDGES[tag].times)
    return any(word in table for table in tables for word in (key, key.removeprefix(PLEDGES[tag].joined_and)))


def _cut_out(line: Line, found: _Found) -> Line:
    """The line without these words; a comma behind them stays."""
    written = [*line.written[: found.at], *line.written[found.end :]]
    last = line.written[found.end - 1]
    if found.at and found.end < len(line) and line.pauses(found.end) and not line.pauses(found.at):
        written[found.at - 1] += last[-1]
    return Line(tuple(written), (*line.keys[: found.at], *line.keys[found.end :]))
