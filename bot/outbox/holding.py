"""What a quarantine holds back: for the operator to see, and to drop."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.core.db import Tx
from bot.outbox.model import Held
from bot.outbox.store import held as store


@dataclass(frozen=True, slots=True)
class Heap:
    """Things of one sort that are held back: all are counted, the oldest are listed."""

    sort: str
    number: int
    oldest: tuple[Held, ...]


def heaps(tx: Tx, before: datetime, limit: int) -> Iterator[Heap]:
    """What was to be said before this moment: messages, notices whose recipients are still to be found, cards."""
    yield Heap("messages", *store.due_deliveries(tx, before, limit))
    yield Heap("broadcasts", *store.unfinished_notices(tx, before, limit))
    yield Heap("cards", *store.due_cards(tx, before, limit))


def take_over(tx: Tx) -> None:
    """Whatever somebody was about to say is due again, since the moment it was: they are not there any more."""
    store.take_over(tx)


def drop(tx: Tx, before: datetime) -> None:
    """Never say what was to be said before this moment. A card is drawn again when something happens to it."""
    store.drop(tx, before)
