"""Facts about hours given to the community that somebody is owed."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.outbox.model import Notice


@dataclass(frozen=True)
class HoursApproved(Notice):
    """They are in the book. For whoever gave them."""

    kind: ClassVar[str] = "hours_approved"
    minutes: int
    asked: int
    on: date
    words: str
    reason: str | None = None
    """Why it is not as much as was asked, in the organiser's words."""
    can_spend: int | None = None
    community: int | None = None


@dataclass(frozen=True)
class HoursDeclined(Notice):
    """They are not credited. For whoever logged them."""

    kind: ClassVar[str] = "hours_declined"
    minutes: int
    on: date
    words: str
    reason: str


@dataclass(frozen=True)
class HoursWaiting(Notice):
    """Some wait for an organiser; a digest once a day. For those who organise."""

    kind: ClassVar[str] = "hours_waiting"
    community: int
    number: int
    days: int
    """Since when the oldest waits."""


@dataclass(frozen=True)
class HoursWaitLong(Notice):
    """Nobody has looked at some for two weeks. For the group."""

    kind: ClassVar[str] = "hours_wait_long"
    days: int
