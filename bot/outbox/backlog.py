"""How much is due and still unsaid: for the operator to watch."""

from dataclasses import dataclass
from typing import Final

from bot.core.db import Tx
from bot.outbox.model import Urgency
from bot.outbox.store import backlog as store

MOST: Final = 100_000
"""Nobody needs to know how much more it is, and counting has an end."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """Messages of one urgency that could go out now."""

    number: int
    """Up to `MOST`."""
    oldest_seconds: float
    """For how long the oldest has been due; whatever is put off begins anew. 0: nothing is due."""


def backlogs(tx: Tx) -> dict[Urgency, Backlog]:
    """Of every urgency; without what waits for its hour, or is held back."""
    return {urgency: _backlog(tx, urgency) for urgency in Urgency}


def _backlog(tx: Tx, urgency: Urgency) -> Backlog:
    oldest = store.oldest(tx, urgency)
    if oldest is None:
        return Backlog(0, 0.0)
    return Backlog(store.number(tx, urgency, MOST), (tx.now - oldest).total_seconds())
