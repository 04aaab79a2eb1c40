"""The inbox as others need it: settling inside their transactions, forgetting, counting."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.core.db import Tx
from bot.intake import store
from bot.intake.store import settle

__all__ = ["KEPT", "Load", "forget", "has_heard", "load", "settle"]

KEPT: Final = timedelta(days=3)
"""For so long the same update is known again; after it even a dead letter's text is gone."""

MOST: Final = 100_000
"""Counting what waits has an end."""


def forget(tx: Tx, bite: int) -> int:
    """Delete up to `bite` updates that were settled long enough ago; how many."""
    return store.purge(tx, tx.now - KEPT, bite)


def has_heard(tx: Tx, until: datetime) -> bool:
    """Whether every update that had arrived by then has had its effect."""
    oldest = store.oldest_waiting(tx)
    return oldest is None or oldest > until


@dataclass(frozen=True, slots=True)
class Load:
    """What the operator watches: updates that wait and that were put aside (up to `MOST`), and for how long the oldest
    has been waiting (0: none is)."""

    waiting: int
    dead: int
    oldest_seconds: float


def load(tx: Tx) -> Load:
    """The inbox as it is now."""
    oldest = store.oldest_waiting(tx)
    age = (tx.now - oldest).total_seconds() if oldest else 0.0
    return Load(store.number_waiting(tx, MOST), store.number_dead(tx, MOST), max(0.0, age))
