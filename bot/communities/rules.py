"""Pure decisions about people, groups and rights."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.communities.model import CameBy, Membership
from bot.core.text import clean_line

FRESH_FOR: Final = timedelta(seconds=60)
"""How long Telegram's word about somebody's place in a group is believed."""

NEVER_FRESH: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""When a word was given that is kept and not believed."""

QUIET_FROM: Final = 22 * 60
QUIET_UNTIL: Final = 8 * 60
"""The quiet hours of whoever has chosen none: 22:00 to 08:00, minutes after midnight."""

MINUTES_IN_DAY: Final = 24 * 60

INVITE_LENGTH: Final = 22
INVITE_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
"""22 characters of 6 bits: 132 bits, fit for a link, far beyond guessing."""

NAME_LENGTH: Final = 64
TITLE_LENGTH: Final = 255
_NAMELESS: Final = "…"
_LANGUAGE_LENGTH: Final = 35
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")
_INVITE = re.compile(f"[{re.escape(INVITE_ALPHABET)}]{{{INVITE_LENGTH}}}")


class Standing(StrEnum):
    """What somebody is to a community at the moment of an act. (Channels and bots are nobody: they never act.)"""

    STRANGER = "stranger"
    EX_MEMBER = "ex_member"
    RESIDENT = "resident"
    ORGANISER = "organiser"
    """Appointed by a Telegram admin of the group."""
    GROUP_ADMIN = "group_admin"
    """A Telegram admin of the group, known by their own id."""
    ANONYMOUS_ADMIN = "anonymous_admin"
    """Some admin who speaks as the group."""


ADMINS: Final = frozenset({Membership.CREATOR, Membership.ADMINISTRATOR})
IN_GROUP: Final = ADMINS | {Membership.MEMBER, Membership.RESTRICTED}


@dataclass(frozen=True, slots=True)
class Place:
    """All that is known of one person's place in one community."""

    came_by: CameBy | None
    """None: never became a resident."""
    left_at: datetime | None
    """When they were seen to have left the group, if they have not come back."""
    appointed: bool
    """Holds an organiser's grant."""
    status: Membership | None
    """Telegram's last word."""
    seen_at: datetime | None
    """When that word was given."""


def is_fresh(seen_at: datetime | None, now: datetime) -> bool:
    """Whether Telegram's word is young enough. A word from the near future is (clocks of two workers differ)."""
    return seen_at is not None and abs(now - seen_at) <= FRESH_FOR


def standing_of(place: Place, status: Membership) -> Standing:
    """The standing that somebody with this membership has, right now."""
    if status in ADMINS:
        return Standing.GROUP_ADMIN
    invited = place.came_by is CameBy.INVITE and place.left_at is None and status is Membership.LEFT
    if status in IN_GROUP or invited:
        return Standing.ORGANISER if place.appointed else Standing.RESIDENT
    return Standing.STRANGER if place.came_by is None else Standing.EX_MEMBER


def seen_outside_since(place: Place, at: datetime) -> bool:
    """Whether they were seen outside of the group at this moment or later."""
    if place.left_at is not None and place.left_at >= at:
        return True
    outside = place.status is not None and place.status not in IN_GROUP
    return outside and place.seen_at is not None and place.seen_at >= at


def has_left(status: Membership, came_by: CameBy) -> bool:
    """Whether this membership ends a residence: who came by the group has to stay in it, a ban ends every one."""
    return status is Membership.KICKED or (status is Membership.LEFT and came_by is CameBy.GROUP)


def clean_name(first_name: str, username: str | None) -> str:
    """A first name as it is kept: one line, at most 64 characters, never empty."""
    return clean_line(first_name)[:NAME_LENGTH].strip() or username or _NAMELESS


def clean_title(title: str) -> str:
    """A group's title as it is kept: one line, at most 255 characters, never empty."""
    return clean_line(title)[:TITLE_LENGTH].strip() or _NAMELESS


def language_tag(text: str | None) -> str | None:
    """A BCP 47 tag in lower case ("cy", "pt-br"), or None for what is none."""
    tag = (text or "").replace("_", "-").lower()
    return tag if len(tag) <= _LANGUAGE_LENGTH and _LANGUAGE.fullmatch(tag) else None


def is_invite(code: str) -> bool:
    """Whether this has the form of an invite code at all."""
    return _INVITE.fullmatch(code) is not None


def quiet_hours_or_default(begin: int | None, end: int | None) -> tuple[int, int]:
    """The chosen quiet hours, or 22:00 to 08:00 (minutes after midnight)."""
    if begin is None or end is None:
        return QUIET_FROM, QUIET_UNTIL
    return begin, end


def is_minute_of_day(minute: int) -> bool:
    """0 (midnight) to 1439."""
    return 0 <= minute < MINUTES_IN_DAY
