"""What a post of the market is, and a question whether two neighbours shall be brought together over it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.communities.model import CommunityId, PersonId
from bot.core.minutes import Minutes

PostId = NewType("PostId", int)
AskId = NewType("AskId", int)


class Side(StrEnum):
    """Which way the help goes."""

    OFFER = "offer"
    """The author helps."""
    NEED = "need"
    """The author is helped."""


class Category(StrEnum):
    """What kind of help it is."""

    HOME = "home"
    GARDEN = "garden"
    REPAIRS = "repairs"
    ERRANDS = "errands"
    LIFTS = "lifts"
    COMPANY = "company"
    CHILDREN = "children"
    LEARNING = "learning"
    OTHER = "other"
    """None of these, or nobody has said."""


class PostState(StrEnum):
    OPEN = "open"
    ASLEEP = "asleep"
    """Its author did not renew it; they can wake it up for a while."""
    DOWN = "down"
    """Taken down. Forgotten after a while."""


@dataclass(frozen=True, slots=True)
class Post:
    """One offer or need."""

    community: CommunityId
    id: PostId
    side: Side
    author: PersonId
    text: str
    language: str
    """BCP 47, in which it was written."""
    category: Category
    minutes: Minutes | None
    """How long it may take; None: it depends."""
    area: str | None
    """Where; None: anywhere here."""
    state: PostState
    since: datetime
    """When it came into this state."""
    posted_at: datetime
    key: str
    """The act that made it."""
    fresh_until: datetime
    """Then it falls asleep."""
    hidden_at: datetime | None = None
    hidden_by: PersonId | None = None

    @property
    def subject(self) -> str:
        """What notices and reminders about it are about."""
        return f"post:{self.id}"

    @property
    def listed(self) -> bool:
        """Whether everybody here sees it."""
        return self.state is PostState.OPEN and self.hidden_at is None


class AskState(StrEnum):
    OPEN = "open"
    """The author has been asked."""
    CONNECTED = "connected"
    """Both have said yes, and see each other's name."""
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """By whoever asked."""
    LAPSED = "lapsed"
    """Nobody answered in time, or the post went."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody would answer a post, and its author is asked whether they may know each other."""

    community: CommunityId
    id: AskId
    post: PostId
    person: PersonId
    state: AskState
    asked_at: datetime
    settled_at: datetime | None = None

    @property
    def subject(self) -> str:
        return f"ask:{self.id}"
