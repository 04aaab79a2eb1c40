"""The life of a group with the bot: added, greeted, renamed, upgraded, removed; people coming and going."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from bot.communities.absence import Departure
from bot.communities.model import CameBy, Community, CommunityId, Membership
from bot.communities.places import DEFAULT_CURRENCY, DEFAULT_ZONE
from bot.communities.rules import IN_GROUP, INVITE_ALPHABET, INVITE_LENGTH, NEVER_FRESH, clean_title, has_left
from bot.communities.store import groups, people, residents, rights
from bot.communities.store.absorbing import absorb
from bot.core.db import Tx

SOURCE_LANGUAGE = "en"

Move: TypeAlias = Callable[[Tx, CommunityId, CommunityId], None]
"""`(tx, one, other)`: whatever of one package hangs on the community `other` belongs to `one` from now on."""


class Arrival(StrEnum):
    """What the group is owed when the bot comes in."""

    GREETING = "greeting"
    """Once in the community's life."""
    BACK = "back"
    """It was here before and had been set up: everything is as it was."""
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Arrived:
    community: CommunityId
    owed: Arrival


def bot_added(tx: Tx, chat_id: int, title: str, language: str | None, at: datetime) -> Arrived:
    """The bot has come into a group at `at`; `language` is what whoever added it speaks, if known.

    The same arrival again, or one that was over before it was heard, owes nothing. Raises Outage as `groups.hold`.
    """
    group = groups.community_by_chat(tx, chat_id) or groups.community_by_alias(tx, chat_id)
    if group is None:
        group = found_community(tx, chat_id, title, language)
    groups.hold(tx, group.id)
    if group.left_at is not None and group.left_at >= at:
        return Arrived(group.id, Arrival.SILENCE)
    if group.left_at is not None:
        groups.set_left(tx, group.id, None)
    if groups.greet(tx, group.id):
        return Arrived(group.id, Arrival.GREETING)
    back = group.left_at is not None and group.set_up_at is not None
    return Arrived(group.id, Arrival.BACK if back else Arrival.SILENCE)


def bot_removed(tx: Tx, chat_id: int, at: datetime) -> CommunityId | None:
    """The bot is no longer in the group: everything is kept, nothing is sent there, and whoever lives elsewhere, too,
    talks about that. None: no such group.

    An old name of an upgraded group is no group: being out of it means nothing.
    """
    group = groups.community_by_chat(tx, chat_id)
    if group is None:
        return None
    if group.left_at is None:
        groups.set_left(tx, group.id, at)
        residents.go_home(tx, group.id)
    return group.id


def group_upgraded(tx: Tx, old_chat_id: int, new_chat_id: int, moves: Iterable[Move]) -> CommunityId | None:
    """A group became a supergroup: the same community under another chat id; None for groups we do not know.

    Telegram says it twice (in the old and in the new chat), in any order, and an error may say it a third time. When
    the new chat was heard of first, and taken for a group of its own, the two become one again: `moves` say what that
    means for what hangs on communities elsewhere.
    """
    groups.lock_both(tx, old_chat_id, new_chat_id)
    old = groups.community_by_chat(tx, old_chat_id)
    new = groups.community_by_chat(tx, new_chat_id)
    if old is None:
        known = new or groups.community_by_alias(tx, old_chat_id)
        if known is not None:
            groups.add_alias(tx, old_chat_id, known.id)
        return known.id if known else None
    if new is not None:
        absorb(tx, old, new)
        for move in moves:
            move(tx, old.id, new.id)
    groups.move(tx, old.id, new_chat_id)
    groups.add_alias(tx, old_chat_id, old.id)
    return old.id


def member_changed(  # noqa: PLR0913  what Telegram says, and who has to hear of it
    tx: Tx,
    chat_id: int,
    telegram_id: int,
    now: Membership,
    at: datetime,
    *,
    anonymous: bool = False,
    departures: Iterable[Departure] = (),
) -> None:
    """Somebody came, went, rose or fell. Rights are not read from it (the next act asks Telegram); who from now on
    acts anonymously is remembered, so that nobody names them meanwhile. Of who has left `departures` hear."""
    group = groups.community_by_chat(tx, chat_id)
    person = people.person_by_telegram_id(tx, telegram_id)
    if group is None or person is None:
        return
    rights.record_membership(tx, group.id, person.id, now, anonymous=anonymous, seen_at=NEVER_FRESH)
    home = residents.residence(tx, group.id, person.id)
    if home is None:
        return
    if now in IN_GROUP:
        residents.move_in(tx, group.id, person.id, CameBy.GROUP)
    elif has_left(now, home.came_by):
        residents.end_residence(tx, group.id, person.id, at)
        for departure in departures:
            departure(tx, group.id, person.id)


def found_community(tx: Tx, chat_id: int, title: str, language: str | None) -> Community:
    """A new community for this group, not greeted and not set up yet; the present one if somebody was faster."""
    community = Community(
        id=CommunityId(tx.new_id()),
        chat_id=chat_id,
        title=clean_title(title),
        language=language or SOURCE_LANGUAGE,
        time_zone=DEFAULT_ZONE,
        currency=DEFAULT_CURRENCY,
        invite_code=new_invite(tx),
        set_up_at=None,
        left_at=None,
        pledges_topic=None,
    )
    if groups.found(tx, community):
        return community
    founded = groups.community_by_chat(tx, chat_id)
    assert founded is not None, "neither we nor anybody at the same moment has founded it"
    return founded


def rename(tx: Tx, community: CommunityId, present: str, title: str) -> None:
    """Store the title if it is another one."""
    clean = clean_title(title)
    if clean != present:
        groups.set_title(tx, community, clean)


def new_invite(tx: Tx) -> str:
    """A code for an invite link that nobody can guess."""
    return "".join(tx.random.choices(INVITE_ALPHABET, k=INVITE_LENGTH))


def said_once(tx: Tx, community: CommunityId, hint: str) -> bool:
    """True the first time this is asked for this community: now an admin may be told what is missing."""
    return groups.say_once(tx, community, hint)
