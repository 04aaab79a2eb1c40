"""Dates with a number of their own: "6 December", "6/12", "2026-12-06", "the 6th". All the words, or none."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.pledges.languages.tables import DateWords

_LONGEST_MONTH: Final = 31
_THIS_CENTURY: Final = 2000
_YEAR_FIRST: Final = re.compile(r"([12]\d{3})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMERIC: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})(?:[-/.]([12]\d{3}|\d{2}))?\.?")
_DAY: Final = re.compile(r"(\d{1,2})(\D*)")
_YEAR: Final = re.compile(r"[12]\d{3}")


@dataclass(frozen=True, slots=True)
class DayText:
    """The words of one text, and what they are read with."""

    tokens: list[str]
    words: DateWords
    today: date
    month_first: bool

    def plain(self) -> list[str]:
        """The tokens without the words that change nothing."""
        return [token for token in self.tokens if token not in self.words.fillers]

    def with_tokens(self, tokens: list[str]) -> "DayText":
        return DayText(tokens, self.words, self.today, self.month_first)


def in_calendar(text: DayText) -> date | None:
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


def _dated(text: DayText, tokens: list[str]) -> date | None:
    return _numeric(text, tokens) or _named(text, tokens) or _ordinal(text, tokens)


def _numeric(text: DayText, tokens: list[str]) -> date | None:
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


def _named(text: DayText, tokens: list[str]) -> date | None:
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


def _ordinal(text: DayText, tokens: list[str]) -> date | None:
    """The 6th: of this month, else of the next month that has one."""
    day = _day_number(tokens[0], text.words) if len(tokens) == 1 and not tokens[0].isdigit() else None
    if day is None:
        return None
    if not 1 <= day <= _LONGEST_MONTH:
        raise ValueError(day)
    first = text.today.replace(day=1)
    months = (months_later(first, ahead) for ahead in range(3))
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


def months_later(day: date, months: int) -> date:
    """The same day some months on, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
