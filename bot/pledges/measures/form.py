"""What the form makes of answers about how much: a threshold may count people, hours or money. Pure."""

from dataclasses import replace
from typing import Any, Final

from bot.pledges import limits
from bot.pledges.answers import Desk, Step
from bot.pledges.form import Form, View, next_question
from bot.pledges.measures.money import money_promised
from bot.pledges.measures.needs import Needed, read_enough, read_needed
from bot.pledges.measures.refusals import SumInSentence
from bot.pledges.wording import Measure, Money, Promise, Unit

_MEASURED: Final[tuple[Step, ...]] = (Step.UNIT, Step.THRESHOLD, Step.MINIMUM)
"""The answers that hang on what is counted."""


def read_amount(form: Form, question: Step, text: str, desk: Desk) -> Needed | int:
    """How much is needed, or enough after a near miss; a bare number counts what the threshold counts. Raises as
    `needs.read_needed` and `needs.read_enough`."""
    if question is Step.THRESHOLD:
        return read_needed(text, form.unit, desk.currency)
    return read_enough(text, Measure(form.unit, desk.currency))


def answered(form: Form, step: Step, value: Any, desk: Desk) -> Form:
    """The form with one more answer. What a promise says of money is what each pays; an amount says what it counts."""
    if isinstance(value, Needed):
        return _needing(form, value)
    form = form.with_answer(step, value)
    if isinstance(value, Promise) and form.unit is not Unit.HOURS:
        each = money_promised(value.action, desk.currency)
        return form if each is None else replace(form, answers={**(form.answers or {}), Step.EACH: each})
    return form


def _needing(form: Form, needed: Needed) -> Form:
    """So much is needed. Where hours or money come together nobody is asked who the others are."""
    form = _measured_in(form, needed.unit)
    if needed.unit is not Unit.PEOPLE:
        usual = {Step.OTHERS: None, Step.OTHERS_ACTION: None}
        form = replace(form, condition=None, answers={**(form.answers or {}), **usual})
    return form.with_answer(Step.THRESHOLD, needed.amount)


def _measured_in(form: Form, unit: Unit) -> Form:
    """The form with a threshold that counts this; what was said in another measure is said anew."""
    if unit is form.unit:
        return form
    answers: dict[Step, Any] = {step: value for step, value in (form.answers or {}).items() if step not in _MEASURED}
    if unit is not Unit.PEOPLE:
        answers[Step.UNIT] = unit
    if unit is Unit.HOURS:
        answers.pop(Step.EACH, None)
    return replace(form, answers=answers)


def counting(form: Form, value: str) -> Form:
    """The form after it was chosen what counts: what is not known of that is asked next."""
    if value == Unit.MONEY:
        asked = _measured_in(form, Unit.PEOPLE) if form.unit is Unit.HOURS else form
        return replace(asked, step=Step.EACH, editing=asked.complete, view=View.PREVIEW)
    if value not in set(Unit):
        return form
    counted = _measured_in(form, Unit(value))
    left: dict[Step, Any] = {step: each for step, each in (counted.answers or {}).items() if step != Step.EACH}
    counted = replace(counted, answers=left, editing=False, view=View.PREVIEW)
    return replace(counted, step=next_question(counted))


def check_option(form: Form, step: Step, value: Any) -> None:
    """Refuses what does not go with how much is needed, or with what the promise says."""
    if isinstance(value, Money) and form.promise is not None:
        _check_said(form.promise.action, value)
    if form.threshold is not None and step is Step.CAPACITY:
        limits.check_capacity(value, form.threshold, form.measure, form.each)
    if form.threshold is not None and step is Step.MINIMUM:
        limits.check_minimum(value, form.threshold, form.measure)


def _check_said(action: str, each: Money) -> None:
    """Refuses SumInSentence where the promise says another sum than `each`."""
    said = money_promised(action, each.currency)
    if said is not None and said != each:
        raise SumInSentence(said)
