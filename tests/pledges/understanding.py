"""What a line was understood as, in the words that would bind. "…" is what the form asks for."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.pledges import filling
from bot.pledges.answers import Desk, Step
from bot.pledges.form import Form
from bot.pledges.sentence import understand_sentence
from bot.pledges.wording import Deadline, Unit, Wording
from bot.screens.pledge_wording import promise_of, sentence_of
from tests.screens.reading import parsed

ZONE = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 27, 10, 0, tzinfo=ZONE)
"""A Friday."""

ASKED = "…"
_ANY_DAY = Deadline(NOW, whole_day=True, time_zone=ZONE.key)
_COMMAS = {"ar": "، "}


def understood(text: str, language: str) -> tuple[str, str, str]:
    """Promise, condition and deadline of the form that this line begins."""
    read = understand_sentence(text, NOW, language)
    form, _ = filling.began("0", read, Desk(NOW, ZONE, language))
    return _promise(form), _condition(form), _deadline(form)


def _promise(form: Form) -> str:
    return plain(promise_of(form.promise, form.language)) if form.promise else ASKED


def _condition(form: Form) -> str:
    """As it stands in the sentence."""
    if form.threshold is None:
        return ASKED
    if form.unit is Unit.MONEY and form.each is None:
        return f"{form.threshold // 100} {ASKED}"
    if Step.OTHERS not in (form.answers or {}):
        return f"{form.threshold} {ASKED}"
    wording = Wording(
        action="X",
        opening="",
        threshold=form.threshold,
        deadline=_ANY_DAY,
        others=form.answer(Step.OTHERS),
        others_action=form.answer(Step.OTHERS_ACTION),
        condition=form.condition,
        language=form.language,
        unit=form.unit,
        each=form.each,
    )
    comma = _COMMAS.get(form.language, ", ")
    return plain(parsed(sentence_of(wording))).removeprefix(f"X{comma}").rpartition(comma)[0]


def _deadline(form: Form) -> str:
    """2026-12-06, or 2026-12-06 18:00."""
    deadline: Deadline | None = form.answer(Step.DEADLINE)
    if deadline is None:
        return ASKED
    return deadline.at.astimezone(ZONE).strftime("%Y-%m-%d" if deadline.whole_day else "%Y-%m-%d %H:%M")


def plain(text: str) -> str:
    """Without the invisible marks around what people wrote."""
    return text.replace("\u2068", "").replace("\u2069", "")
