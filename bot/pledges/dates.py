"""Reads the dates that people write: "6 December", "6/12", "2026-12-06", "Friday", "in 3 weeks", "tomorrow 18:00".

A small grammar of our own (decision 7): what it does not know is None and gets asked, what cannot be is refused, and
what it understood is shown with weekday, time and zone before anything binds. It never guesses between two readings
except by the reader's locale (6/12) and by nearness (a date without a year is the next one).
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.core.text import clean_line, digits
from bot.pledges.date_words import DATE_WORDS, MONTH_FIRST, PHRASES, DateWords, folded
from bot.pledges.refusals import ImpossibleDate

LENGTH_MOST: Final = 80
"""Characters; nothing longer is a date."""

_WEEK: Final = 7
_NOON: Final = 12
_LONGEST_MONTH: Final = 31
_THIS_CENTURY: Final = 2000
_CLOCK: Final = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(\D*)")
_COLON: Final = re.compile(r"\d{1,2}:\d{2}")
_YEAR_FIRST: Final = re.compile(r"([12]\d{3})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMERIC: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})(?:[-/.]([12]\d{3}|\d{2}))?\.?")
_DAY: Final = re.compile(r"(\d{1,2})(\D*)")
_YEAR: Final = re.compile(r"[12]\d{3}")
_STRETCH: Final = re.compile(r"\d{1,3}")
_ISO_MOMENT: Final = re.compile(r"(\d)t(\d)")
_SPACED: Final = re.compile(r" ?/ ?")
_PHRASES: Final = re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in sorted(PHRASES, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class When:
    """A local day, and a time of day if one was given; None means the whole day, to its end."""

    day: date
    at: time | None = None


@dataclass(frozen=True, slots=True)
class _Text:
    """One text on its way through the forms."""

    tokens: list[str]
    words: DateWords
    today: date
    month_first: bool

    def plain(self) -> list[str]:
        """The tokens without the words that change nothing."""
        return [token for token in self.tokens if token not in self.words.fillers]

    def with_tokens(self, tokens: list[str]) -> "_Text":
        return _Text(tokens, self.words, self.today, self.month_first)


def understand(text: str, now: datetime, language: str) -> When | None:
    """The date in `text` as written by a reader of `language` (BCP 47), or None if it is not a date.

    `now` is the moment in the community's zone. All languages are tried, the reader's first. Raises ImpossibleDate for
    what is understood and cannot be: 30 February, 25:00, "Friday 6 December" when that is a Sunday.
    """
    cleaned = digits(clean_line(text[: LENGTH_MOST + 1]))
    if len(text) > LENGTH_MOST or not cleaned:
        return None
    tokens = _tokens(cleaned)
    try:
        for words in _tables(language):
            found = _read(_Text(tokens, words, now.date(), language.lower() in MONTH_FIRST), now)
            if found is not None:
                return found
    except ValueError as impossible:
        raise ImpossibleDate(cleaned) from impossible
    return None


def _tables(language: str) -> list[DateWords]:
    """The tables of words, the reader's language first."""
    first = language.lower().split("-")[0]
    return [DATE_WORDS[tag] for tag in sorted(DATE_WORDS, key=lambda tag: tag != first)]


def _tokens(text: str) -> list[str]:
    plain = folded(text).replace(",", " ").replace("،", " ").rstrip(" .!?؟")
    joined = _PHRASES.sub(lambda match: PHRASES[match[0]], " ".join(plain.split()))
    return _SPACED.sub("/", _ISO_MOMENT.sub(r"\1 \2", joined)).split()


def _read(text: _Text, now: datetime) -> When | None:
    """The time of day is taken out first; what is left has to be one of the forms of a day, whole."""
    taken = _take_time(text.tokens, text.words)
    if taken is None:
        found = _day(text)
        return None if found is None else When(found)
    rest, at = taken
    if rest:
        found = _day(text.with_tokens(rest))
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


def _day(text: _Text) -> date | None:
    """The first form that takes up all the tokens."""
    for form in _FORMS:
        found = form(text)
        if found is not None:
            return found
    return None


def _near(text: _Text) -> date | None:
    """Today, tomorrow."""
    match text.tokens:
        case [word] if word in text.words.days_off:
            return text.today + timedelta(days=text.words.days_off[word])
    return None


def _stretch(text: _Text) -> date | None:
    """In 3 weeks, in a month, 10 days."""
    tokens = text.tokens[1:] if text.tokens[0] in text.words.ahead else text.tokens
    match tokens:
        case [unit] if unit in text.words.units and tokens != text.tokens:
            number: int | None = 1
        case [amount, unit] if unit in text.words.units:
            number = int(amount) if _STRETCH.fullmatch(amount) else text.words.numbers.get(amount)
        case _:
            return None
    if number is None:
        return None
    kind, size = text.words.units[unit]
    return _months_later(text.today, number * size) if kind == "months" else text.today + timedelta(days=number * size)


def _months_later(day: date, months: int) -> date:
    """The same day some months on, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _end(text: _Text) -> date | None:
    """End of the week (Sunday), of the month, of the year."""
    match [token for token in text.tokens if token not in text.words.fillers or token in text.words.units]:
        case [end, unit] if end in text.words.ends and unit in text.words.units:
            return _last_day(text.today, text.words.units[unit])
    return None


def _last_day(today: date, unit: tuple[str, int]) -> date | None:
    match unit:
        case ("days", 7):
            return today + timedelta(days=_WEEK - today.isoweekday())
        case ("months", 1):
            return today.replace(day=monthrange(today.year, today.month)[1])
        case ("months", 12):
            return date(today.year, 12, 31)
    return None


def _weekday(text: _Text) -> date | None:
    """Friday: the first one after today. Next Friday: the Friday of the week after this one."""
    weekdays, next_week = text.words.weekdays, text.words.next_week
    today = text.today.isoweekday()
    match text.plain():
        case [name] if name in weekdays:
            return text.today + timedelta(days=(weekdays[name] - today - 1) % _WEEK + 1)
        case [word, name] if word in next_week and name in weekdays:
            return text.today + timedelta(days=_WEEK - today + weekdays[name])
        case [name, word] if word in next_week and name in weekdays:
            return text.today + timedelta(days=_WEEK - today + weekdays[name])
    return None


def _in_calendar(text: _Text) -> date | None:
    """A date with its month, perhaps with its weekday before or behind it, which then has to be right."""
    tokens = text.plain()
    for at in (0, -1):
        if len(tokens) > 1 and tokens[at] in text.words.weekdays:
            found = _dated(text, tokens[1:] if at == 0 else tokens[:-1])
            if found is not None and found.isoweekday() != text.words.weekdays[tokens[at]]:
                raise ValueError(tokens[at])
            if found is not None:
                return found
    return _dated(text, tokens)


def _dated(text: _Text, tokens: list[str]) -> date | None:
    return _numeric(text, tokens) or _named(text, tokens) or _ordinal(text, tokens)


def _numeric(text: _Text, tokens: list[str]) -> date | None:
    """2026-12-06, 6/12, 6.12.26: day or month first as the locale has it."""
    if len(tokens) != 1:
        return None
    if whole := _YEAR_FIRST.fullmatch(tokens[0]):
        return date(int(whole[1]), int(whole[2]), int(whole[3]))
    if parts := _NUMERIC.fullmatch(tokens[0]):
        first, second = int(parts[1]), int(parts[2])
        day, month = (second, first) if text.month_first else (first, second)
        return _dated_or_next(text.today, day, month, parts[3])
    return None


def _named(text: _Text, tokens: list[str]) -> date | None:
    """6 December, December 6th, 6 December 2026."""
    match tokens:
        case [first, second]:
            year = None
        case [first, second, year] if _YEAR.fullmatch(year):
            pass
        case _:
            return None
    for number, month in ((first, second), (second, first)):
        day = _day_number(number, text.words)
        if day is not None and month in text.words.months:
            return _dated_or_next(text.today, day, text.words.months[month], year)
    return None


def _day_number(token: str, words: DateWords) -> int | None:
    """6 or 6th."""
    day = _DAY.fullmatch(token)
    return int(day[1]) if day and (not day[2] or day[2] in words.ordinals) else None


def _ordinal(text: _Text, tokens: list[str]) -> date | None:
    """The 6th: of this month, else of the next month that has one."""
    day = _day_number(tokens[0], text.words) if len(tokens) == 1 and not tokens[0].isdigit() else None
    if day is None:
        return None
    if not 1 <= day <= _LONGEST_MONTH:
        raise ValueError(day)
    first = text.today.replace(day=1)
    months = (_months_later(first, ahead) for ahead in range(3))
    dates = (month.replace(day=day) for month in months if day <= monthrange(month.year, month.month)[1])
    return next(found for found in dates if found >= text.today)


def _dated_or_next(today: date, day: int, month: int, year: str | None) -> date:
    """The date in that year ("26" is 2026), or the next one from today. Raises ValueError where there is none."""
    if year is not None:
        return date(int(year) + (0 if _YEAR.fullmatch(year) else _THIS_CENTURY), month, day)
    date(2024, month, day)  # a leap year has every day there is
    for later in range(9):
        if day <= monthrange(today.year + later, month)[1]:
            found = date(today.year + later, month, day)
            if found >= today:
                return found
    raise ValueError(day)


_FORMS: Final[tuple[Callable[[_Text], date | None], ...]] = (_near, _stretch, _end, _weekday, _in_calendar)
