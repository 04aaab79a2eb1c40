"""What a reminder is: something that rings once, at a moment, and then has an effect."""

from dataclasses import dataclass
from datetime import datetime

from bot.communities.model import CommunityId, PersonId


@dataclass(frozen=True, slots=True)
class Reminder:
    community: CommunityId
    id: int
    kind: str
    """Which function it calls ("pledge_deadline")."""
    subject: str
    """What it is about ("pledge:7")."""
    key: str
    """Unique within the community: the same key never rings twice."""
    due_at: datetime
    person: PersonId | None
    attempts: int
    """How often it failed before."""


class NotYet(Exception):  # noqa: N818  a signal, not an error
    """It is time, but something has to come first: the reminder is put off for a moment and tried again."""


@dataclass(frozen=True, slots=True)
class ReminderKey:
    """Which row."""

    community: CommunityId
    id: int
