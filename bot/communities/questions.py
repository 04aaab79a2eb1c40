"""The questions of the set-up: their order, what to offer, which answers make sense. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from bot.communities.model import Community, CommunityId
from bot.communities.places import currencies, find_currency, find_zones, usual_currencies, usual_zones, zones
from bot.communities.refusals import UnknownCurrency, UnknownLanguage, UnknownTimeZone
from bot.communities.rules import language_tag


class Step(StrEnum):
    """The questions, in their order."""

    LANGUAGE = "language"
    TIME_ZONE = "time_zone"
    CURRENCY = "currency"
    CHECK = "check"
    """Everything is answered: save it?"""


@dataclass(frozen=True, slots=True)
class SetupView:
    """One question of the dialogue, with the answers so far."""

    community: CommunityId
    title: str
    step: Step
    language: str
    time_zone: str
    currency: str
    choices: tuple[str, ...]
    """What to offer as buttons (languages are the screen's own to offer)."""
    anew: bool = False
    """It was set up before: this changes the settings that there are."""
    searched: str | None = None
    """What was typed and not understood as it stands."""
    found: bool = False
    """`choices` are what that may mean; else they are the usual ones still."""


def question(answers: Community, step: Step) -> SetupView:
    """One question, with what to offer for it."""
    choices: tuple[str, ...] = ()
    if step is Step.TIME_ZONE:
        choices = usual_zones(answers.language, answers.time_zone)
    elif step is Step.CURRENCY:
        choices = usual_currencies(answers.time_zone)
    return SetupView(
        community=answers.id,
        title=answers.title,
        step=step,
        language=answers.language,
        time_zone=answers.time_zone,
        currency=answers.currency,
        choices=choices,
        anew=answers.set_up_at is not None,
    )


def after(step: Step) -> Step:
    """The next question; the last one is its own next."""
    steps = list(Step)
    return steps[min(steps.index(step) + 1, len(steps) - 1)]


def before(step: Step) -> Step:
    """The question before; the first one is its own."""
    steps = list(Step)
    return steps[max(steps.index(step) - 1, 0)]


def answered(answers: Community, step: Step, answer: str) -> Community:
    """The answers with one more. Refuses UnknownLanguage, UnknownTimeZone, UnknownCurrency."""
    return answers if step is Step.CHECK else _ANSWERED[step](answers, answer)


def meant(step: Step, text: str, language: str) -> tuple[str, ...]:
    """The answers that somebody may mean by what they typed in this language; none where nothing can be typed."""
    return _MEANT[step](text, language) if step in _MEANT else ()


def _with_language(answers: Community, answer: str) -> Community:
    tag = language_tag(answer)
    if tag is None:
        raise UnknownLanguage
    return replace(answers, language=tag)


def _with_time_zone(answers: Community, answer: str) -> Community:
    if answer not in zones():
        raise UnknownTimeZone
    return replace(answers, time_zone=answer)


def _with_currency(answers: Community, answer: str) -> Community:
    if answer not in currencies():
        raise UnknownCurrency
    return replace(answers, currency=answer)


def _found_currency(text: str, language: str) -> tuple[str, ...]:
    code = find_currency(text, language)
    return () if code is None else (code,)


_ANSWERED: Final[Mapping[Step, Callable[[Community, str], Community]]] = {
    Step.LANGUAGE: _with_language,
    Step.TIME_ZONE: _with_time_zone,
    Step.CURRENCY: _with_currency,
}
_MEANT: Final[Mapping[Step, Callable[[str, str], tuple[str, ...]]]] = {
    Step.TIME_ZONE: find_zones,
    Step.CURRENCY: _found_currency,
}

ANSWERS: Final = tuple(step.value for step in _ANSWERED)
"""The fields of a community that the questions are about."""
