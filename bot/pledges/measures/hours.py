"""Reads the hours that people write: "2.5 hours", "1 h 30", "half an hour", "dwy awr", "٣ ساعات". Never rounded."""

import re
from fractions import Fraction
from typing import Final

from bot.core.folding import folded
from bot.core.text import clean_line, digits
from bot.pledges.languages import PLEDGES
from bot.pledges.languages.tables import words
from bot.pledges.measures.refusals import HoursNotHalves, HoursNotUnderstood
from bot.pledges.numbers import number_in
from bot.pledges.refusals import ThresholdNotWhole

LENGTH_MOST: Final = 200
"""Characters of an answer that are read."""
_AN_HOUR: Final = 60
_FIGURES_MOST: Final = 9
"""Digits. More are as good as a thousand million, which is refused."""

HOUR: Final = words("h hr hrs hour hours awr oriau ساعة ساعات س")
"""What stands behind a number of hours."""
_TWO_HOURS: Final = words("ساعتان ساعتين")
_MINUTE: Final = words("m min mins minute minutes munud funud دقيقة دقائق")
_AN_HOUR_ALONE: Final = words("hour awr ساعة")
_HALF: Final = words("half hanner نصف ونصف ½")
_ONE: Final = words("a an")
_AND: Final = words("and a ac و")
_NO_HOURS: Final = frozenset({"e", "/"})
"""What makes another number of the one before it: 1e9, 1/3."""
_PIECE: Final = re.compile(r"[-−]?\d+(?:[.,٫]\d+)?|½|[^\W\d_]+|\S")
_FIGURES: Final = re.compile(r"([-−]?)(\d+)(?:[.,٫](\d+))?")


def says_hours(text: str) -> bool:
    """Whether the text names hours, so that its number does not count people."""
    return any(piece in HOUR | _TWO_HOURS for piece in _pieces(text))


def read_hours(text: str) -> int:
    """Hours that were typed, in minutes; a bare number counts hours. May be 0, negative, or far too many.

    Raises HoursNotUnderstood, and HoursNotHalves for what makes no whole minutes.
    """
    pieces = _pieces(text)
    start = next((at for at in range(len(pieces)) if _begins(pieces[at:])), None)
    if start is None:
        raise HoursNotUnderstood
    minutes = _minutes(pieces[start:])
    if minutes.denominator != 1:
        raise HoursNotHalves
    return int(minutes)


def _pieces(text: str) -> list[str]:
    return _PIECE.findall(folded(digits(clean_line(text[:LENGTH_MOST]))))


def _begins(pieces: list[str]) -> bool:
    first, *rest = pieces
    if first in _HALF | _TWO_HOURS or _number(first) is not None:
        return True
    following = rest[0] if rest else ""
    return (first in _ONE and following in HOUR) or (first in _AN_HOUR_ALONE and following in _AND | _HALF)


def _minutes(pieces: list[str]) -> Fraction:
    """What the pieces say from the first one on."""
    first, *rest = pieces
    if first in _TWO_HOURS:
        return 2 * _AN_HOUR + _behind(rest)
    if first in _AN_HOUR_ALONE:
        return _AN_HOUR + _behind(rest)
    if first in _HALF:
        return Fraction(_AN_HOUR, 2)
    number = Fraction(1) if first in _ONE else _number(first)
    assert number is not None, "it begins with one"
    unit = rest[0] if rest else ""
    if unit in _MINUTE:
        return number
    if unit in _NO_HOURS:
        raise HoursNotUnderstood
    if unit == "½":
        number += Fraction(1, 2)
    return number * _AN_HOUR + (_behind(rest[1:]) if unit in HOUR or unit == ":" else 0)


def _behind(pieces: list[str]) -> Fraction:
    """The minutes behind the hours, with or without "and"."""
    while pieces and pieces[0] in _AND | _ONE:
        pieces = pieces[1:]
    if not pieces:
        return Fraction(0)
    return Fraction(_AN_HOUR, 2) if pieces[0] in _HALF else (_number(pieces[0]) or Fraction(0))


def _number(piece: str) -> Fraction | None:
    found = _FIGURES.fullmatch(piece)
    if found is None:
        return _in_words(piece)
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
