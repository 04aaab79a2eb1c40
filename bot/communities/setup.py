"""Setting a community up: a dialogue of three questions, kept as a draft until it is saved.

Every button carries its question and answer, so an old screen still works and the draft only remembers.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from bot.communities import drafts
from bot.communities.access import Act, require
from bot.communities.drafts import Draft
from bot.communities.model import Actor, Community, CommunityId
from bot.communities.places import currencies, find_currency, find_zones, usual_currencies, usual_zones, zones
from bot.communities.refusals import NotAMember, NotInAGroup, UnknownCurrency, UnknownLanguage, UnknownTimeZone
from bot.communities.rules import language_tag
from bot.communities.store import groups, people
from bot.core.db import Tx

KIND: Final = "setup"
"""The kind of the draft."""


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
    searched: str | None = None
    """What was typed and not understood as it stands; `choices` are then what it may mean, perhaps none."""


@dataclass(frozen=True, slots=True)
class OurSettings:
    """What a community has set, for those who may change it."""

    community: Community
    topic: int | None = None
    """The topic in which this was asked, if it is not yet the one for pledges."""


def open_settings(tx: Tx, actor: Actor, community: CommunityId) -> SetupView | OurSettings:
    """The settings of a community, or the first question while it has not been set up; it becomes the current one.

    Refuses as `require`.
    """
    where = _allowed(tx, actor, community)
    people.set_current(tx, actor.person, community)
    if where.set_up_at is None:
        return _ask(tx, actor, where, Step.LANGUAGE)
    return OurSettings(where)


def may_set_up(tx: Tx, actor: Actor, community: CommunityId) -> None:
    """Refuses as `require` whoever may not change the settings; the press of a button in the group asks this."""
    require(tx, replace(actor, community=community), Act.SETTINGS)


def begin_setup(tx: Tx, actor: Actor, community: CommunityId, step: Step = Step.LANGUAGE) -> SetupView:
    """Ask a question (anew); the answers begin with what is set now. Refuses as `require`."""
    return _ask(tx, actor, _allowed(tx, actor, community), step)


def answer_setup(tx: Tx, actor: Actor, community: CommunityId, step: Step, answer: str) -> SetupView:
    """Take the answer to one question and ask the next.

    Refuses as `require`, then UnknownLanguage, UnknownTimeZone, UnknownCurrency.
    """
    where = _allowed(tx, actor, community)
    answers = _answers(tx, actor, where)
    if step is not Step.CHECK:
        answers = _ANSWERED[step](answers, answer)
    return _keep(tx, actor, answers, _after(step))


def type_setup(tx: Tx, actor: Actor, text: str, language: str) -> SetupView:
    """Take a typed answer to the open question; `language` is what was typed in.

    A time zone may be given by a city or country: one match is the answer, several are offered. Refuses as `require`.
    """
    draft = drafts.draft_of(tx, actor.person)
    if draft is None or draft.kind != KIND or draft.community is None:
        raise NotAMember
    where = _allowed(tx, actor, draft.community)
    answers, step = _answers(tx, actor, where), Step(draft.step)
    found = _FOUND[step](text, language) if step in _FOUND else ()
    if len(found) == 1:
        return _keep(tx, actor, _ANSWERED[step](answers, found[0]), _after(step))
    return replace(_view(answers, step), choices=found, searched=text)


def back_in_setup(tx: Tx, actor: Actor, community: CommunityId, step: Step) -> SetupView:
    """Ask the question before `step` again. Refuses as `require`."""
    where = _allowed(tx, actor, community)
    return _keep(tx, actor, _answers(tx, actor, where), _before(step))


def cancel_setup(tx: Tx, actor: Actor) -> None:
    """Nothing is changed; the answers are forgotten."""
    draft = drafts.draft_of(tx, actor.person)
    if draft is not None and draft.kind == KIND:
        drafts.drop(tx, actor.person)


def save_setup(tx: Tx, actor: Actor, community: CommunityId) -> OurSettings:
    """The answers become the settings. Saving again changes nothing. Refuses as `require`."""
    where = _allowed(tx, actor, community)
    draft = drafts.draft_of(tx, actor.person)
    if draft is None or draft.kind != KIND or draft.community != community:
        return OurSettings(where)
    saved = replace(_answers(tx, actor, where), set_up_at=where.set_up_at or tx.now)
    groups.set_up(tx, saved)
    drafts.drop(tx, actor.person)
    return OurSettings(saved)


def set_pledges_topic(tx: Tx, actor: Actor, community: CommunityId, topic: int | None) -> OurSettings:
    """Pledges appear in this forum topic from now on; None: in the group itself. Refuses as `require`, NotInAGroup."""
    where = _allowed(tx, actor, community)
    if topic is not None and topic <= 0:
        raise NotInAGroup
    groups.set_topic(tx, community, topic)
    return OurSettings(replace(where, pledges_topic=topic))


def _allowed(tx: Tx, actor: Actor, community: CommunityId) -> Community:
    """The community, locked, if the actor may change its settings."""
    require(tx, replace(actor, community=community), Act.SETTINGS)
    where = groups.community_by_id(tx, community, lock=True)
    if where is None:
        raise NotAMember
    return where


def _ask(tx: Tx, actor: Actor, where: Community, step: Step) -> SetupView:
    return _keep(tx, actor, where, step)


def _answers(tx: Tx, actor: Actor, where: Community) -> Community:
    """The community as it would be with the answers so far."""
    draft = drafts.draft_of(tx, actor.person)
    if draft is None or draft.kind != KIND or draft.community != where.id:
        return where
    return replace(where, **{step.value: draft.data[step.value] for step in _ANSWERED if step.value in draft.data})


def _keep(tx: Tx, actor: Actor, answers: Community, step: Step) -> SetupView:
    data = {key.value: getattr(answers, key.value) for key in _ANSWERED}
    drafts.keep(tx, actor.person, Draft(KIND, step.value, data, answers.id))
    return _view(answers, step)


def _view(answers: Community, step: Step) -> SetupView:
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
    )


def _after(step: Step) -> Step:
    steps = list(Step)
    return steps[min(steps.index(step) + 1, len(steps) - 1)]


def _before(step: Step) -> Step:
    steps = list(Step)
    return steps[max(steps.index(step) - 1, 0)]


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


_ANSWERED: Final[dict[Step, Callable[[Community, str], Community]]] = {
    Step.LANGUAGE: _with_language,
    Step.TIME_ZONE: _with_time_zone,
    Step.CURRENCY: _with_currency,
}
_FOUND: Final[dict[Step, Callable[[str, str], tuple[str, ...]]]] = {
    Step.TIME_ZONE: find_zones,
    Step.CURRENCY: _found_currency,
}
