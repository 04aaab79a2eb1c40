"""What a quarantine holds back: for the operator to see, and to drop."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.core.statement import Row
from bot.outbox.store import held as store


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that is held back, without a word of what anybody wrote."""

    kind: str
    community: CommunityId
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Heap:
    """Things of one sort that are held back: all are counted, the oldest are listed."""

    sort: str
    number: int
    oldest: tuple[Held, ...]


def heaps(tx: Tx, before: datetime, limit: int) -> Iterator[Heap]:
    """What was to be said before this moment: messages, notices whose recipients are still to be found, cards."""
    yield _heap("messages", store.due_deliveries(tx, before, limit))
    yield _heap("broadcasts", store.unfinished_notices(tx, before, limit))
    yield _heap("cards", store.due_cards(tx, before, limit))


def take_over(tx: Tx) -> None:
    """Whatever somebody was about to say is due again, since the moment it was: they are not there any more."""
    store.take_over(tx)


def drop(tx: Tx, before: datetime) -> None:
    """Never say what was to be said before this moment. A card is drawn again when something happens to it."""
    store.drop(tx, before)


def _heap(sort: str, found: tuple[int, list[Row]]) -> Heap:
    number, rows = found
    return Heap(sort, number, tuple(Held(row.kind, CommunityId(row.community_id), row.due_at) for row in rows))
