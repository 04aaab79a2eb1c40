"""When and where: a date in an answer, with the place before or behind it ("Saturday 10:00, the alley gate"). Pure."""

from typing import Final

from bot.core.folding import folded
from bot.core.text import clean_line
from bot.pledges.dates import When, understand
from bot.pledges.languages import DATES
from bot.pledges.numbers import EDGES
from bot.pledges.until import Calendar

_WORDS_MOST: Final = 9
"""A date stands in so few words."""

_FILLERS: Final = frozenset().union(*(words.fillers for words in DATES.values()))


def when_and_where(text: str, calendar: Calendar) -> tuple[When, str | None] | None:
    """The date and the place (None: none was said); None if the text neither begins nor ends with a date.

    The most words that tell a date are the date. Raises ImpossibleDate where they tell one that cannot be.
    """
    words = clean_line(text).split()
    for width in range(min(len(words), _WORDS_MOST), 0, -1):
        if folded(words[width - 1]).strip(EDGES) not in _FILLERS:  # "the" belongs to what it stands before
            when = _date(words[:width], calendar)
            if when is not None:
                return when, _place(words[width:])
        when = _date(words[-width:], calendar)
        if when is not None:
            return when, _place(words[:-width])
    return None


def _date(words: list[str], calendar: Calendar) -> When | None:
    return understand(" ".join(words).strip(EDGES), calendar.now, calendar.language)


def _place(words: list[str]) -> str | None:
    return " ".join(words).strip(f"{EDGES}–—-") or None
