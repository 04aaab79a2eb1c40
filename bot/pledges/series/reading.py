"""Reads how often a pledge comes again, as people type it: "every week", "bob pythefnos", "كل شهر". Pure."""

from bot.core.folding import folded
from bot.core.text import clean_line
from bot.pledges.numbers import EDGES, LENGTH_MOST
from bot.pledges.series.model import Rule
from bot.pledges.series.refusals import RepeatsNotUnderstood
from bot.pledges.series.saying import rule_said


def read_rule(text: str) -> Rule:
    """How often. Raises RepeatsNotUnderstood."""
    rule = rule_said(folded(clean_line(text[:LENGTH_MOST])).strip(EDGES))
    if rule is None:
        raise RepeatsNotUnderstood
    return rule
