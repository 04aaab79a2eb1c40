"""Who is it, and where: an update's sighting becomes an actor.

It runs before every act, so whoever is known and unchanged costs one SELECT and writes nothing.
"""

from dataclasses import replace
from typing import Final

from bot.communities.groups import found_community, rename
from bot.communities.model import (
    ANONYMOUS_ADMIN,
    ELSEWHERE,
    Actor,
    CameBy,
    Community,
    CommunityId,
    PersonId,
    Reach,
    Sighting,
)
from bot.communities.rules import clean_name, language_tag
from bot.communities.store import groups, people, residents
from bot.communities.store.people import Acquaintance
from bot.core.db import Tx

_SHOWS_PRESENCE: Final = frozenset({"m", "e"})
"""Kinds of keys (`Sighting.key`) whose acts only a member of the group can do: write a message, send a command."""


def recognise(tx: Tx, sighting: Sighting) -> Actor:
    """The actor of this update. Writes only what has changed.

    A person is met here for the first time, may have a new name, opens the private chat, becomes a resident by
    writing in the group; elsewhere they only act. A group is founded where its greeting was missed, may have a new
    title. An anonymous admin is nobody in particular: `ANONYMOUS_ADMIN`, and no person is ever made of them.
    """
    if sighting.anonymous_admin:
        return _actor(sighting, ANONYMOUS_ADMIN, _group(tx, sighting).id)
    known = _meet(tx, sighting)
    if sighting.chat_type == ELSEWHERE:
        return _actor(sighting, known.person, known.current_community, _reach(known))
    if not _in_group(sighting):
        if _is_closed(known):
            people.set_started(tx, known.person, sighting.at)
        reach = Reach.OPENED if _is_closed(known) else Reach.OPEN
        return _actor(sighting, known.person, known.current_community, reach)
    community = _place(tx, sighting, known)
    if _shows_presence(sighting):
        _move_in(tx, sighting, known, community)
    return _actor(sighting, known.person, community, _reach(known))


def known(tx: Tx, sighting: Sighting) -> Actor | None:
    """The actor as `recognise` would tell, without writing; None when there is something to write first."""
    if sighting.anonymous_admin:
        group = groups.community_by_chat(tx, sighting.chat_id) or groups.community_by_alias(tx, sighting.chat_id)
        return _actor(sighting, ANONYMOUS_ADMIN, group.id) if group else None
    known = people.acquaintance(tx, sighting)
    if known is None:
        return None
    if sighting.chat_type == ELSEWHERE:
        return _actor(sighting, known.person, known.current_community, _reach(known))
    if not _in_group(sighting):
        return None if _is_closed(known) else _actor(sighting, known.person, known.current_community)
    known = _at_home(tx, sighting, known)
    if known.community is None or (_shows_presence(sighting) and not _is_noted(sighting, known)):
        return None
    return _actor(sighting, known.person, known.community, _reach(known))


def _in_group(sighting: Sighting) -> bool:
    return sighting.chat_type not in {"private", ELSEWHERE}


def _shows_presence(sighting: Sighting) -> bool:
    return sighting.key[:1] in _SHOWS_PRESENCE and sighting.key[1:2] == ":"


def _actor(sighting: Sighting, person: PersonId, community: CommunityId | None, reach: Reach = Reach.OPEN) -> Actor:
    present = _in_group(sighting) and _shows_presence(sighting)
    return Actor(person, community, at=sighting.at, key=sighting.key, present=present, reach=reach)


def _meet(tx: Tx, sighting: Sighting) -> Acquaintance:
    """The person, made or renamed if need be."""
    name = clean_name(sighting.first_name, sighting.username)
    hint = language_tag(sighting.language_code)
    known = people.acquaintance(tx, sighting)
    if known is None:
        people.add_person(tx, telegram_id=sighting.telegram_id, first_name=name, username=sighting.username, hint=hint)
        known = people.acquaintance(tx, sighting)
        assert known is not None, "neither we nor anybody at the same moment has added the person"
    hint = hint or known.language_hint  # Telegram does not always tell: the last word counts
    if (known.first_name, known.username, known.language_hint) != (name, sighting.username, hint):
        people.rename_person(tx, known.person, first_name=name, username=sighting.username, hint=hint)
    return known


def _place(tx: Tx, sighting: Sighting, known: Acquaintance) -> CommunityId:
    """The community in whose group this happens, with its present title, and awake if the bot is in it again."""
    if known.community is None:
        return _group(tx, sighting).id
    if known.left_at is not None and known.left_at < sighting.at:
        groups.set_left(tx, known.community, None)
    assert known.title is not None, "a community has a title"
    rename(tx, known.community, known.title, sighting.chat_title)
    return known.community


def _group(tx: Tx, sighting: Sighting) -> Community:
    """The community by the group's present or former chat id, else a new one: its greeting was missed."""
    group = groups.community_by_chat(tx, sighting.chat_id) or groups.community_by_alias(tx, sighting.chat_id)
    if group is None:
        return found_community(tx, sighting.chat_id, sighting.chat_title, language_tag(sighting.language_code))
    if group.chat_id == sighting.chat_id:
        rename(tx, group.id, group.title, sighting.chat_title)
    return group


def _move_in(tx: Tx, sighting: Sighting, known: Acquaintance, community: CommunityId) -> None:
    """Whoever writes in the group lives here, unless they were seen to leave after that."""
    if not _is_noted(sighting, _at_home(tx, sighting, known)):
        residents.move_in(tx, community, known.person, CameBy.GROUP)


def _at_home(tx: Tx, sighting: Sighting, known: Acquaintance) -> Acquaintance:
    """What is known of them here, also when the group has had another chat id since they wrote."""
    group = None if known.community is not None else groups.community_by_alias(tx, sighting.chat_id)
    if group is None or group.chat_id is None:
        return known
    return people.acquaintance(tx, replace(sighting, chat_id=group.chat_id)) or known


def _is_noted(sighting: Sighting, known: Acquaintance) -> bool:
    """They live here by being in the group, or were seen to leave after this: there is nothing to write down."""
    if known.resident_since is None:
        return False
    if known.resident_left_at is None:
        return known.resident_came_by == CameBy.GROUP.value
    return known.resident_left_at >= sighting.at


def _is_closed(known: Acquaintance) -> bool:
    """They have never written in private, or could not be reached since."""
    return known.started_at is None or known.unreachable_at is not None


def _reach(known: Acquaintance) -> Reach:
    return Reach.CLOSED if _is_closed(known) else Reach.OPEN
