"""What is owed to whom: notices, their audiences and urgency."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, ClassVar

from pydantic import TypeAdapter

from bot.communities.model import CommunityId, PersonId, Reader


class Urgency(IntEnum):
    """The order of sending; smaller goes first. The top two never wait for quiet hours."""

    LIFE_CORRECTION = 0
    LIFE = 1
    URGENT = 2
    ANSWER = 3
    REMINDER = 4
    NEWS = 5


class Notice:
    """A fact somebody is owed, as data and without words.

    Subclasses are frozen dataclasses named as a fact in the past tense. They live in a domain package's
    `notices` module and set `kind`, which is stored and therefore never changes; fields are only ever added, with
    a default, so that what an older release wrote stays readable.
    """

    kind: ClassVar[str]
    kinds: ClassVar[dict[str, type["Notice"]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        known = Notice.kinds.get(cls.kind, cls)  # a dataclass with slots is made twice, under one name
        assert known.__qualname__ == cls.__qualname__, f"two notices are called {cls.kind}"
        Notice.kinds[cls.kind] = cls


_adapters: dict[type[Notice], TypeAdapter[Any]] = {}


def _adapter(kind: type[Notice]) -> TypeAdapter[Any]:
    adapter = _adapters.get(kind)
    if adapter is None:
        adapter = _adapters[kind] = TypeAdapter(kind)
    return adapter


def facts_of(notice: Notice) -> str:
    """The notice's data as JSON, as stored."""
    return _adapter(type(notice)).dump_json(notice).decode()


def notice_from(kind: str, facts: str) -> Notice:
    """The stored notice. Raises KeyError for an unknown kind, ValidationError for facts that do not fit."""
    notice: Notice = _adapter(Notice.kinds[kind]).validate_json(facts)
    return notice


@dataclass(frozen=True, slots=True)
class ToPeople:
    """Named people, a handful."""

    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class ToGroup:
    """The community's group chat."""


@dataclass(frozen=True, slots=True)
class ToMany:
    """A set that the domain expands later, in bites: `set_name` of `subject_id` ("pledge_signers" of pledge 7)."""

    set_name: str
    subject_id: int


Audience = ToPeople | ToGroup | ToMany


@dataclass(frozen=True, slots=True)
class Owed:
    """One notice to tell: who, what about, how urgent.

    `key` is unique within the community for ever ("pledge_tipped:7"): telling it twice writes nothing.
    `subject` names what it is about ("pledge:7"), so that whatever makes it pointless can withdraw it.
    """

    notice: Notice
    audience: Audience
    key: str
    subject: str
    urgency: Urgency = Urgency.NEWS
    expires_at: datetime | None = None
    """After this moment it is no longer worth saying; None: as long as `outbox.service.LIFETIME` has it."""


class State(StrEnum):
    """What became of one delivery."""

    DUE = "due"
    """Waits for `due_at` and for its turn."""
    CLAIMED = "claimed"
    """A dispatcher has it under a lease; nothing has been said yet."""
    SENDING = "sending"
    """The words may be out: after a crash nobody can know."""
    SENT = "sent"
    NEVER = "never"
    """It cannot or need not be said; `reason` tells why."""
    UNKNOWN = "unknown"
    """Perhaps said; saying it again would be worse than silence."""


class Reason(StrEnum):
    """Why a delivery ended, or has to wait, without having been said. Shown to operators, never to people."""

    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NO_LONGER_TRUE = "no_longer_true"
    UNREACHABLE = "unreachable"
    """The person never started the bot, blocked it, or is gone; or the group has no bot any more."""
    NOT_ALLOWED = "not_allowed"
    """The group does not let the bot write."""
    REFUSED = "refused"
    """Telegram will never take this message: a fault of ours."""
    FAULT = "fault"
    """Our own code failed on it, again and again."""
    HELD = "held"
    UNSENT = "unsent"
    """Telegram could not be reached; surely not said."""
    SERVER_ERROR = "server_error"
    """Telegram answered that something is broken on its side; rather not said."""
    AMBIGUOUS = "ambiguous"
    """Telegram's answer was lost; perhaps said."""


GROUP = PersonId(0)
"""In the place of a recipient: the community's group chat."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One notice for one recipient, still to be said: how urgent it is, and what was tried before."""

    community: CommunityId
    notice_id: int
    person: PersonId
    """`GROUP` for the group chat."""
    urgency: Urgency
    attempts: int
    """How often it was claimed before, in vain."""
    repeats: int
    """How often the answer was ambiguous before."""
    after: Reason | None
    """What it had to wait for, last time."""

    def claimed_by(self, owner: str) -> "Claimed":
        """The same in the hands of a dispatcher."""
        return Claimed(
            self.community,
            self.notice_id,
            self.person,
            self.urgency,
            self.attempts,
            self.repeats,
            self.after,
            owner,
        )


@dataclass(frozen=True, slots=True)
class Claimed(Delivery):
    """A delivery that a dispatcher holds."""

    owner: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """Deliveries to be said in one message; almost always one, more when a person's reminders would be a flood."""

    deliveries: tuple[Claimed, ...]
    chat: int | None
    """Telegram's chat id as known now; None: there is no way to reach them."""
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that a quarantine holds back, without a word of what anybody wrote."""

    kind: str
    community: CommunityId
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Ready:
    """What `begin` found worth saying, as of this moment."""

    notice: Notice
    reader: Reader
    thread: int | None
    """The forum topic, for a group; None: the chat itself."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram took it; `message_id` is None when its answer could not be read."""

    message_id: int | None
    astray: bool = False
    """It is not in the topic that was meant, which is closed or gone."""


@dataclass(frozen=True, slots=True)
class Later:
    """Surely not said; try again in so many seconds (None: the longer, the more often it was tried)."""

    reason: Reason
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Never:
    """It will not be said."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Unknown:
    """Perhaps it was said."""


Outcome = Sent | Later | Never | Unknown
"""What became of one attempt, as far as the outbox needs to know."""


@dataclass(frozen=True, slots=True)
class SharedCard:
    """A card that somebody has shared to a chat of theirs, which we do not know, and that is about to be drawn."""

    community: CommunityId
    subject: str
    inline_id: str
    """Telegram's name of the message."""
    language: str
    time_zone: str
    """Whoever shared it read it like that."""
    lease: int
    screen_hash: str | None
    failures: int


@dataclass(frozen=True, slots=True)
class CardClaim:
    """A live card that somebody is about to draw: what is known of the message that shows it now."""

    community: CommunityId
    subject: str
    wanted: int
    lease: int
    chat: int | None
    """The chat in which it stands; None: nowhere yet."""
    message_id: int | None
    screen_hash: str | None
    """Of the screen that the message shows; None: nobody knows what it shows."""
    reposts: int
    """How often it was posted anew: because somebody had deleted it, or because nobody knew whether it stood."""
    failures: int
    """How often in a row it could not be shown."""

    def failed(self) -> "CardClaim":
        """The same after one more failure."""
        return replace(self, failures=self.failures + 1, screen_hash=None)

    def gone(self) -> "CardClaim":
        """The same without its message: that was deleted, or the group goes by another chat id."""
        return replace(self, chat=None, message_id=None, screen_hash=None)
