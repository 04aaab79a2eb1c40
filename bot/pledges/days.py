"""The forms in which people write a day: each takes all the words of a text, or none."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from bot.pledges.dated import DayText, in_calendar, months_later

_WEEK: Final = 7
_ONE_DAY: Final = timedelta(days=1)
_STRETCH: Final = re.compile(r"\d{1,3}")


def day_in(text: DayText) -> date | None:
    """The day that the text names, or None. Raises ValueError for one that is not in the calendar."""
    return _first(text, (*_FORMS, *_POINTS))


def day_before(text: DayText) -> date | None:
    """The last day before the one that the text names; before an end (of the month) is that end itself.

    None for a stretch of time: nobody can say what "before 3 weeks" is. Raises ValueError as `day_in`.
    """
    end = _end(text)
    if end is not None:
        return end
    found = _first(text, _FORMS)
    return None if found is None else found - _ONE_DAY


def _first(text: DayText, forms: tuple[Callable[[DayText], date | None], ...]) -> date | None:
    return next((found for form in forms if (found := form(text)) is not None), None)


def _near(text: DayText) -> date | None:
    """Today, tomorrow, yesterday."""
    match text.tokens:
        case [word] if word in text.words.days_off:
            return text.today + timedelta(days=text.words.days_off[word])
    return None


def _stretch(text: DayText) -> date | None:
    """In 3 weeks, in a month, 10 days."""
    ahead = text.tokens[0] in text.words.ahead
    return _away(text, text.tokens[1:] if ahead else text.tokens, 1, alone=ahead)


def _ago(text: DayText) -> date | None:
    """3 weeks ago, last week: said as deadlines they have passed, which is another answer than "not understood"."""
    past = text.words.past
    if text.tokens[0] in past:
        return _away(text, text.tokens[1:], -1, alone=True)
    return _away(text, text.tokens[:-1], -1, alone=True) if text.tokens[-1] in past else None


def _away(text: DayText, tokens: list[str], direction: int, *, alone: bool) -> date | None:
    """The day that is so far ahead (1) or behind (-1). `alone`: a unit without a number is one of them."""
    match tokens:
        case [unit] if alone and unit in text.words.units:
            number: int | None = 1
        case [amount, unit] if unit in text.words.units:
            number = int(amount) if _STRETCH.fullmatch(amount) else text.words.numbers.get(amount)
        case _:
            return None
    if number is None:
        return None
    kind, size = text.words.units[unit]
    away = direction * number * size
    return months_later(text.today, away) if kind == "months" else text.today + timedelta(days=away)


def _end(text: DayText) -> date | None:
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


def _weekday(text: DayText) -> date | None:
    """Friday: the first one after today. Next Friday: the Friday of the week after this one. Last Friday is over."""
    tokens, weekdays, today = text.plain(), text.words.weekdays, text.today.isoweekday()
    names = [token for token in tokens if token in weekdays]
    if len(names) != 1:
        return None
    day = weekdays[names[0]]
    match [token for token in tokens if token not in weekdays]:
        case []:
            return text.today + timedelta(days=(day - today - 1) % _WEEK + 1)
        case [word] if word in text.words.next_week:
            return text.today + timedelta(days=_WEEK - today + day)
        case [word] if word in text.words.past:
            return text.today - timedelta(days=(today - day - 1) % _WEEK + 1)
    return None


_FORMS: Final[tuple[Callable[[DayText], date | None], ...]] = (_near, _weekday, in_calendar, _ago)
_POINTS: Final[tuple[Callable[[DayText], date | None], ...]] = (_stretch, _end)
"""Forms of which no "day before" can be told."""
