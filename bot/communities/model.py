"""What people and communities are."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

PersonId = NewType("PersonId", int)
"""Our own number for a person; Telegram's is `Person.telegram_id` and can be erased."""

CommunityId = NewType("CommunityId", int)
"""Our own number for a community; the group's chat id can change and lives in `Community.chat_id`."""

ANONYMOUS_ADMIN = PersonId(-1)
"""Some admin of this very group who speaks as the group. Nobody in particular: there is never a row for it."""


class Role(StrEnum):
    """What a dated grant appoints somebody to."""

    ORGANISER = "organiser"


class CameBy(StrEnum):
    """How somebody became a resident, last time they did."""

    GROUP = "group"
    INVITE = "invite"


class Membership(StrEnum):
    """Somebody's place in the group, in Telegram's own words (getChatMember)."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """When a person is left alone: from `begin` until `end`, minutes after midnight in `zone` (0 to 1439).

    Equal ends mean: never. `begin` may be later than `end` (22:00 to 08:00).
    """

    begin: int
    end: int
    zone: str


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a screen is written: language (BCP 47), IANA time zone, ISO 4217 currency."""

    language: str = "en"
    time_zone: str = "Europe/London"
    currency: str = "GBP"
    about: str | None = None
    """The title of the community that a notice is about, for who lives in others too; None: they know."""


@dataclass(frozen=True, slots=True)
class Person:
    id: PersonId
    telegram_id: int | None
    first_name: str
    username: str | None
    language: str | None
    """Chosen by the person, else Telegram's hint; None: nobody knows, so the community's."""
    time_zone: str | None
    quiet_from: int | None
    """Minutes after local midnight at which the quiet hours begin; None: the default, 22:00."""
    quiet_until: int | None
    """Minutes after local midnight at which they end; None: the default, 08:00."""
    started_at: datetime | None
    """When the person opened the private chat; before that the bot cannot write to them."""
    unreachable_at: datetime | None
    current_community: CommunityId | None

    @property
    def reachable(self) -> bool:
        """Whether the bot can write to them, as far as it knows."""
        return self.telegram_id is not None and self.started_at is not None and self.unreachable_at is None


@dataclass(frozen=True, slots=True)
class Community:
    id: CommunityId
    chat_id: int | None
    title: str
    language: str
    time_zone: str
    currency: str
    invite_code: str
    set_up_at: datetime | None
    left_at: datetime | None
    pledges_topic: int | None
    """The forum topic (message_thread_id) for pledges; None: the group itself."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A resident as an admin sees them where rights are at stake, told apart from others of the same name."""

    person: PersonId
    name: str
    username: str | None
    telegram_id: int | None
    since: datetime
    """When they became a resident."""
    appointed: bool
    """Holds an organiser's grant."""
    admin: bool
    """An admin of the group, by Telegram's last word."""

    @property
    def organises(self) -> bool:
        """By either way."""
        return self.appointed or self.admin


@dataclass(frozen=True, slots=True)
class MemberChange:
    """Somebody's place in a chat has changed; `is_bot` when it is our own."""

    telegram_id: int
    first_name: str
    username: str | None
    was: Membership
    now: Membership
    anonymous: bool
    """The person acts as the group itself (anonymous admin)."""
    is_bot: bool


ELSEWHERE: Final = "elsewhere"
"""The type of a chat that we do not know, to which somebody has shared something of ours."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one update shows of who acts and where, before anything is looked up."""

    telegram_id: int
    first_name: str
    username: str | None
    language_code: str | None
    chat_id: int
    chat_type: str
    """Telegram's words: private, group, supergroup; or `ELSEWHERE`, with the person's own id as `chat_id`."""
    chat_title: str
    at: datetime
    """The update's own moment: the message's date, or for a press when the inbox stored it."""
    key: str
    """Names this act for ever ("m:<group>:<message>", in private "u:<update>", a press "c:<update>"): the same act
    again writes nothing. Nobody's Telegram id is in it."""
    anonymous_admin: bool = False


@dataclass(frozen=True, slots=True)
class Pointed:
    """Whom a message points at: who wrote what it answers, or whom it mentions without a username."""

    telegram_id: int
    is_bot: bool
    answered: bool = False
    """They wrote what the message answers; False: it mentions them."""


class Reach(StrEnum):
    """Whether the bot can write to somebody in private, as far as it knows."""

    CLOSED = "closed"
    """They have never opened the chat, or have blocked the bot."""
    OPENED = "opened"
    """This very act opens it, for the first time or again."""
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person on whose behalf a service acts, where, and since when the act exists."""

    person: PersonId
    community: CommunityId | None
    at: datetime
    key: str
    present: bool = False
    """The act itself shows that they are in the group: they wrote a message there. (A press does not show it: whoever
    can read a public group can press its buttons.)"""
    reach: Reach = Reach.OPEN
    untold: bool = False
    """Telegram was asked about them in this very act, and does not tell."""
