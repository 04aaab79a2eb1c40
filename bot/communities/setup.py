"""Setting a community up: a dialogue of three questions, kept as a draft until it is saved.

Every button carries its question and answer, so an old screen still works and the draft only remembers.
"""

from dataclasses import dataclass, replace
from typing import Final

from bot.communities import drafts, undoing
from bot.communities.access import Act, may, require
from bot.communities.drafts import Draft
from bot.communities.model import Actor, Community, CommunityId
from bot.communities.questions import ANSWERS, SetupView, Step, after, answered, before, meant, question
from bot.communities.refusals import NotAMember, NotInAGroup
from bot.communities.store import groups, people
from bot.core.db import Tx

KIND: Final = "setup"
"""The kind of the draft."""


@dataclass(frozen=True, slots=True)
class OurSettings:
    """What a community has set, for those who may change it."""

    community: Community
    may_appoint: bool = False
    """Whoever looks is an admin of the group."""


def doors(_tx: Tx, actor: Actor) -> CommunityId:
    """The community of the group in which somebody looks for the settings. Whoever goes there is checked there."""
    assert actor.community is not None, "a group is a community"
    return actor.community


def open_settings(tx: Tx, actor: Actor, community: CommunityId) -> SetupView | OurSettings:
    """The settings of a community, or the first question while it has not been set up; it becomes the current one.

    Refuses as `require`.
    """
    where = _allowed(tx, actor, community)
    people.set_current(tx, actor.person, community)
    if where.set_up_at is None:
        return _keep(tx, actor, where, Step.LANGUAGE)
    return _settings(tx, actor, where)


def may_set_up(tx: Tx, actor: Actor, community: CommunityId) -> None:
    """Refuses as `require` whoever may not change the settings; the press of a button in the group asks this."""
    require(tx, replace(actor, community=community), Act.SETTINGS)


def begin_setup(tx: Tx, actor: Actor, community: CommunityId, step: Step = Step.LANGUAGE) -> SetupView:
    """Ask a question (anew); the answers begin with what is set now. Refuses as `require`."""
    return _keep(tx, actor, _allowed(tx, actor, community), step)


def answer_setup(tx: Tx, actor: Actor, community: CommunityId, step: Step, answer: str) -> SetupView:
    """Take the answer to one question and ask the next.

    Refuses as `require`, then UnknownLanguage, UnknownTimeZone, UnknownCurrency.
    """
    where = _allowed(tx, actor, community)
    answers = _answers(tx, actor, where)
    return _keep(tx, actor, answered(answers, step, answer), after(step))


def type_setup(tx: Tx, actor: Actor, text: str, language: str) -> SetupView:
    """Take a typed answer to the open question; `language` is what was typed in.

    A time zone may be given by a city or country: one match is the answer, several are offered. Refuses as `require`.
    """
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None or draft.community is None:
        raise NotAMember
    where = _allowed(tx, actor, draft.community)
    answers, step = _answers(tx, actor, where), Step(draft.step)
    found = meant(step, text, language)
    if len(found) == 1:
        return _keep(tx, actor, answered(answers, step, found[0]), after(step))
    asked = question(answers, step)
    return replace(asked, choices=found or asked.choices, searched=text, found=bool(found))


def open_question(tx: Tx, actor: Actor) -> SetupView | None:
    """The question that is open. Refuses as `require`."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None or draft.community is None:
        return None
    where = _allowed(tx, actor, draft.community, lock=False)
    return question(_answers(tx, actor, where), Step(draft.step))


def back_in_setup(tx: Tx, actor: Actor, community: CommunityId, step: Step) -> SetupView:
    """Ask the question before `step` again. Refuses as `require`."""
    where = _allowed(tx, actor, community)
    return _keep(tx, actor, _answers(tx, actor, where), before(step))


def cancel_setup(tx: Tx, actor: Actor) -> str | None:
    """Nothing is changed; the answers are forgotten. The token to undo that."""
    return undoing.drop(tx, actor, KIND)


def save_setup(tx: Tx, actor: Actor, community: CommunityId) -> OurSettings:
    """The answers become the settings. Saving again changes nothing. Refuses as `require`."""
    where = _allowed(tx, actor, community)
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None or draft.community != community:
        return _settings(tx, actor, where)
    saved = replace(_answers(tx, actor, where), set_up_at=where.set_up_at or tx.now)
    groups.set_up(tx, saved)
    drafts.drop(tx, actor.person, KIND)
    return _settings(tx, actor, saved)


def set_pledges_topic(tx: Tx, actor: Actor, community: CommunityId, topic: int | None) -> OurSettings:
    """Pledges appear in this forum topic from now on; None: in the group itself. Refuses as `require`, NotInAGroup."""
    where = _allowed(tx, actor, community)
    if topic is not None and topic <= 0:
        raise NotInAGroup
    groups.set_topic(tx, community, topic)
    return _settings(tx, actor, replace(where, pledges_topic=topic))


def _allowed(tx: Tx, actor: Actor, community: CommunityId, *, lock: bool = True) -> Community:
    """The community, locked, if the actor may change its settings."""
    require(tx, replace(actor, community=community), Act.SETTINGS)
    where = groups.community_by_id(tx, community, lock=lock)
    if where is None:
        raise NotAMember
    return where


def _settings(tx: Tx, actor: Actor, where: Community) -> OurSettings:
    return OurSettings(where, may_appoint=may(tx, replace(actor, community=where.id), Act.APPOINT))


def _answers(tx: Tx, actor: Actor, where: Community) -> Community:
    """The community as it would be with the answers so far."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None or draft.community != where.id:
        return where
    return replace(where, **{name: draft.data[name] for name in ANSWERS if name in draft.data})


def _keep(tx: Tx, actor: Actor, answers: Community, step: Step) -> SetupView:
    data = {name: getattr(answers, name) for name in ANSWERS}
    drafts.keep(tx, actor.person, Draft(KIND, step.value, data, answers.id))
    return question(answers, step)
