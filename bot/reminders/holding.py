"""What a quarantine holds back: for the operator to see, and to drop."""

from collections.abc import Mapping
from datetime import datetime

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.holding import Heap, Held
from bot.reminders import service, store
from bot.reminders.model import ReminderKey
from bot.reminders.service import Ring


def heap(tx: Tx, before: datetime, limit: int) -> Heap:
    """Reminders that were due before this moment."""
    rows = store.held(tx, before, limit)
    oldest = tuple(Held(row.kind, CommunityId(row.community_id), row.due_at) for row in rows)
    return Heap("reminders", store.count_held(tx, before), oldest)


def drop_one(tx: Tx, before: datetime, rings: Mapping[str, Ring]) -> bool:
    """Let the oldest one ring unheard; False: there is none.

    What it is about goes on as if it had rung (a pledge ends at its deadline), but nobody is told. Raises what its
    function raises.
    """
    for row in store.held(tx, before, 1):
        community = CommunityId(row.community_id)
        service.ring(tx, ReminderKey(community, row.id), rings)
        outbox.withdraw(tx, community, row.subject)
        return True
    return False
