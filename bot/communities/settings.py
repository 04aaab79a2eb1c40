"""What a person has chosen, in one view, and the dialogues in which they type a choice."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.communities import drafts, service, undoing
from bot.communities.access import Act, may, require_somebody
from bot.communities.drafts import Draft
from bot.communities.model import Actor, Community, CommunityId, QuietHours
from bot.communities.places import find_zones, usual_zones
from bot.communities.refusals import NotAnHour
from bot.communities.store import people
from bot.core.db import Tx
from bot.core.text import clean_line, digits

ZONE_KIND: Final = "my_zone"
QUIET_KIND: Final = "my_quiet"
"""The kinds of the drafts."""

SETTINGS: Final = "settings"
"""To undo: a choice."""

_HOURS = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\D{1,8}?(\d{1,2})(?:[:.h](\d{2}))?")
_TEXT_LENGTH: Final = 32
_LAST_HOUR: Final = 23
_LAST_MINUTE: Final = 59


@dataclass(frozen=True, slots=True)
class MySettings:
    """All that somebody has chosen, as it works now."""

    language: str | None
    """None: neither chosen nor told by Telegram."""
    time_zone: str
    own_zone: bool
    """False: the zone is the community's."""
    quiet: QuietHours
    community: Community | None
    """The current one, if they live there and the bot is."""
    others: int
    """In how many further communities they live."""
    organises: bool
    """They may change the current community's settings."""
    undo: str | None = None
    """The token with which the last choice can be undone."""


@dataclass(frozen=True, slots=True)
class ZoneChoice:
    """Time zones to choose from; after typing, those that may have been meant, if there are any."""

    zones: tuple[str, ...]
    searched: str | None = None
    found: bool = False
    """`zones` are what was searched for; else they are the usual ones still."""


def my_settings(tx: Tx, actor: Actor) -> MySettings:
    """The actor's own settings; none of them is asked about any more.

    Refuses NobodyInParticular; raises MembershipStale.
    """
    drafts.drop(tx, actor.person, ZONE_KIND)
    drafts.drop(tx, actor.person, QUIET_KIND)
    return look(tx, actor)


def look(tx: Tx, actor: Actor) -> MySettings:
    """The same, without touching what is asked."""
    require_somebody(actor)
    who = service.person(tx, actor.person)
    homes = service.communities_of(tx, actor)
    where = next((home for home in homes if who is not None and home.id == who.current_community), None)
    return MySettings(
        language=who.language if who else None,
        time_zone=service.reader_of(tx, actor.person, actor.community).time_zone,
        own_zone=who is not None and who.time_zone is not None,
        quiet=service.quiet_hours(tx, actor.person, actor.community),
        community=where,
        others=sum(1 for home in homes if home != where),
        organises=where is not None and may(tx, replace(actor, community=where.id, present=False), Act.SETTINGS),
    )


def language_chosen(tx: Tx, actor: Actor, language: str | None) -> MySettings:
    """Choose, and show. Refuses as `service.choose_language`."""
    return _chosen(tx, actor, lambda: service.choose_language(tx, actor, language))


def _chosen(tx: Tx, actor: Actor, choose: Callable[[], object]) -> MySettings:
    """The settings after a choice that can be undone, unless nothing has changed."""
    before = people.choices(tx, actor.person)
    choose()
    after = people.choices(tx, actor.person)
    changed = _changed(before, after)
    undo = undoing.offer(tx, actor, SETTINGS, changed) if changed else None
    return replace(my_settings(tx, _here(actor, after)), undo=undo)


def _changed(before: people.Choices | None, after: people.Choices | None) -> dict[str, Any]:
    """What this choice has changed, as it was before: all else may have been chosen anew by when it is undone."""
    if before is None or after is None:
        return {}
    then, now = before._asdict(), after._asdict()
    return {name: value for name, value in then.items() if value != now[name]}


def _here(actor: Actor, chosen: people.Choices | None) -> Actor:
    """The actor in private, in the community that is their current one now."""
    here = actor.community if chosen is None else chosen.current_community or actor.community
    return Actor(actor.person, here, actor.at, actor.key)


def put_back(tx: Tx, actor: Actor, undone: Draft) -> None:
    """What the last choice has changed as it was before. Refuses as `service.switch_community` who has left since."""
    now = people.choices(tx, actor.person)
    assert now is not None, "whoever has chosen is known"
    before = now._replace(**{name: undone.data[name] for name in people.Choices._fields if name in undone.data})
    people.set_language(tx, actor.person, before.language)
    people.set_time_zone(tx, actor.person, before.time_zone)
    people.set_quiet_hours(tx, actor.person, before.quiet_from, before.quiet_until)
    if before.current_community is not None and before.current_community != now.current_community:
        service.switch_community(tx, actor, before.current_community)


def ask_zone(tx: Tx, actor: Actor) -> ZoneChoice:
    """Begin to choose a time zone of one's own: by a button, or by typing a place."""
    require_somebody(actor)
    drafts.keep(tx, actor.person, Draft(ZONE_KIND, "place"))
    return zones_offered(tx, actor)


def zones_offered(tx: Tx, actor: Actor) -> ZoneChoice:
    """The usual ones, before anything is typed."""
    reader = service.reader_of(tx, actor.person, actor.community)
    return ZoneChoice(usual_zones(reader.language, reader.time_zone))


def zone_chosen(tx: Tx, actor: Actor, zone: str | None) -> MySettings:
    """Choose, and show. Refuses as `service.choose_time_zone`."""
    return _chosen(tx, actor, lambda: service.choose_time_zone(tx, actor, zone))


def zone_typed(tx: Tx, actor: Actor, text: str, language: str) -> MySettings | ZoneChoice:
    """Take the place that was typed if it is one of a kind, else offer what it may mean."""
    require_somebody(actor)
    found = find_zones(text, language)
    if len(found) == 1:
        return zone_chosen(tx, actor, found[0])
    return ZoneChoice(found or zones_offered(tx, actor).zones, text, found=bool(found))


def ask_quiet(tx: Tx, actor: Actor) -> QuietHours:
    """Begin to choose quiet hours: by a button, or by typing them. The present ones."""
    require_somebody(actor)
    drafts.keep(tx, actor.person, Draft(QUIET_KIND, "hours"))
    return hours_now(tx, actor)


def hours_now(tx: Tx, actor: Actor) -> QuietHours:
    """The present quiet hours."""
    return service.quiet_hours(tx, actor.person, actor.community)


def quiet_chosen(tx: Tx, actor: Actor, begin: int, end: int) -> MySettings:
    """Choose, and show. Refuses as `service.set_quiet_hours`."""
    return _chosen(tx, actor, lambda: service.set_quiet_hours(tx, actor, begin, end))


def quiet_typed(tx: Tx, actor: Actor, text: str) -> MySettings:
    """Take typed hours ("22:30-7"). Refuses NotAnHour; the question stays open."""
    hours = read_hours(text)
    if hours is None:
        raise NotAnHour
    return quiet_chosen(tx, actor, *hours)


def read_hours(text: str) -> tuple[int, int] | None:
    """From and until, in minutes after midnight: "22:30-7", "22.00 – 08.00", "٢٢ - ٨"; None for anything else."""
    match = _HOURS.fullmatch(digits(clean_line(text)[:_TEXT_LENGTH]))
    if match is None:
        return None
    hours = [int(match[1]), int(match[3])]
    minutes = [int(match[2] or 0), int(match[4] or 0)]
    if max(hours) > _LAST_HOUR or max(minutes) > _LAST_MINUTE:
        return None
    return hours[0] * 60 + minutes[0], hours[1] * 60 + minutes[1]


def switched(tx: Tx, actor: Actor, to: CommunityId) -> MySettings:
    """Switch, and show. Refuses as `service.switch_community`."""
    return _chosen(tx, actor, lambda: service.switch_community(tx, actor, to))
