"""Appointing and dismissing, as a dialogue: whom? really? Kept as a draft until it is answered.

A question belongs to the admin who was asked: whoever presses its button without having been asked, or after having
been asked something else, is asked first.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from bot.communities import drafts, undoing
from bot.communities.access import Act, require
from bot.communities.drafts import Draft
from bot.communities.model import Actor, Community, CommunityId, Neighbour, PersonId
from bot.communities.refusals import NotAMember, NotAResident, NotYourself
from bot.communities.roles import MOST_APPOINTED, appoint, dismiss
from bot.communities.rules import NAME_LENGTH
from bot.communities.store import groups
from bot.communities.store import organisers as store
from bot.core.db import Tx
from bot.core.text import clean_line

KIND: Final = "organisers"
"""The kind of the draft."""

DISMISSAL: Final = "dismissal"
"""To undo: somebody was dismissed."""

PAGE_SIZE: Final = 8
_ADMINS_SHOWN: Final = 50
"""A group has 50 admins at most."""

_NEWEST: Final = PersonId(2**63 - 1)
_WHO: Final = "who"


class Change(StrEnum):
    """What an admin is asked to confirm."""

    APPOINT = "appoint"
    DISMISS = "dismiss"


@dataclass(frozen=True, slots=True)
class Organisers:
    """Who organises a community."""

    community: Community
    admins: tuple[Neighbour, ...]
    """Admins of the group, as far as we have met them. They organise as long as they are admins."""
    appointed: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Residents to choose from; after typing, those who may have been meant."""

    community: CommunityId
    people: tuple[Neighbour, ...]
    searched: str | None = None
    more: bool = False
    """There are more: behind the last of these, or (after typing) of the same name."""


@dataclass(frozen=True, slots=True)
class Question:
    """Really appoint, or dismiss, this resident?"""

    community: Community
    change: Change
    neighbour: Neighbour


@dataclass(frozen=True, slots=True)
class Decided:
    """It was confirmed, and this is how things stand now."""

    change: Change
    neighbour: Neighbour
    organisers: Organisers
    undo: str | None = None
    """The token to undo a dismissal."""


def organisers_of(tx: Tx, actor: Actor, community: CommunityId) -> Organisers:
    """Who organises the community, for its admins; nothing is asked about them any more.

    Refuses as `require` for Act.APPOINT.
    """
    drafts.drop(tx, actor.person, KIND)
    return look(tx, actor, community)


def look(tx: Tx, actor: Actor, community: CommunityId) -> Organisers:
    """The same, without touching what is asked."""
    return _organisers(tx, _allowed(tx, actor, community))


def ask_whom(tx: Tx, actor: Actor, community: CommunityId, behind: PersonId = _NEWEST) -> Candidates:
    """Whom to appoint: by a button, or by typing a name. Refuses as `require`."""
    _allowed(tx, actor, community)
    drafts.keep(tx, actor.person, Draft(KIND, _WHO, {}, community))
    return _candidates(tx, actor, community, behind)


def open_question(tx: Tx, actor: Actor) -> Candidates | Question | None:
    """What is open: whom, or really? Refuses as `require`."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None or draft.community is None:
        return None
    where = _allowed(tx, actor, draft.community)
    neighbour = None if draft.step == _WHO else store.one(tx, where.id, PersonId(draft.data["person"]))
    if neighbour is None:
        return _candidates(tx, actor, where.id, _NEWEST)
    return Question(where, Change(draft.step), neighbour)


def typed(tx: Tx, actor: Actor, text: str) -> Candidates | Question | Organisers:
    """Take a typed name or @username: one resident is asked about, several are offered. Refuses as `ask`."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None or draft.community is None:
        raise NotAMember
    _allowed(tx, actor, draft.community)
    name = clean_line(text)[:NAME_LENGTH]
    found = store.called(tx, draft.community, name, PAGE_SIZE + 1) if name.strip("@ ") else []
    if len(found) == 1:
        return ask(tx, actor, draft.community, Change.APPOINT, found[0].person)
    return _page(draft.community, found, name)


def ask(tx: Tx, actor: Actor, community: CommunityId, change: Change, person: PersonId) -> Question | Organisers:
    """Ask before anything is changed; where there is nothing to change, answer how things stand.

    Refuses as `require`, then NotAResident, NotYourself.
    """
    where = _allowed(tx, actor, community)
    neighbour = store.one(tx, community, person)
    if neighbour is None:
        raise NotAResident
    if change is Change.APPOINT and person == actor.person:
        raise NotYourself
    if neighbour.organises if change is Change.APPOINT else not neighbour.appointed:
        drafts.drop(tx, actor.person, KIND)
        return _organisers(tx, where)
    drafts.keep(tx, actor.person, _asked(community, change, person))
    return Question(where, change, neighbour)


def confirm(
    tx: Tx, actor: Actor, community: CommunityId, change: Change, person: PersonId
) -> Decided | Question | Organisers:
    """The answer "yes" to `ask`, from whoever was asked; anybody else is asked first. Refuses as `roles` does."""
    where = _allowed(tx, actor, community)
    was_asked = drafts.draft_of(tx, actor.person, KIND) == _asked(community, change, person)
    found = ask(tx, actor, community, change, person)
    if isinstance(found, Organisers) or not was_asked:
        return found
    drafts.drop(tx, actor.person, KIND)
    here, undo = replace(actor, community=community), None
    if change is Change.APPOINT:
        appoint(tx, here, person)
    elif dismiss(tx, here, person):
        undo = undoing.offer(tx, actor, DISMISSAL, {"person": person}, community)
    return Decided(change, found.neighbour, _organisers(tx, where), undo)


def put_back(tx: Tx, actor: Actor, undone: Draft) -> None:
    """Whoever was dismissed is an organiser again, by the same admin. Refuses as `roles.appoint`."""
    appoint(tx, replace(actor, community=undone.community), PersonId(undone.data["person"]))


def _asked(community: CommunityId, change: Change, person: PersonId) -> Draft:
    return Draft(KIND, change.value, {"person": person}, community)


def _allowed(tx: Tx, actor: Actor, community: CommunityId) -> Community:
    require(tx, replace(actor, community=community), Act.APPOINT)
    where = groups.community_by_id(tx, community)
    if where is None:
        raise NotAMember
    return where


def _organisers(tx: Tx, where: Community) -> Organisers:
    return Organisers(
        where,
        admins=tuple(store.admins(tx, where.id, _ADMINS_SHOWN)),
        appointed=tuple(store.appointed(tx, where.id, MOST_APPOINTED)),
    )


def _candidates(tx: Tx, actor: Actor, community: CommunityId, behind: PersonId) -> Candidates:
    found = store.others(tx, community, besides=actor.person, before=behind, limit=PAGE_SIZE + 1)
    return _page(community, found, None)


def _page(community: CommunityId, found: list[Neighbour], searched: str | None) -> Candidates:
    return Candidates(community, tuple(found[:PAGE_SIZE]), searched, more=len(found) > PAGE_SIZE)
