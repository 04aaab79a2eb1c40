"""Pages of lists: which part of the open pledges somebody looks at."""

from dataclasses import dataclass
from datetime import datetime

Place = tuple[datetime, int]
"""A place in the order of deadlines: the deadline, and the pledge's id, which breaks a tie."""


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of the list of open pledges: the first (or last) `size` between two places, both left out."""

    low: Place
    high: Place
    size: int
    backwards: bool = False
    words: tuple[str, ...] = ()
    """Only pledges with all of these words, as `core.beginnings.words_asked` gives them."""
