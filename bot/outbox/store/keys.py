"""Which row, and what becomes of it."""

from dataclasses import dataclass
from datetime import datetime

from bot.communities.model import CommunityId
from bot.core.statement import Row
from bot.outbox.model import Reason


@dataclass(frozen=True, slots=True)
class DeliveryKey:
    """Which row of `deliveries`."""

    community: int
    notice: int
    person: int

    def values(self) -> dict[str, int]:
        return {"community": self.community, "notice": self.notice, "person": self.person}


@dataclass(frozen=True, slots=True)
class NoticeKey:
    """Which row of `notices`."""

    community: CommunityId
    notice: int


@dataclass(frozen=True, slots=True)
class Again:
    """When and after what a delivery is tried again."""

    due_at: datetime
    reason: Reason
    attempts: int
    repeats: int


def key_of(row: Row) -> DeliveryKey:
    """The key of a row that has the key's columns."""
    return DeliveryKey(row.community_id, row.notice_id, row.person_id)
