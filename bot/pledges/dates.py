"""Reads the dates that people write: "6 December", "6/12", "2026-12-06", "Friday", "in 3 weeks", "tomorrow 18:00".

A small grammar of our own (decision 7): what it does not know is None and gets asked, what cannot be is refused, and
what it understood is shown with weekday, time and zone before anything binds. It never guesses between two readings
except by the reader's locale (6/12) and by nearness (a date without a year is the next one).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.core.folding import folded
from bot.core.text import clean_line, digits
from bot.pledges.dated import DayText
from bot.pledges.days import day_before, day_in
from bot.pledges.languages import DATES, JOINED, MONTH_FIRST, own_first
from bot.pledges.languages.tables import DateWords
from bot.pledges.refusals import ImpossibleDate

LENGTH_MOST: Final = 80
"""Characters; nothing longer is a date."""

_NOON: Final = 12
_CLOCK: Final = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(\D*)")
_COLON: Final = re.compile(r"\d{1,2}:\d{2}")
_ISO_MOMENT: Final = re.compile(r"(\d)t(\d)")
_SPACED: Final = re.compile(r" ?/ ?")
_JOINED: Final = re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in sorted(JOINED, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class When:
    """A local day, and a time of day if one was given; None means the whole day, to its end."""

    day: date
    at: time | None = None


def understand(text: str, now: datetime, language: str, *, before: bool = False) -> When | None:
    """The date in `text` as written by a reader of `language` (BCP 47), or None if it is not a date.

    `now` is the moment in the community's zone. All languages are tried, the reader's first. `before`: the text
    followed a "before", so a day is the last one before it; a time of day stays, one second is no difference.
    Raises ImpossibleDate for what is understood and cannot be: 30 February, 25:00, "Friday 6 December" on a Sunday.
    """
    cleaned = digits(clean_line(text[: LENGTH_MOST + 1]))
    if len(text) > LENGTH_MOST or not cleaned:
        return None
    tokens = _tokens(cleaned)
    if not tokens:
        return None
    try:
        for words in _tables(language):
            text_of_day = DayText(tokens, words, now.date(), language.lower() in MONTH_FIRST)
            found = _read(text_of_day, now, day_before if before else day_in)
            if found is not None:
                return found
    except ValueError as impossible:
        raise ImpossibleDate(cleaned) from impossible
    return None


def time_in(text: str, language: str) -> time | None:
    """The time of day that is all of the text ("at 18:00"); None: it is none, or the end of the day."""
    tokens = _tokens(digits(clean_line(text[: LENGTH_MOST + 1])))
    for words in _tables(language):
        try:
            found = _time(tokens, words)
        except ValueError:
            return None
        if found is not None:
            return found[0]
    return None


def _tables(language: str) -> list[DateWords]:
    """The tables of words, the reader's language first."""
    return [DATES[tag] for tag in own_first(language)]


def _tokens(text: str) -> list[str]:
    plain = folded(text).replace(",", " ").replace("،", " ").rstrip(" .!?؟")
    joined = _JOINED.sub(lambda match: JOINED[match[0]], " ".join(plain.split()))
    return _SPACED.sub("/", _ISO_MOMENT.sub(r"\1 \2", joined)).split()


def _read(text: DayText, now: datetime, day_of: Callable[[DayText], date | None]) -> When | None:
    """The time of day is taken out first; what is left has to be one of the forms of a day, whole.

    `day_of` reads a text without a time of day.
    """
    taken = _take_time(text.tokens, text.words)
    if taken is None:
        found = day_of(text)
        return None if found is None else When(found)
    rest, at = taken
    if rest:
        found = day_in(text.with_tokens(rest))
        return None if found is None else When(found, at)
    if at is None:
        return When(text.today)
    return When(text.today if at > now.time() else text.today + timedelta(days=1), at)


def _take_time(tokens: list[str], words: DateWords) -> tuple[list[str], time | None] | None:
    """The other tokens and the time of day (None: "midnight", the end of the day), or None if there is no time."""
    for start in range(len(tokens)):
        for width in (3, 2, 1):
            read = _time(tokens[start : start + width], words) if start + width <= len(tokens) else None
            if read is not None:
                return tokens[:start] + tokens[start + width :], read[0]
    return None


def _time(tokens: list[str], words: DateWords) -> tuple[time | None] | None:
    """A time of day that takes up all of `tokens`: "18:00", "at 18:00", "6 pm", "at 6.30 p.m.", "noon"."""
    match tokens:
        case [at, *rest] if at in words.at and rest:
            return _clock(rest, words, announced=True)
    return _clock(tokens, words, announced=False)


def _clock(tokens: list[str], words: DateWords, *, announced: bool) -> tuple[time | None] | None:
    match tokens:
        case [named] if named in words.times:
            hour_minute = words.times[named]
            return (None,) if hour_minute is None else (time(*hour_minute),)
        case [figures] if clock := _CLOCK.fullmatch(figures):
            half = clock[3]
        case [figures, half] if (clock := _CLOCK.fullmatch(figures)) and not clock[3]:
            pass
        case _:
            return None
    hour, minute = int(clock[1]), int(clock[2] or 0)
    if half in words.before_noon or half in words.after_noon:
        return (_of_twelve(hour, minute, after_noon=half in words.after_noon),)
    plain = not half and (_COLON.fullmatch(figures) or (announced and clock[2]))
    return (time(hour, minute),) if plain else None


def _of_twelve(hour: int, minute: int, *, after_noon: bool) -> time:
    """Raises ValueError for an hour that no twelve-hour clock shows."""
    if not 1 <= hour <= _NOON:
        raise ValueError(hour)
    return time(hour % _NOON + (_NOON if after_noon else 0), minute)
