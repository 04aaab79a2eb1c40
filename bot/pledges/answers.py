"""What the questions of the form take for an answer. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.pledges import limits
from bot.pledges.measures.limits import check_each
from bot.pledges.measures.money import money_promised, read_money
from bot.pledges.measures.needs import Needed
from bot.pledges.meeting import when_and_where
from bot.pledges.numbers import read_threshold
from bot.pledges.others import read_doing
from bot.pledges.promising import read_promise
from bot.pledges.refusals import DateNotUnderstood, Part
from bot.pledges.series.reading import read_rule
from bot.pledges.until import Calendar, deadline_in
from bot.pledges.wording import Deadline, Measure, Money, Occasion, Promise


class Step(StrEnum):
    """What the form asks: a question, or whether to follow the advice about a large threshold."""

    ACTION = "action"
    THRESHOLD = "threshold"
    ADVICE = "advice"
    OTHERS = "others"
    OTHERS_ACTION = "others_action"
    DEADLINE = "deadline"
    ACT_ON = "act_on"
    CAPACITY = "capacity"
    MINIMUM = "minimum"
    DETAIL = "detail"
    UNIT = "unit"
    EACH = "each"
    REPEATS = "repeats"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the form is filled in: the moment, the community's zone and title, the writer's language (BCP 47)."""

    now: datetime
    zone: ZoneInfo
    language: str
    title: str = ""
    currency: str = "GBP"
    """The community's (ISO 4217)."""


def read(step: Step, text: str, language: str, desk: Desk) -> Any:  # noqa: PLR0911 - one line for each question
    """The value of a typed answer; `language` (BCP 47) is the form's, whose sentence has to take it up.

    How much is needed, and how much is enough, `needs.read_needed` reads. Raises ActionNotUnderstood,
    ThresholdNotUnderstood, ThresholdNotWhole, MoneyNotUnderstood, OtherCurrency, DateNotUnderstood, ImpossibleDate,
    RepeatsNotUnderstood.
    """
    match step:
        case Step.ACTION:
            return read_promise(text, language)
        case Step.OTHERS_ACTION:
            return read_doing(text, language)
        case Step.CAPACITY:
            return read_threshold(text)
        case Step.EACH:
            return read_money(text, desk.currency)
        case Step.DEADLINE:
            return _read_deadline(text, desk)
        case Step.ACT_ON:
            return _read_occasion(text, desk)
    return read_rule(text) if step is Step.REPEATS else text


def _read_deadline(text: str, desk: Desk) -> Deadline:
    when = deadline_in(text, Calendar(desk.now.astimezone(desk.zone), desk.language))
    if when is None:
        raise DateNotUnderstood
    return limits.deadline_on(when.day, when.at, desk.zone)


def _read_occasion(text: str, desk: Desk) -> Occasion:
    found = when_and_where(text, Calendar(desk.now.astimezone(desk.zone), desk.language))
    if found is None:
        raise DateNotUnderstood
    when, place = found
    return limits.occasion_on(when.day, when.at, desk.zone, place)


def check(step: Step, value: Any, desk: Desk) -> None:
    """Refuses an answer that its question does not take. None is "the usual"."""
    if isinstance(value, Promise):
        limits.check_text(Part.ACTION, value.action)
        each = money_promised(value.action, desk.currency)
        if each is not None:
            check_each(each)
    if isinstance(value, Money):
        check_each(value)
    if step in _PARTS and value is not None:
        limits.check_text(_PARTS[step], value)
    if isinstance(value, Needed):
        limits.check_threshold(value.amount, Measure(value.unit, desk.currency))
    if step is Step.DEADLINE:
        limits.check_deadline(value, desk.now, desk.zone)
    if isinstance(value, Occasion) and value.place is not None:
        limits.check_text(Part.PLACE, value.place)


_PARTS: Final = {Step.OTHERS: Part.OTHERS, Step.OTHERS_ACTION: Part.OTHERS_ACTION, Step.DETAIL: Part.DETAIL}
