"""What a quarantine holds back: for the operator to see, and to drop."""

from collections.abc import Mapping
from datetime import datetime

from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.holding import Heap
from bot.outbox.model import Held
from bot.reminders import service, store
from bot.reminders.model import ReminderKey
from bot.reminders.service import Ring


def heap(tx: Tx, before: datetime, limit: int) -> Heap:
    """Reminders that were due before this moment."""
    oldest = tuple(Held(each.kind, each.community, each.due_at) for each in store.held(tx, before, limit))
    return Heap("reminders", store.count_held(tx, before), oldest)


def drop_one(tx: Tx, before: datetime, rings: Mapping[str, Ring]) -> bool:
    """Let the oldest one ring unheard; False: there is none.

    What it is about goes on as if it had rung (a pledge ends at its deadline), but nobody is told. Raises what its
    function raises.
    """
    for oldest in store.held(tx, before, 1):
        service.ring(tx, ReminderKey(oldest.community, oldest.id), rings)
        outbox.withdraw(tx, oldest.community, oldest.subject)
        return True
    return False
