"""Heads, hours and money that go together, for `fitting`: every threshold counts one of them."""

import dataclasses
from dataclasses import replace
from typing import Any, Final, TypeVar

from bot.pledges.answers import Step
from bot.pledges.measures.giving import Asking
from bot.pledges.model import Pledge
from bot.pledges.notices import PledgeFacts
from bot.pledges.rules import Signing
from bot.pledges.signing import Signed
from bot.pledges.wording import HOURS, Measure, Money, Unit, Wording
from bot.screens.pledge_form import Asked

_TEN_POUNDS: Final = Money(1000, "GBP")
_KINDS: Final = (
    (Unit.PEOPLE, None),
    (Unit.PEOPLE, None),
    (Unit.HOURS, None),
    (Unit.PEOPLE, _TEN_POUNDS),
    (Unit.MONEY, _TEN_POUNDS),
)
"""What a threshold counts, and what each pays; most count heads."""
_NUMBERS: Final = ("count", "expected", "least", "minimum", "most")

Worded = TypeVar("Worded", Wording, PledgeFacts)


def in_measure(made: Worded, turn: int) -> Worded:
    """The wording, or what a notice says of one, with a threshold that was ten heads in one of the measures."""
    unit, each = _KINDS[turn % len(_KINDS)]
    made = replace(made, unit=unit, each=each)
    if unit is not Unit.PEOPLE:
        made = replace(made, condition=None, others=None, others_action=None)
    usual = usual_of(made)
    made = replace(made, threshold=made.threshold * usual)
    return replace(made, count=made.count * usual, people=made.count) if isinstance(made, PledgeFacts) else made


def usual_of(made: Wording | PledgeFacts) -> int:
    """What one signature brings."""
    if made.unit is Unit.MONEY:
        return made.each.minor if made.each else 1
    return 60 if made.unit is Unit.HOURS else 1


def each_of(pledge: Pledge) -> int | None:
    """What a reader who is in gives."""
    return None if pledge.wording.unit is Unit.PEOPLE else pledge.wording.usual


def scaled(notice: Any) -> Any:
    """A notice about a pledge with its numbers in the pledge's measure."""
    return _times(notice, usual_of(notice.pledge))


def scaled_refusal(refusal: Any) -> Any:
    """A refusal with its numbers in its measure."""
    if refusal.measure.unit is Unit.HOURS:
        return _times(refusal, 60)
    return _times(replace(refusal, measure=Measure(Unit.MONEY, "GBP")), 100) if refusal.measure.currency else refusal


def _times(made: Any, usual: int) -> Any:
    names = {field.name for field in dataclasses.fields(made)} & set(_NUMBERS)
    present = {name: getattr(made, name) for name in names}
    return replace(made, **{name: value * usual for name, value in present.items() if value is not None})


def asked_in_measure(asked: Asked, turn: int) -> Asked:
    """A question of the form. How many are asked for in every measure; everything else of who counts heads."""
    unit, each = _KINDS[turn % len(_KINDS)] if asked.step in (Step.THRESHOLD, Step.MINIMUM) else _KINDS[0]
    return replace(asked, unit=unit, each=each)


def asked_for_hours(asked: Asking) -> Asking:
    """How many hours: of a pledge that counts them."""
    return replace(asked, pledge=_in_hours(asked.pledge))


def signed_in_measure(answer: Signed) -> Signed:
    """Only who gives hours says how many; everybody gives what the pledge counts."""
    if answer.outcome in (Signing.HOW_MANY, Signing.CHANGED):
        answer = replace(answer, pledge=_in_hours(answer.pledge))
    return replace(answer, amount=each_of(answer.pledge))


def _in_hours(pledge: Pledge) -> Pledge:
    if pledge.wording.measure == HOURS:
        return pledge
    heads = pledge.wording.threshold // pledge.wording.usual
    wording = replace(
        pledge.wording,
        unit=Unit.HOURS,
        each=None,
        threshold=heads * 60,
        condition=None,
        others=None,
        others_action=None,
    )
    return replace(pledge, wording=wording, given=pledge.count * 60)
