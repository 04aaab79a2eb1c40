"""Reads the numbers that people write: "10", "1,500", "ten", "deg", "١٠". Never half a person, never two readings."""

import re
from typing import Final

from bot.core.folding import folded
from bot.core.text import clean_line, digits
from bot.pledges.languages import PLEDGES
from bot.pledges.languages.tables import PledgeWords
from bot.pledges.refusals import ThresholdNotUnderstood, ThresholdNotWhole

LENGTH_MOST: Final = 200
"""Characters of an answer that are read."""

EDGES: Final = ' ,;:.!?،؛؟"“”«»'
"""What may stand around a word."""

_STILL_A_NUMBER: Final = 9
"""Digits. More are as good as a thousand million, which is refused."""

_WHOLE: Final = re.compile(r"[-−]?\d+")
_GROUPED: Final = re.compile(r"\d{1,3}(?:[,٬]\d{3})+")
_BROKEN: Final = re.compile(r"[-−]?\d*[.,٫/]\d+|\d+½|½")


def read_threshold(text: str) -> int:
    """A number typed as an answer: "10", "ten", "10 others". Raises ThresholdNotUnderstood or ThresholdNotWhole."""
    for word in clean_line(digits(text[:LENGTH_MOST])).split():
        for words in PLEDGES.values():
            number = number_in(folded(word).strip(EDGES), words)
            if number is not None:
                return number
    raise ThresholdNotUnderstood


def is_number(key: str, words: PledgeWords) -> bool:
    """Whether the word is a number, if only one that cannot be."""
    try:
        return number_in(key, words) is not None
    except ThresholdNotWhole:
        return True


def number_in(key: str, words: PledgeWords) -> int | None:
    """The number that a folded word stands for, or None.

    Raises ThresholdNotWhole for 2.5, and for 1.500, which reads two ways.
    """
    if key in words.numbers:
        return words.numbers[key]
    if _GROUPED.fullmatch(key):
        key = key.replace(",", "").replace("٬", "")
    if _WHOLE.fullmatch(key):
        sign = -1 if key[0] in "-−" else 1
        figures = key.lstrip("-−")
        return sign * (int(figures) if len(figures) <= _STILL_A_NUMBER else 10**_STILL_A_NUMBER)
    if _BROKEN.fullmatch(key):
        raise ThresholdNotWhole
    return None
