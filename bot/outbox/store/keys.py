"""Which row, and what becomes of it."""

from dataclasses import dataclass
from datetime import datetime

from bot.communities.model import CommunityId, PersonId
from bot.outbox.model import Delivery, Reason


@dataclass(frozen=True, slots=True)
class DeliveryKey:
    """Which row of `deliveries`."""

    community: CommunityId
    notice: int
    person: PersonId

    def values(self) -> dict[str, int]:
        """As the statements call them."""
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


def key_of(delivery: Delivery) -> DeliveryKey:
    """The row of a delivery."""
    return DeliveryKey(delivery.community, delivery.notice_id, delivery.person)
