"""The stand-in's world as plain data: people, chats, members, messages. No rules, no wire format."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]

GROUP_ANONYMOUS_BOT = 1087968824
"""Telegram's stand-in sender of everything an anonymous admin writes."""
CHANNEL_BOT = 136817688
"""Telegram's stand-in sender of everything written under a channel's name in a group."""
SERVICE_ACCOUNT = 777000
"""The sender of posts that a linked channel forwards to its group."""
SUPERGROUP_BASE = -1_000_000_000_000

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)


class Kind(StrEnum):
    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Status(StrEnum):
    OWNER = "creator"
    ADMIN = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    """In the group, and not allowed to write there."""
    LEFT = "left"
    BANNED = "kicked"


PRESENT = frozenset({Status.OWNER, Status.ADMIN, Status.MEMBER, Status.RESTRICTED})
ADMINS = frozenset({Status.OWNER, Status.ADMIN})


@dataclass(slots=True, eq=False, repr=False)
class Person:
    """A user of Telegram: a human, or a bot. `started` and `blocked` are about the private chat with our bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "en"
    is_bot: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    def __repr__(self) -> str:
        return f"Person({self.id}, {self.name!r})"

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name


@dataclass(slots=True, eq=False)
class Member:
    """What a person is to one chat. `rights` are the granted administrator rights."""

    person: Person
    status: Status
    anonymous: bool = False
    rights: frozenset[str] = frozenset()

    @property
    def present(self) -> bool:
        return self.status in PRESENT

    @property
    def is_admin(self) -> bool:
        return self.status in ADMINS


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says. An edit replaces it whole, so that what was seen before can be kept by reference."""

    text: str = ""
    entities: tuple[Json, ...] = ()
    media: Json = field(default_factory=dict)
    """Fields of the Bot API message besides the text: `photo`, `document`, `location`, `contact`, …; with a photo or a
    document the text is the caption."""
    markup: Json | None = None
    """Inline keyboard, reply keyboard or force reply, as validated."""

    @property
    def captioned(self) -> bool:
        return bool(self.media)


@dataclass(slots=True, eq=False, repr=False)
class Message:
    id: int
    """0 for an ephemeral message, as Telegram has it."""
    chat: "Chat"
    date: int
    """Unix seconds."""
    content: Content
    sender: Person | None = None
    sender_chat: "Chat | None" = None
    acting: Person | None = None
    """Who really wrote it, where `sender` is a mask (anonymous admin, channel)."""
    thread_id: int | None = None
    reply_to: "Message | None" = None
    edit_date: int | None = None
    service: Json | None = None
    service_text: str = ""
    forward_origin: Json | None = None
    via_bot: Person | None = None
    automatic_forward: bool = False
    deleted: bool = False
    ephemeral_id: int | None = None
    receiver: Person | None = None
    replaces: int | None = None
    """The id of the message in whose place the receiver sees this ephemeral one."""
    inline_id: str | None = None
    serial: int = 0
    """Where it stands in the order in which messages appeared, ephemeral ones among the others."""

    def __repr__(self) -> str:
        return f"Message({self.ephemeral_id or self.id} in {self.chat.id}: {self.service_text or self.content.text!r})"

    @property
    def eyes(self) -> Person | None:
        """The one person who sees it, for an ephemeral message; None: everybody in the chat does."""
        if self.receiver is not None and self.receiver.is_bot:
            return self.acting or self.sender
        return self.receiver


@dataclass(slots=True, eq=False, repr=False)
class Chat:
    """A private chat (its id is the person's), a group, a supergroup, or a channel (known by name only)."""

    id: int
    kind: Kind
    title: str = ""
    person: Person | None = None
    username: str | None = None
    members: dict[int, Member] = field(default_factory=dict)
    is_forum: bool = False
    topics: dict[int, str] = field(default_factory=dict)
    closed_topics: set[int] = field(default_factory=set)
    messages: dict[int, Message] = field(default_factory=dict)
    ephemerals: dict[int, Message] = field(default_factory=dict)
    next_message: int = 1
    next_ephemeral: int = 1
    instance: str = ""
    migrated_to: "Chat | None" = None
    migrated_from: int | None = None
    linked: "Chat | None" = None
    pinned: int | None = None
    audience: frozenset[int] = frozenset()
    """Ids of the humans who see what is said here; replaced at each change of members."""

    def __repr__(self) -> str:
        return f"Chat({self.id}, {self.kind.value}, {self.title!r})"

    @property
    def is_group(self) -> bool:
        return self.kind in (Kind.GROUP, Kind.SUPERGROUP)

    def member(self, person: Person) -> Member:
        return self.members.get(person.id) or Member(person, Status.LEFT)

    def has(self, person: Person) -> bool:
        found = self.members.get(person.id)
        return found is not None and found.present

    def count(self) -> int:
        return sum(member.present for member in self.members.values())
