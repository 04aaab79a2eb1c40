"""Filling the form in: by a whole line, by typed answers, by buttons; back and forth. Pure."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from bot.core.refusal import Refusal
from bot.core.text import clean_line, clean_text
from bot.pledges import answers, limits
from bot.pledges.answers import Desk, Step
from bot.pledges.form import OPTIONS, QUESTIONS, Form, View, next_question, view_after, without_others
from bot.pledges.measures.form import answered, check_option, counting, read_amount
from bot.pledges.measures.needs import Needed, read_needed
from bot.pledges.promising import language_of
from bot.pledges.sentence import Understood, understand_sentence
from bot.pledges.series.form import coming_again
from bot.pledges.series.model import Rule
from bot.pledges.wording import Names, Occasion, Unit, Visibility

KEEP: Final = "keep"
"""The answer to the advice that wants the large threshold all the same."""
USUAL: Final = "usual"
"""The answer that leaves a question to the usual: other neighbours, the same."""
STAY: Final = "stay"
"""The answer that leaves a question as it has been answered."""
_DAYS_MOST: Final = 366


def began(token: str, understood: Understood | None, desk: Desk) -> tuple[Form, Refusal | None]:
    """A form with what one line has said already, and the first thing in it that cannot be."""
    if understood is None:
        return Form(token, desk.language), None
    form = Form(token, understood.language)
    said, problem = _said(understood, desk)
    for step, value in said:
        try:
            answers.check(step, value, desk)
        except Refusal as refusal:
            problem = problem or refusal
        else:
            form = answered(form, step, value, desk)
    form, too_long = _in_own_words(form, understood.others.condition)
    form = coming_again(form, understood.rhythm, desk)
    problem = problem or too_long or understood.problem
    if not form.answered(Step.ACT_ON) and (problem or any(form.answered(step) for step in QUESTIONS[1:])):
        # Who has said more than the first half knows what they want, and finds this question in the preview.
        form = form.with_answer(Step.ACT_ON, None)
    return replace(form, step=next_question(form)), problem


def _said(understood: Understood, desk: Desk) -> tuple[list[tuple[Step, Any]], Refusal | None]:
    """The answers in a line, and what is wrong with an amount in it. Whoever says how many leaves who and what to the
    usual, unless that was unclear."""
    others, said = understood.others, list[tuple[Step, Any]]()
    problem: Refusal | None = None
    if understood.promise is not None:
        said.append((Step.ACTION, understood.promise))
    if others.threshold is not None:
        said.append((Step.THRESHOLD, Needed(Unit.PEOPLE, others.threshold)))
    if others.amount is not None:
        try:
            said.append((Step.THRESHOLD, read_needed(others.amount, Unit.PEOPLE, desk.currency)))
        except Refusal as refusal:
            problem = refusal
    if others.threshold is not None and not others.unclear:
        said += [(Step.OTHERS, others.others), (Step.OTHERS_ACTION, others.others_action)]
    if understood.when is not None:
        said.append((Step.DEADLINE, limits.deadline_on(understood.when.day, understood.when.at, desk.zone)))
    return said, problem


def _in_own_words(form: Form, condition: str | None) -> tuple[Form, Refusal | None]:
    """The form with the others' half as it was written, or what is wrong with that: then they are asked for."""
    if condition is None:
        return form, None
    if form.threshold is None:  # its number cannot be
        return replace(form, answers=without_others(form.answers or {})), None
    try:
        limits.check_condition(condition)
    except Refusal as refusal:
        return replace(form, answers=without_others(form.answers or {})), refusal
    return replace(form, condition=condition), None


def typed(form: Form, text: str, desk: Desk) -> Form:
    """The form after a typed answer to its open question; the preview has none, and stays.

    Refuses what the question does not take: then nothing changes.
    """
    if form.step is None:
        return form
    if form.step is Step.ACTION and not form.answers and (whole := _whole(form, text, desk)) is not None:
        return whole
    question = Step.THRESHOLD if form.step is Step.ADVICE else form.step
    form = replace(form, language=language_of(text, form.language)) if question is Step.ACTION else form
    value = _read(form, question, text, desk)
    answers.check(question, value, desk)
    if isinstance(value, Occasion):
        limits.check_occasion(value, form.answer(Step.DEADLINE), desk.now, desk.zone)
    check_option(form, question, value)
    return answered(form, question, value, desk)


def _read(form: Form, question: Step, text: str, desk: Desk) -> Any:
    """What was typed. A bare number counts what the threshold counts."""
    if question in (Step.THRESHOLD, Step.MINIMUM):
        return read_amount(form, question, text, desk)
    cleaned = clean_text(text) if question is Step.DETAIL else clean_line(text)
    return answers.read(question, cleaned, form.language, desk)


def _whole(form: Form, text: str, desk: Desk) -> Form | None:
    """The form with all that a whole sentence says, typed in the place of its first half; None: it is no whole one."""
    understood = understand_sentence(text, desk.now.astimezone(desk.zone), form.language)
    others = understood.others
    if understood.promise is None or (others.threshold is None and others.amount is None):
        return None
    return began(form.token, understood, desk)[0]


def started(form: Form, sentence: str, desk: Desk) -> Form:
    """The form after a ready-made sentence was chosen as its beginning."""
    return typed(form, sentence, desk) if form.step is Step.ACTION and not form.answers else form


def chosen(form: Form, step: Step, value: str, desk: Desk) -> Form:
    """The form after a button. A button of a question that is not open any more changes nothing."""
    if step is not form.step:
        return form
    if value == STAY:
        left = replace(form, step=next_question(form), editing=False, view=view_after(step))
        return left if form.answered(step) else form
    if step is Step.ADVICE:
        return _advice_answered(form, value)
    if step is Step.THRESHOLD:
        return typed(form, value, desk)
    if step is Step.UNIT:
        return counting(form, value)
    return _common(form, step, value, desk)


def _common(form: Form, step: Step, value: str, desk: Desk) -> Form:
    """The form with a common answer: the usual, or so many days from now."""
    match step:
        case (
            Step.OTHERS | Step.OTHERS_ACTION | Step.ACT_ON | Step.CAPACITY | Step.MINIMUM | Step.DETAIL | Step.REPEATS
        ) if value == USUAL:
            return form.with_answer(step, None)
        case Step.REPEATS if value in set(Rule):
            return form.with_answer(step, Rule(value))
        case Step.DEADLINE if value.isdecimal():
            day = desk.now.astimezone(desk.zone).date() + timedelta(days=min(int(value), _DAYS_MOST))
            return form.with_answer(step, limits.deadline_on(day, None, desk.zone))
    return form


def _advice_answered(form: Form, value: str) -> Form:
    if value == KEEP:
        kept = replace(form, advised=True)
        return replace(kept, step=next_question(kept))
    return form.with_answer(Step.THRESHOLD, limits.THRESHOLD_SUGGESTED)


def opened(form: Form, step: Step) -> Form:
    """The form at this question; from the preview, it leads back there. An option is asked of a whole form only."""
    if step in OPTIONS and not form.complete:
        return form
    return replace(form, step=step, editing=form.complete)


def turned(form: Form, view: View) -> Form:
    """From one view of a form that is whole to another."""
    return replace(form, step=None, editing=False, view=view) if form.complete else form


def back(form: Form) -> Form:
    """To the view that the question was opened from, to the preview, or to the question before. Answers stay."""
    if form.step is Step.ADVICE:
        return replace(form, step=Step.THRESHOLD)
    if form.complete and (form.editing or form.view is not View.PREVIEW):
        opened_from = View.OPTIONS if form.step in OPTIONS else View.CHANGES
        return turned(form, View.PREVIEW if form.step is None else opened_from)
    if form.step in OPTIONS:  # what each pays, of a form that is not whole yet
        return replace(form, step=Step.THRESHOLD)
    at = len(QUESTIONS) if form.step is None else QUESTIONS.index(form.step)
    return replace(form, step=QUESTIONS[max(at - 1, 0)])


def toggled(form: Form, option: str) -> Form:
    """Who sees it and whose names, each turned on by one. Anything else changes nothing."""
    if option == "names":
        return replace(form, names=_following(Names, form.names))
    if option == "visibility":
        return replace(form, visibility=_following(Visibility, form.visibility))
    return form


def _following(kind: Any, member: Any) -> Any:
    members = list(kind)
    return members[(members.index(member) + 1) % len(members)]
