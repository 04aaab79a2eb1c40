"""The form in which a pledge is written: one question at a time, what was given is kept. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.core.refusal import Refusal
from bot.core.text import clean_line
from bot.pledges import answers, limits
from bot.pledges.answers import Desk, Step
from bot.pledges.model import Names, Visibility, Wording
from bot.pledges.sentence import Understood

KIND: Final = "pledge"
"""The kind of its draft."""


KEEP: Final = "keep"
"""The answer to the advice that wants the large threshold all the same."""

USUAL: Final = "usual"
"""The answer that leaves a question to the usual: other neighbours, the same."""

_DAYS_MOST: Final = 366

QUESTIONS: Final = (Step.ACTION, Step.THRESHOLD, Step.OTHERS, Step.OTHERS_ACTION, Step.DEADLINE)
"""In the order in which they are asked."""


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
    advised: bool = False
    """The writer wants the large threshold."""
    visibility: Visibility = Visibility.COMMUNITY
    names: Names = Names.SHOWN

    def answer(self, step: Step) -> Any:
        """What was answered to a question; None if nothing was, or "the usual"."""
        return (self.answers or {}).get(step)

    def with_answer(self, step: Step, value: Any) -> "Form":
        """The form with one more answer, at its next open question."""
        answered = replace(self, answers={**(self.answers or {}), step: value})
        if step is Step.THRESHOLD:
            answered = replace(answered, advised=False)
        return replace(answered, step=_next(answered))

    @property
    def complete(self) -> bool:
        """Whether every question is answered."""
        return _next(self) is None

    @property
    def wording(self) -> Wording:
        """The pledge as it stands. Only when every question is answered."""
        assert self.complete, self.step
        return Wording(
            action=self.answer(Step.ACTION),
            threshold=self.answer(Step.THRESHOLD),
            deadline=self.answer(Step.DEADLINE),
            others=self.answer(Step.OTHERS),
            others_action=self.answer(Step.OTHERS_ACTION),
            language=self.language,
            visibility=self.visibility,
            names=self.names,
        )


def _next(form: Form) -> Step | None:
    """The first question without an answer, if there is one; the advice follows a large threshold at once."""
    for question in QUESTIONS:
        if question not in (form.answers or {}):
            return question
        if question is Step.THRESHOLD and limits.needs_advice(form.answer(question)) and not form.advised:
            return Step.ADVICE
    return None


def began(token: str, understood: Understood | None, desk: Desk) -> tuple[Form, Refusal | None]:
    """A form with what one line has said already, and the first thing in it that cannot be."""
    if understood is None:
        return Form(token, desk.language), None
    form = Form(token, understood.language)
    problem = None
    for step, value in _said(understood, desk.zone):
        try:
            answers.check(step, value, desk)
        except Refusal as refusal:
            problem = problem or refusal
        else:
            form = form.with_answer(step, value)
    return replace(form, step=_next(form)), problem or understood.problem


def _said(understood: Understood, zone: ZoneInfo) -> list[tuple[Step, Any]]:
    """The answers in a line. Whoever says how many leaves who and what to the usual, unless that was unclear."""
    said: list[tuple[Step, Any]] = []
    if understood.action is not None:
        said.append((Step.ACTION, understood.action))
    if understood.threshold is not None:
        said.append((Step.THRESHOLD, understood.threshold))
    if understood.threshold is not None and not understood.unclear:
        said += [(Step.OTHERS, understood.others), (Step.OTHERS_ACTION, understood.others_action)]
    if understood.when is not None:
        said.append((Step.DEADLINE, limits.deadline_on(understood.when.day, understood.when.at, zone)))
    return said


def typed(form: Form, text: str, desk: Desk) -> Form:
    """The form after a typed answer to its open question; the preview has none, and stays.

    Refuses what the question does not take: then nothing changes.
    """
    if form.step is None:
        return form
    question = Step.THRESHOLD if form.step is Step.ADVICE else form.step
    value = answers.read(question, clean_line(text), desk)
    answers.check(question, value, desk)
    return form.with_answer(question, value)


def chosen(form: Form, step: Step, value: str, desk: Desk) -> Form:
    """The form after a button. A button of a question that is not open any more changes nothing."""
    if step is not form.step:
        return form
    match step:
        case Step.ADVICE:
            return _advice_answered(form, value)
        case Step.THRESHOLD:
            return typed(form, value, desk)
        case Step.OTHERS | Step.OTHERS_ACTION if value == USUAL:
            return form.with_answer(step, None)
        case Step.DEADLINE if value.isdecimal():
            day = desk.now.astimezone(desk.zone).date() + timedelta(days=min(int(value), _DAYS_MOST))
            return form.with_answer(step, limits.deadline_on(day, None, desk.zone))
    return form


def _advice_answered(form: Form, value: str) -> Form:
    if value == KEEP:
        kept = replace(form, advised=True)
        return replace(kept, step=_next(kept))
    return form.with_answer(Step.THRESHOLD, limits.THRESHOLD_SUGGESTED)


def back(form: Form) -> Form:
    """One question back; its answer is kept until another is given."""
    if form.step is Step.ADVICE:
        return replace(form, step=Step.THRESHOLD)
    at = len(QUESTIONS) if form.step is None else QUESTIONS.index(form.step)
    return replace(form, step=QUESTIONS[max(at - 1, 0)])


def toggled(form: Form, option: str) -> Form:
    """The preview's two options, each turned on by one. Anything else changes nothing."""
    if option == "names":
        return replace(form, names=_following(Names, form.names))
    if option == "visibility":
        return replace(form, visibility=_following(Visibility, form.visibility))
    return form


def _following(kind: Any, member: Any) -> Any:
    members = list(kind)
    return members[(members.index(member) + 1) % len(members)]
