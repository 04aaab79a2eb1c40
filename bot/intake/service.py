"""The inbox as others need it: settling inside their transactions, forgetting, counting."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.core.db import Tx
from bot.intake import store
from bot.intake.model import State
from bot.intake.store import settle

__all__ = ["KEPT", "figures", "forget", "has_heard", "settle"]

KEPT: Final = timedelta(days=3)
"""For so long the same update is known again; after it even a dead letter's text is gone."""


def forget(tx: Tx, bite: int) -> int:
    """Delete up to `bite` updates that were settled long enough ago; how many."""
    return store.purge(tx, tx.now - KEPT, bite)


def has_heard(tx: Tx, until: datetime) -> bool:
    """Whether every update that had arrived by then has had its effect."""
    oldest = store.oldest_waiting(tx)
    return oldest is None or oldest > until


def figures(tx: Tx) -> Mapping[str, float]:
    """What the operator watches: updates waiting, dead, and the age of the oldest that waits, in seconds."""
    counts, oldest = store.counts(tx), store.oldest_waiting(tx)
    age = (tx.now - oldest).total_seconds() if oldest else 0.0
    return {
        "inbox_waiting": float(counts.get(State.NEW, 0)),
        "inbox_dead": float(counts.get(State.DEAD, 0)),
        "inbox_oldest_seconds": max(0.0, age),
    }
