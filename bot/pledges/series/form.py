"""What a sentence that comes again answers in the form. Pure."""

from bot.pledges.answers import Desk, Step
from bot.pledges.form import Form
from bot.pledges.series.model import Rhythm
from bot.pledges.series.rules import first_deed


def coming_again(form: Form, rhythm: Rhythm | None, desk: Desk) -> Form:
    """The form with how often it comes again and, where that names a day, when it is done for the first time."""
    if rhythm is None:
        return form
    form = form.with_answer(Step.REPEATS, rhythm.rule)
    deed = first_deed(rhythm, desk.now, form.answer(Step.DEADLINE), desk.zone)
    return form if deed is None else form.with_answer(Step.ACT_ON, deed)
