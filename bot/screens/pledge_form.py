"""The form in which a pledge is written: one question at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.communities.model import Reader
from bot.pledges.advising import Figures
from bot.pledges.answers import Step
from bot.pledges.filling import KEEP, STAY, USUAL
from bot.pledges.form import OPTIONS, Form
from bot.pledges.limits import THRESHOLD_ADVISED_MOST, THRESHOLD_SUGGESTED
from bot.pledges.series.model import Rule
from bot.pledges.wording import Money, Unit
from bot.screens.html import Html, bold, italic, lines, paragraphs
from bot.screens.model import Button, Screen, Style
from bot.screens.pledge_advice import fared
from bot.screens.pledge_measures import MEASURED, measured, measured_picks, measured_question
from bot.screens.pledge_options import QUESTION, USUAL_ANSWER, how_often
from bot.screens.pledge_templates import ready_made
from bot.screens.pledge_wording import deadline_in_words, meeting_in_words, promise_of
from bot.screens.taps import tap
from bot.screens.words import Words

IN_PRIVATE: Final = "new"
"""The code in the payload (p_new) that opens the form in private."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The open question of the form `token`, with what was answered so far."""

    token: str
    step: Step
    promise: str | None
    """The writer's half of the sentence."""
    threshold: int | None
    answer: str | None
    """The present answer to this question, in words."""
    back: bool = True
    """There is something to go back to."""
    first: bool = False
    """Nothing was answered yet."""
    figures: Figures | None = None
    """How pledges fare there, beside the first question."""
    unit: Unit = Unit.PEOPLE
    each: Money | None = None


def asked(t: Words, form: Form, reader: Reader, figures: Figures | None = None) -> Asked:
    """The question that is open in the form. Only when one is."""
    assert form.step is not None, "the preview asks nothing"
    promise = None if form.promise is None else promise_of(form.promise, form.language)
    answer = _present(t, form, form.step, reader) if form.answered(form.step) else None
    back = form.editing or form.step is not Step.ACTION
    return Asked(
        form.token,
        form.step,
        promise,
        form.threshold,
        answer,
        back,
        first=form.step is Step.ACTION and not form.answers,
        figures=figures,
        unit=form.unit,
        each=form.each,
    )


def _present(t: Words, form: Form, step: Step, reader: Reader) -> str | None:
    """The answer to a question that was answered before."""
    if step in MEASURED:
        return measured(t, form, step) or (_USUAL_ANSWER[step](t) if step is Step.MINIMUM else None)
    match step:
        case Step.ACTION if form.promise is not None:
            return promise_of(form.promise, form.language)
        case Step.DEADLINE:
            return deadline_in_words(t, form.answer(step), reader)
        case Step.ACT_ON:
            act_on = form.answer(step)
            return t.plain("not known yet") if act_on is None else meeting_in_words(t, act_on, reader)
    answer = form.answer(step) if step in OPTIONS else form.condition or form.answer(step)
    answer = how_often(t, Rule(answer)) if step is Step.REPEATS and answer else answer
    if answer is None:
        return _USUAL_ANSWER[step](t)
    return t.number(answer) if isinstance(answer, int) else str(answer)


def question(t: Words, asked: Asked, *, problem: str | None, resumed: bool) -> Screen:
    """One question; `problem` is what was wrong with an answer. `resumed`: the form had been begun before."""
    step, token, promise = asked.step, asked.token, asked.promise
    so_far = None if promise is None or step is Step.ACTION else italic(t.say("%(promise)s, if …", promise=promise))
    amiss = None if problem is None else bold(problem)
    present = None if asked.answer is None else t.say("Your answer so far: %(answer)s", answer=asked.answer)
    picks = tuple(_pick(asked, label, value) for label, value in _picks(t, step, asked.threshold, asked.unit))
    stay = () if asked.answer is None else (_pick(asked, t.button("Leave it as it is"), STAY),)
    templates = ready_made(t, token) if asked.first else ()
    offer = t.say("Or begin with one of these and change what you like:") if asked.first else None
    fares = None if asked.figures is None else fared(t, asked.figures)
    asks = lines(measured_question(t, step, asked.unit, asked.each) or _asked(t, step, asked.threshold), offer)
    text = paragraphs(begun_before(t, resumed), fares, amiss, so_far, asks, present)
    rows = (picks, *templates, stay, way_out(t, token, back=asked.back), begin_anew(t, token, resumed))
    return Screen(text, tuple(row for row in rows if row))


def _pick(asked: Asked, label: str, value: object) -> Button:
    return Button(label, tap=tap("pledge_pick", asked.token, asked.step, value))


def begun_before(t: Words, resumed: bool) -> Html | None:
    """Above a form that is gone on with."""
    return t.say("You have begun this pledge already. Go on with it, or begin anew.") if resumed else None


def begin_anew(t: Words, token: str, resumed: bool) -> tuple[Button, ...]:
    """Below it."""
    return (Button(t.button("Begin anew"), tap=tap("pledge_anew", token)),) if resumed else ()


def way_out(t: Words, token: str, *, back: bool) -> tuple[Button, ...]:
    """To the question before (or the preview), and out of the form."""
    cancel = Button(t.button("Cancel"), tap=tap("pledge_stop", token))
    return (Button(t.button("Back"), tap=tap("pledge_back", token)), cancel) if back else (cancel,)


_QUESTION: Final[Mapping[Step, Callable[[Words], Html]]] = {
    **QUESTION,
    Step.ACTION: lambda t: lines(
        t.say("<b>What will you do?</b> Go on after “I will …”"),
        t.say("For example: bring my van to clear Mill Road alley"),
    ),
    Step.THRESHOLD: lambda t: t.say(
        "<b>How many others have to join?</b> You are not counted. Choose or write a number."
    ),
    Step.ADVICE: lambda t: t.say(
        "Pledges above %(most)s people rarely succeed. Start with %(fewer)s? More can join even so.",
        most=THRESHOLD_ADVISED_MOST,
        fewer=THRESHOLD_SUGGESTED,
    ),
    Step.OTHERS_ACTION: lambda t: lines(
        t.say("<b>What will they do?</b> Choose, or go on after “they will …”"),
        t.say("For example: bring gloves and help for an hour"),
    ),
    Step.DEADLINE: lambda t: lines(
        t.say("<b>Until when can people sign?</b> Choose or write a date."),
        t.say("For example: 6 December, Friday, in 3 weeks, tomorrow 18:00"),
    ),
    Step.ACT_ON: lambda t: lines(
        t.say("<b>When and where will you do it?</b> Write a date and, if you know it, a place; or skip this."),
        t.say("For example: 12 December 10:00, the alley gate"),
    ),
}


def _asked(t: Words, step: Step, threshold: int | None) -> Html:
    if step is not Step.OTHERS:
        return _QUESTION[step](t)
    return t.count(
        "<b>Who is the %(n)s person?</b> Choose, or write who, for example: dog owner of Mill Road",
        "<b>Who are the %(n)s people?</b> Choose, or write who, for example: dog owners of Mill Road",
        threshold or 0,
    )


_USUAL_ANSWER: Final[Mapping[Step, Callable[[Words], str]]] = {
    **USUAL_ANSWER,
    Step.OTHERS: lambda t: t.button("Other neighbours"),
    Step.OTHERS_ACTION: lambda t: t.button("The same as me"),
    Step.ACT_ON: lambda t: t.button("Skip"),
}


def _picks(t: Words, step: Step, threshold: int | None, unit: Unit = Unit.PEOPLE) -> list[tuple[str, object]]:
    """The common answers to a question: the label and the value of each button."""
    match step:
        case Step.ACTION | Step.EACH:
            return []
        case Step.UNIT | Step.THRESHOLD:
            return measured_picks(t, step, unit)
        case Step.ADVICE:
            fewer = t.button("Start with %(number)s", number=THRESHOLD_SUGGESTED)
            return [(fewer, THRESHOLD_SUGGESTED), (t.button("Keep %(number)s", number=threshold or 0), KEEP)]
        case Step.DEADLINE:
            return [(t.button("In a week"), 7), (t.button("In two weeks"), 14), (t.button("In 30 days"), 30)]
        case Step.REPEATS:
            return [(_USUAL_ANSWER[step](t), USUAL), *((how_often(t, rule), rule.value) for rule in Rule)]
    return [(_USUAL_ANSWER[step](t), USUAL)]


def given_up(t: Words) -> Screen:
    """The form was cancelled."""
    return Screen(t.say("Your pledge was not published. Begin again with /pledge whenever you like."))


def go_on_in_private(t: Words, bot: str) -> Screen:
    """In a group: the questions belong into the private chat."""
    door = Button(t.button("Go on in private"), url=f"https://t.me/{bot}?start=p_{IN_PRIVATE}", style=Style.PRIMARY)
    return Screen(t.say("Let us go on with your pledge in private: what you have written is kept."), ((door,),))
