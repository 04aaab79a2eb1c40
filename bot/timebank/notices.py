"""Facts about hours that somebody is owed."""

from dataclasses import dataclass
from typing import ClassVar

from bot.outbox.model import Notice


@dataclass(frozen=True)
class HoursReceived(Notice):
    """A neighbour has given them hours for their help. For whoever helped."""

    kind: ClassVar[str] = "hours_received"
    name: str
    minutes: int
    words: str | None = None
    can_spend: int | None = None
    """Minutes, after this; None: any amount."""
    beyond: int | None = None
    """The community's soft ceiling in minutes, where they are above it now."""
    community: int | None = None
    """For the button to their balance there."""
