"""How much alike two pledges are, by the words that say what they are about. Pure."""

from typing import Final

from bot.core.roots import Word, words_in
from bot.pledges.wording import Wording

ALIKE_FROM: Final = 0.45
"""Dice's measure: twice the words that two pledges share, by the words of both."""


def words_of(wording: Wording) -> tuple[Word, ...]:
    """What the pledge is about, each word once."""
    return words_in(text_of(wording), wording.language)


def text_of(wording: Wording) -> str:
    """What it says, what is to be done first."""
    parts = (wording.action, wording.others_action, wording.condition, wording.others)
    return " ".join(part for part in parts if part)


def likeness(these: tuple[Word, ...], those: tuple[Word, ...]) -> float:
    """From 0 (no word in common) to 1 (all of them)."""
    if not these or not those:
        return 0.0
    there = frozenset[str]().union(*those)
    return 2 * sum(1 for word in these if word & there) / (len(these) + len(those))
