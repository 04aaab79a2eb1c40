"""The form in which a pledge is written: one question at a time, what was given is kept. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from bot.pledges import limits
from bot.pledges.answers import Step
from bot.pledges.measures.limits import people_needed
from bot.pledges.series.model import Rule
from bot.pledges.series.rules import put_off
from bot.pledges.wording import Measure, Money, Names, Promise, Unit, Visibility, Wording, measure_of

KIND: Final = "pledge"
"""The kind of its draft."""
QUESTIONS: Final = (Step.ACTION, Step.THRESHOLD, Step.OTHERS, Step.OTHERS_ACTION, Step.DEADLINE, Step.ACT_ON)
"""In the order in which they are asked."""
OPTIONS: Final = (Step.CAPACITY, Step.MINIMUM, Step.DETAIL, Step.UNIT, Step.EACH, Step.REPEATS)
"""What can be said besides, and is asked of who wants to."""


class View(StrEnum):
    """What is shown of a form when nothing is asked."""

    PREVIEW = "preview"
    """The pledge as it will read, to be published."""
    CHANGES = "changes"
    """What can be changed of it."""
    OPTIONS = "options"
    """What can be said besides."""


def view_after(step: Step) -> View:
    """Where an answer to this question leads to, once nothing more is asked."""
    return View.OPTIONS if step in OPTIONS else View.PREVIEW


@dataclass(frozen=True, slots=True)
class Form:
    """A pledge that is being written. `answers` has an entry for each question that was answered, if only by "the
    usual" (None)."""

    token: str
    """Names this form on its buttons, and the pledge that comes of it, for ever."""
    language: str
    step: Step | None = Step.ACTION
    """What is asked now; None: nothing, the preview is shown."""
    answers: Mapping[Step, Any] | None = None
    condition: str | None = None
    """The others' half in the writer's own words (see `Wording`): their questions are answered by "the usual" then."""
    advised: bool = False
    """The writer wants the large threshold."""
    editing: bool = False
    """The open question was opened from the preview, and leads back there."""
    visibility: Visibility = Visibility.COMMUNITY
    names: Names = Names.SHOWN
    view: View = View.PREVIEW

    def answer(self, step: Step) -> Any:
        """What was answered to a question; None if nothing was, or "the usual"."""
        return (self.answers or {}).get(step)

    def with_answer(self, step: Step, value: Any) -> "Form":
        """The form with one more answer, at its next open question."""
        form = self if step is Step.THRESHOLD and value == self.threshold else _retelling(self, step)
        answers = _agreeing({**(form.answers or {}), step: value})
        answered = replace(form, editing=False, answers=answers)
        answered = replace(answered, view=view_after(step) if self.complete else View.PREVIEW)
        if step is Step.THRESHOLD:
            answered = replace(answered, advised=False)
        if step is Step.DEADLINE:
            answered = _in_time(answered)
        return replace(answered, step=next_question(answered))

    def answered(self, step: Step) -> bool:
        """Whether this question has an answer."""
        return step in (self.answers or {})

    @property
    def promise(self) -> Promise | None:
        """What the writer will do, once that is answered."""
        found: Promise | None = self.answer(Step.ACTION)
        return found

    @property
    def threshold(self) -> int | None:
        """How many others have to join, once that is answered."""
        found: int | None = self.answer(Step.THRESHOLD)
        return found

    @property
    def unit(self) -> Unit:
        """What the threshold counts."""
        return self.answer(Step.UNIT) or Unit.PEOPLE

    @property
    def each(self) -> Money | None:
        """What everybody pays who joins; None: it is about no money."""
        found: Money | None = self.answer(Step.EACH)
        return found

    @property
    def measure(self) -> Measure:
        """In what the threshold is counted."""
        return measure_of(self.unit, self.each)

    @property
    def complete(self) -> bool:
        """Whether every question is answered."""
        return next_question(self) is None

    @property
    def wording(self) -> Wording:
        """The pledge as it stands. Only when every question is answered."""
        assert self.complete, self.step
        assert self.promise is not None, "answered"
        return Wording(
            action=self.promise.action,
            threshold=self.answer(Step.THRESHOLD),
            deadline=self.answer(Step.DEADLINE),
            others=self.answer(Step.OTHERS),
            others_action=self.answer(Step.OTHERS_ACTION),
            opening=self.promise.opening,
            condition=self.condition,
            language=self.language,
            visibility=self.visibility,
            names=self.names,
            act_on=self.answer(Step.ACT_ON),
            capacity=self.answer(Step.CAPACITY),
            detail=self.answer(Step.DETAIL),
            unit=self.unit,
            each=self.each,
        )

    @property
    def minimum(self) -> int | None:
        """With how many the writer would go ahead after a near miss; None: to be asked then."""
        found: int | None = self.answer(Step.MINIMUM)
        return found

    @property
    def repeats(self) -> Rule | None:
        """How often it comes again; None: once is all."""
        found = self.answer(Step.REPEATS)
        return None if found is None else Rule(found)


_OTHERS_HALF: Final = (Step.THRESHOLD, Step.OTHERS, Step.OTHERS_ACTION)


def _retelling(form: Form, step: Step) -> Form:
    """The others' half in the writer's words says who, what and how many in one: who changes one tells the rest."""
    if form.condition is None or step not in _OTHERS_HALF:
        return form
    return replace(form, condition=None, answers=without_others(form.answers or {}))


def _in_time(form: Form) -> Form:
    """After another deadline, a deed that would now come too early begins at a later turn, or is to be told again."""
    act_on, deadline = form.answer(Step.ACT_ON), form.answer(Step.DEADLINE)
    if act_on is None or limits.comes_after(act_on, deadline):
        return form
    if form.repeats is not None:
        return replace(form, answers={**(form.answers or {}), Step.ACT_ON: put_off(act_on, form.repeats, deadline)})
    return replace(form, answers={step: value for step, value in (form.answers or {}).items() if step != Step.ACT_ON})


def _agreeing(answers: Mapping[Step, Any]) -> Mapping[Step, Any]:
    """The answers without places for too few people, or a minimum above what is needed: the number was changed."""
    threshold, capacity, minimum = (answers.get(step) for step in (Step.THRESHOLD, Step.CAPACITY, Step.MINIMUM))
    unit, each = answers.get(Step.UNIT) or Unit.PEOPLE, answers.get(Step.EACH)
    least = people_needed(threshold, measure_of(unit, each), each) if threshold else 0
    wrong = {Step.CAPACITY} if threshold and capacity and capacity < least else set()
    wrong |= {Step.MINIMUM} if threshold and minimum and minimum > threshold else set()
    return {step: value for step, value in answers.items() if step not in wrong}


def without_others(answers: Mapping[Step, Any]) -> Mapping[Step, Any]:
    """The answers, with who the others are and what they will do still to be asked."""
    return {step: value for step, value in answers.items() if step not in (Step.OTHERS, Step.OTHERS_ACTION)}


def _needs_advice(form: Form) -> bool:
    heads = form.threshold if form.unit is Unit.PEOPLE else None
    return heads is not None and limits.needs_advice(heads) and not form.advised


def next_question(form: Form) -> Step | None:
    """The first question without an answer, if there is one; the advice follows a large threshold at once."""
    for question in QUESTIONS:
        if question not in (form.answers or {}):
            return question
        if question is Step.THRESHOLD and form.unit is Unit.MONEY and form.each is None:
            return Step.EACH
        if question is Step.THRESHOLD and _needs_advice(form):
            return Step.ADVICE
    return None
