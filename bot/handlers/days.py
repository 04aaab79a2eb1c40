"""Days that have been, at the end of a line: "litter pick yesterday", "… on Friday", "… 25/11"."""

from datetime import date, datetime, timedelta
from typing import Final

from bot.pledges.dates import understand

_WORDS_MOST: Final = 5
"""In one day: "the day before yesterday" has four."""

_DAY: Final = timedelta(days=1)
_BACK: Final = (*range(1, 9), 90)
"""From how many days ago to look forward: a week for the name of a day, the rest for a day of the year."""


def day_at_end(line: str, now: datetime, language: str) -> tuple[str, date | None]:
    """The line without the day at its end, and that day; None: it ends with none.

    A day that names no year or week is the last one that has been. Raises ImpossibleDate.
    """
    words = line.split()
    for start in range(max(0, len(words) - _WORDS_MOST), len(words)):
        day = _day(" ".join(words[start:]), now, language)
        if day is not None:
            return " ".join(words[:start]), day
    return line, None


def _day(text: str, now: datetime, language: str) -> date | None:
    found = _read(text, now, language)
    if found is None or found <= now.date():
        return found
    before = _read(text, now - _DAY, language)
    if before is None or found - before == _DAY:
        return found  # "tomorrow", "in 3 weeks": it is to come, from whatever day one looks
    looked = (_read(text, now - days * _DAY, language) for days in _BACK)
    return next((day for day in looked if day is not None and day <= now.date()), found)


def _read(text: str, now: datetime, language: str) -> date | None:
    when = understand(text, now, language)
    return None if when is None or when.at is not None else when.day
