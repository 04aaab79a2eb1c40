"""Reads the hours that people write: "2.5 hours", "1 h 30", "half an hour", "dwy awr", "٣ ساعات". Never rounded, never
one of two readings, and never a part of what was said: "2 or 3 hours" and "1,500" are asked again.
"""

import re
import unicodedata
from fractions import Fraction
from typing import Final

from bot.core.durations import read_duration, reads_two_ways
from bot.core.folding import folded
from bot.core.minutes import HOUR
from bot.core.text import clean_line, digits
from bot.pledges.languages import PLEDGES
from bot.pledges.languages.tables import words
from bot.pledges.measures.refusals import HoursNotHalves, HoursNotUnderstood
from bot.pledges.numbers import LENGTH_MOST, number_in
from bot.pledges.refusals import ThresholdNotWhole

_FIGURES_MOST: Final = 9
"""Digits. More are as good as a thousand million, which is refused."""

_HOURS: Final = words("h hr hrs hour hours awr oriau ساعة ساعات س")
"""What stands behind a number of hours."""
_TWO_HOURS: Final = words("ساعتان ساعتين")
_MINUTES: Final = words("m min mins minute minutes mun munud munudau funud دقيقة دقائق")
_HALF: Final = words("half hanner نصف ونصف ½")
_QUARTER: Final = words("quarter quarters chwarter ربع وربع")
_AND: Final = words("and ac و")
_ONE: Final = words("a an")
_IN_FRONT: Final = frozenset(".,٫/")
"""Behind one of these a number is a part of another one."""
_PIECE: Final = re.compile(r"[-−]?\d+(?:[.,٫]\d+)?|½|[^\W\d_]+|\S")
_FIGURES: Final = re.compile(r"([-−]?)(\d+)(?:[.,٫](\d+))?")


def says_hours(text: str) -> bool:
    """Whether the text names hours, so that its number does not count people."""
    return any(piece in _HOURS | _TWO_HOURS for piece in _pieces(text))


def read_hours(text: str) -> int:
    """Hours that were typed, in minutes; a bare number counts hours. May be 0, negative, or far too many.

    Raises HoursNotUnderstood, and HoursNotHalves for what makes no whole minutes.
    """
    minutes = _duration(clean_line(text[:LENGTH_MOST]))
    if minutes is None:
        minutes = _counted(_pieces(text))
    if minutes.denominator != 1:
        raise HoursNotHalves
    return int(minutes)


def _pieces(text: str) -> list[str]:
    return _PIECE.findall(folded(digits(clean_line(text[:LENGTH_MOST]))))


def _duration(line: str) -> Fraction | None:
    """What the whole line says as a duration, or all of it from where that begins: "I give 1h30"."""
    said = line.split()
    begins = next((at for at in range(len(said)) if _begins(said[at:])), 0)
    if any(map(_counts, _pieces(" ".join(said[:begins])))):
        begins = 0
    whole = read_duration(line)
    return whole if whole is not None else read_duration(" ".join(said[begins:]))


def _begins(said: list[str]) -> bool:
    first, following = (_pieces(said[0]) or [""])[0], folded(said[1]) if said[1:] else ""
    return first in _HALF | _TWO_HOURS or _number(first) is not None or (first in _ONE and following in _HOURS)


def _counted(pieces: list[str]) -> Fraction:
    """A number, in figures or in words, alone or with what it counts: "3", "deg awr", "3 and a half hours each"."""
    at = next((at for at, piece in enumerate(pieces) if piece in _HALF or _number(piece) is not None), None)
    if at is None or (at and pieces[at - 1] in _IN_FRONT):
        raise HoursNotUnderstood
    number = _number(pieces[at])
    half, rest = _half(pieces[at:] if number is None else pieces[at + 1 :])
    unit = int(HOUR)
    if rest and rest[0] in _HOURS | _MINUTES:
        unit = 1 if rest[0] in _MINUTES else unit
        more, rest = _half(rest[1:])
        half = half or more
    elif any(map(str.isalpha, rest)):
        raise HoursNotUnderstood  # "3 days"
    if any(map(_counts, pieces[:at] + rest)):
        raise HoursNotUnderstood
    return ((number or 0) + half) * unit


def _half(pieces: list[str]) -> tuple[Fraction, list[str]]:
    """A half, with or without "and a" before it or "an" behind it; and what comes then."""
    at = next((at for at, piece in enumerate(pieces) if piece not in _AND | _ONE), None)
    if at is None or pieces[at] not in _HALF:
        return Fraction(0), pieces
    rest = pieces[at + 1 :]
    return Fraction(1, 2), rest[1:] if rest and rest[0] in _ONE else rest


def _counts(piece: str) -> bool:
    """Whether it says something of how many or how long, or is a sign of money, so that it cannot be passed over."""
    known = _HOURS | _TWO_HOURS | _MINUTES | _HALF | _QUARTER | {"%", "/"}
    return piece in known or unicodedata.category(piece[0]) == "Sc" or _number(piece) is not None


def _number(piece: str) -> Fraction | None:
    """Raises HoursNotUnderstood for what reads two ways."""
    found = _FIGURES.fullmatch(piece)
    if found is None:
        return _in_words(piece)
    if reads_two_ways(piece):
        raise HoursNotUnderstood
    sign, whole, part = found.groups()
    if len(whole) > _FIGURES_MOST:
        whole, part = "1" + "0" * _FIGURES_MOST, None
    number = Fraction(f"{whole}.{part[:_FIGURES_MOST]}" if part else whole)
    return -number if sign else number


def _in_words(piece: str) -> Fraction | None:
    for each in PLEDGES.values():
        try:
            number = number_in(piece, each)
        except ThresholdNotWhole:
            return None
        if number is not None:
            return Fraction(number)
    return None
