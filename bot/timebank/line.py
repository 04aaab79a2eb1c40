"""Reads what stands behind /give: who helped, how long, what it was."""

from dataclasses import dataclass

from bot.core.durations import find_duration
from bot.core.minutes import Minutes
from bot.core.text import clean_line
from bot.timebank import rules
from bot.timebank.refusals import NoDuration


@dataclass(frozen=True, slots=True)
class Line:
    """The parts of the line."""

    name: str
    """"": it names nobody."""
    minutes: Minutes
    """Not looked at yet: it may be nothing, or less."""
    words: str | None


def read_line(text: str) -> Line:
    """`@maria 1h30 fixing my bike`. Refuses NoDuration, NotWholeMinutes, WordsTooLong."""
    found = find_duration(clean_line(text))
    if found is None:
        raise NoDuration
    minutes = rules.whole_minutes(found.minutes)
    rules.check_words(found.after)
    return Line(found.before, minutes, found.after or None)
