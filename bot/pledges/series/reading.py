"""Reads how often a pledge comes again, as people type it: "every week", "bob pythefnos", "كل شهر". Pure."""

from collections.abc import Mapping
from typing import Final

from bot.core.folding import folded
from bot.core.text import clean_line
from bot.pledges.numbers import EDGES, LENGTH_MOST
from bot.pledges.series.model import Rule
from bot.pledges.series.refusals import RepeatsNotUnderstood

_EVERY: Final = ("every", "each", "once a", "bob", "pob", "كل")
_WORDS: Final[Mapping[str, Rule]] = {
    "week": Rule.WEEKLY,
    "weekly": Rule.WEEKLY,
    "wythnos": Rule.WEEKLY,
    "yn wythnosol": Rule.WEEKLY,
    "اسبوع": Rule.WEEKLY,
    "اسبوعيا": Rule.WEEKLY,
    "two weeks": Rule.FORTNIGHTLY,
    "2 weeks": Rule.FORTNIGHTLY,
    "second week": Rule.FORTNIGHTLY,
    "other week": Rule.FORTNIGHTLY,
    "fortnight": Rule.FORTNIGHTLY,
    "fortnightly": Rule.FORTNIGHTLY,
    "pythefnos": Rule.FORTNIGHTLY,
    "اسبوعين": Rule.FORTNIGHTLY,
    "month": Rule.MONTHLY,
    "monthly": Rule.MONTHLY,
    "mis": Rule.MONTHLY,
    "yn fisol": Rule.MONTHLY,
    "شهر": Rule.MONTHLY,
    "شهريا": Rule.MONTHLY,
}
_BY_WORDS: Final = {folded(words): rule for words, rule in _WORDS.items()}


def read_rule(text: str) -> Rule:
    """How often. Raises RepeatsNotUnderstood."""
    said = folded(clean_line(text[:LENGTH_MOST])).strip(EDGES)
    for every in _EVERY:
        said = said.removeprefix(f"{folded(every)} ")
    rule = _BY_WORDS.get(said)
    if rule is None:
        raise RepeatsNotUnderstood
    return rule
