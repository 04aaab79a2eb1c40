"""Durations as people write them: `2h30`, `2:30`, `2.5h`, `2,5 h`, `150 min`, `1 hour 15`, `awr a hanner`, `ساعة ونصف`.

One table for all languages: their words do not get in each other's way, and neighbours mix them.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from bot.core.text import clean_line, digits

_HOUR: Final = "hours|hour|hrs|hr|h|awr|oriau|ساعات|ساعة|ساعه|س"
_MINUTE: Final = "minutes|minute|mins|min|m|munudau|munud|mun|دقائق|دقيقة|دقيقه|د"
_NUMBER: Final = r"\d{1,12}(?:[.,٫]\d{1,6})?"
_SIGN: Final = r"(?P<sign>[-−–+]?)\s*"
_BOTH: Final = re.compile(
    rf"{_SIGN}(?P<hours>{_NUMBER})\s*(?:{_HOUR})\.?"
    rf"(?:\s*(?:,|and |& ?|a |ac |و)?\s*(?P<minutes>\d{{2}}|\d(?=\s*(?:{_MINUTE})))(?:\s*(?:{_MINUTE})\.?)?)?"
)
"""One digit without a unit counts something else: 1h 2 bikes."""

_MINUTES: Final = re.compile(rf"{_SIGN}(?P<minutes>{_NUMBER})\s*(?:{_MINUTE})\.?")
_CLOCK: Final = re.compile(rf"{_SIGN}(?P<hours>\d{{1,6}}):(?P<minutes>\d{{2}})")
_IN_WORDS: Final = {
    **dict.fromkeys(("half an hour", "hanner awr", "نصف ساعة"), 30),
    **dict.fromkeys(("a quarter of an hour", "quarter of an hour", "chwarter awr", "ربع ساعة"), 15),
    **dict.fromkeys(("an hour", "one hour", "awr", "un awr", "ساعة", "ساعة واحدة"), 60),
    **dict.fromkeys(("an hour and a half", "one and a half hours", "awr a hanner", "ساعة ونصف", "ساعة و نصف"), 90),
    **dict.fromkeys(("two hours", "dwy awr", "ساعتان", "ساعتين"), 120),
    **dict.fromkeys(("two and a half hours", "dwy awr a hanner", "ساعتان ونصف", "ساعتين ونصف"), 150),
}
_VOWELS: Final = re.compile("[\u064b-\u0652\u0640]")
_THOUSANDS: Final = re.compile(r"[.,٫]\d{3}$")
_EDGES: Final = " ,;.!،؛"
_WORDS_MOST: Final = 6
"""In one duration: "1 hour and 15 minutes" has five."""

_WORDS_BEFORE: Final = 12
"""In front of it at most; nobody has a longer name, and a line that never says how long is read quickly."""

_SIXTY: Final = 60


@dataclass(frozen=True, slots=True)
class Found:
    """A duration within a line."""

    before: str
    minutes: Fraction
    """As it was written: it may be nothing, less than nothing, or no whole number."""
    after: str


def read_duration(text: str) -> Fraction | None:
    """The minutes that the whole text says, or None. A number alone says nothing: 2 may be hours or minutes; nor does
    what reads two ways: 1,500 h."""
    line = _VOWELS.sub("", digits(clean_line(text))).casefold().strip(_EDGES)
    line = line.replace("½", ".5") if re.search(r"\d½", line) else line.replace("½", "0.5")
    if line in _IN_WORDS:
        return Fraction(_IN_WORDS[line])
    for form in (_BOTH, _CLOCK, _MINUTES):
        if match := form.fullmatch(line):
            return _added(match)
    return None


def find_duration(line: str) -> Found | None:
    """The first duration in a line, as long as it can be read; None: there is none (behind its first twelve words)."""
    words = line.split()
    for at in range(min(len(words), _WORDS_BEFORE + 1)):
        for end in range(min(len(words), at + _WORDS_MOST), at, -1):
            minutes = read_duration(" ".join(words[at:end]))
            if minutes is not None:
                return Found(" ".join(words[:at]), minutes, " ".join(words[end:]))
    return None


def reads_two_ways(number: str) -> bool:
    """Whether figures may be thousands as well as a fraction: "1,500", "1.500"."""
    return bool(_THOUSANDS.search(number))


def _added(match: re.Match[str]) -> Fraction | None:
    parts = match.groupdict()
    if any(reads_two_ways(parts.get(part) or "") for part in ("hours", "minutes")):
        return None
    hours, minutes = _number(parts.get("hours")), _number(parts.get("minutes"))
    if parts.get("hours") and parts.get("minutes") and (minutes >= _SIXTY or hours.denominator != 1):
        return None  # 1h75, 1.5h30: whoever wrote it means something else
    total = hours * _SIXTY + minutes
    return -total if parts["sign"] in {"-", "−", "–"} else total


def _number(text: str | None) -> Fraction:
    return Fraction(0) if not text else Fraction(re.sub("[,٫]", ".", text))
