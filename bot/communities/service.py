"""People as others need them: who, for whom to write, when to leave them alone; and what people choose for themselves.

Recognising people, and the life of groups, have modules of their own; what other packages call of them stands in
`__all__` here as well. Invites, settings, set-up and organisers are asked for by name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.communities.absence import Departure, no_member
from bot.communities.access import require_somebody
from bot.communities.groups import (
    bot_added,
    bot_removed,
    found_community,
    group_upgraded,
    member_changed,
    said_once,
)
from bot.communities.model import Actor, Community, CommunityId, MemberChange, Person, PersonId, QuietHours, Reader
from bot.communities.places import DEFAULT_CURRENCY, DEFAULT_ZONE, zones
from bot.communities.recognition import known, recognise
from bot.communities.refusals import NotAnHour, UnknownLanguage, UnknownTimeZone
from bot.communities.rules import is_minute_of_day, language_tag, quiet_hours_or_default
from bot.communities.store import groups, organisers, people, residents
from bot.communities.store.absorbing import successor
from bot.communities.store.groups import hold
from bot.core.db import Tx

__all__ = [
    "at_home",
    "bot_added",
    "bot_removed",
    "choose_language",
    "choose_time_zone",
    "communities_of",
    "community",
    "found_community",
    "group_reader",
    "group_upgraded",
    "hold",
    "is_reachable",
    "known",
    "mark_reachable",
    "mark_unreachable",
    "member_changed",
    "members_changed",
    "organisers_in_reach",
    "person",
    "person_by_telegram_id",
    "quiet_hours",
    "reader_of",
    "recognise",
    "said_once",
    "set_quiet_hours",
    "successor",
    "switch_community",
    "title_for",
]

_SOURCE = "en"
_A_FEW = 3


def person(tx: Tx, person: PersonId) -> Person | None:
    """The person, or None."""
    return people.person_by_id(tx, person)


def person_by_telegram_id(tx: Tx, telegram_id: int) -> Person | None:
    """The person with this Telegram id, or None if we have not met."""
    return people.person_by_telegram_id(tx, telegram_id)


def community(tx: Tx, community: CommunityId) -> Community | None:
    """The community, or None."""
    return groups.community_by_id(tx, community)


def reader_of(tx: Tx, person: PersonId, community: CommunityId | None) -> Reader:
    """For whom to write: the person's own choice, else what Telegram says, else the community's, else English."""
    who = people.person_by_id(tx, person)
    where = None if community is None else groups.community_by_id(tx, community)
    group = _group_reader(where)
    if who is None:
        return group
    return Reader(who.language or group.language, who.time_zone or group.time_zone, group.currency)


def title_for(tx: Tx, person: PersonId, community: CommunityId) -> str | None:
    """What to call this community before somebody who may think of another one; None: it is the only one they have."""
    if residents.only_home(tx, person) == community:
        return None
    where = groups.community_by_id(tx, community)
    return where.title if where else None


def group_reader(tx: Tx, community: CommunityId) -> Reader:
    """For whom to write in the group."""
    return _group_reader(groups.community_by_id(tx, community))


def _group_reader(where: Community | None) -> Reader:
    if where is None:
        return Reader(_SOURCE, DEFAULT_ZONE, DEFAULT_CURRENCY)
    return Reader(where.language, where.time_zone, where.currency)


def quiet_hours(tx: Tx, person: PersonId, community: CommunityId | None) -> QuietHours:
    """When to leave the person alone, on their own clock, else the community's."""
    who = people.person_by_id(tx, person)
    begin, end = quiet_hours_or_default(who.quiet_from if who else None, who.quiet_until if who else None)
    return QuietHours(begin, end, reader_of(tx, person, community).time_zone)


def is_reachable(tx: Tx, person: PersonId) -> bool:
    """Whether the bot can write to them, as far as it knows; that cannot change before this transaction ends."""
    known_person = people.person_by_id(tx, person, lock=True)
    return known_person is not None and known_person.reachable


def mark_unreachable(tx: Tx, person: PersonId) -> None:
    """They have blocked the bot, or their account is gone: nothing more is sent to them."""
    known_person = people.person_by_id(tx, person, lock=True)
    if known_person is not None and known_person.unreachable_at is None:
        people.set_unreachable(tx, person, tx.now)


def mark_reachable(tx: Tx, person: PersonId) -> None:
    """They have let the bot in again."""
    people.set_unreachable(tx, person, None)


def members_changed(
    tx: Tx, chat_id: int, changes: Iterable[MemberChange], at: datetime, departures: Sequence[Departure] = ()
) -> None:
    """People came, went, rose or fell in a group; each as `member_changed`."""
    for change in changes:
        member_changed(
            tx, chat_id, change.telegram_id, change.now, at, anonymous=change.anonymous, departures=departures
        )


def organisers_in_reach(tx: Tx, community: CommunityId) -> tuple[PersonId, ...]:
    """A few of those who organise here and can be written to, as far as we know; perhaps nobody."""
    return tuple(each.person for each in organisers.in_reach(tx, community, _A_FEW))


def communities_of(tx: Tx, actor: Actor) -> list[Community]:
    """The communities in which the actor lives, by title; at most 50."""
    return residents.communities_of(tx, actor.person)


def at_home(tx: Tx, actor: Actor) -> tuple[str, Community | None]:
    """The actor's first name, and the community that their private chat is about, if they live there."""
    who = people.person_by_id(tx, actor.person)
    homes = {home.id: home for home in communities_of(tx, actor)}
    return who.first_name if who else "", homes.get(actor.community) if actor.community else None


def switch_community(tx: Tx, actor: Actor, to: CommunityId) -> Community:
    """From now on the private chat is about this community. Refuses NobodyInParticular, then as `no_member`."""
    require_somebody(actor)
    mine = {community.id: community for community in residents.communities_of(tx, actor.person)}
    if to not in mine:
        raise no_member(tx, replace(actor, community=to))
    people.set_current(tx, actor.person, to)
    return mine[to]


def choose_language(tx: Tx, actor: Actor, language: str | None) -> None:
    """Speak this language to the actor; None: whatever Telegram says. Refuses NobodyInParticular, UnknownLanguage."""
    require_somebody(actor)
    tag = language_tag(language)
    if language is not None and tag is None:
        raise UnknownLanguage
    people.set_language(tx, actor.person, tag)


def choose_time_zone(tx: Tx, actor: Actor, zone: str | None) -> None:
    """The actor's own clock; None: the community's. Refuses NobodyInParticular, UnknownTimeZone."""
    require_somebody(actor)
    if zone is not None and zone not in zones():
        raise UnknownTimeZone
    people.set_time_zone(tx, actor.person, zone)


def set_quiet_hours(tx: Tx, actor: Actor, begin: int, end: int) -> None:
    """Leave the actor alone from `begin` until `end` (minutes after midnight; equal: never).

    Refuses NobodyInParticular, NotAnHour.
    """
    require_somebody(actor)
    if not (is_minute_of_day(begin) and is_minute_of_day(end)):
        raise NotAnHour
    people.set_quiet_hours(tx, actor.person, begin, end)
