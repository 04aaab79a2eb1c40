"""After a restore: what is held back, and what becomes of it. Whoever decides is the operator."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.db import Database, Tx
from bot.core.installation import installation_of, quarantine, release
from bot.outbox import holding as outbox
from bot.outbox.holding import Heap
from bot.reminders import holding as reminders
from bot.reminders.service import Ring

_LISTED = 100
"""Of each sort; all are counted."""


@dataclass(frozen=True, slots=True)
class Quarantine:
    """What was due before `since`, sort by sort."""

    since: datetime
    heaps: tuple[Heap, ...]


def hold_back(tx: Tx) -> None:
    """From now on hold back what is due, also what somebody was about to say when the copy was made."""
    outbox.take_over(tx)
    quarantine(tx)


async def held(db: Database) -> Quarantine | None:
    """What is held back; None: nothing ever is, there is no quarantine."""
    return await db.read(_held)


async def let_go(db: Database) -> bool:
    """From now on send what was held back, also by a bot that runs. False: there is no quarantine."""
    return await db.write(release)


async def drop(db: Database, rings: Mapping[str, Ring]) -> bool:
    """Send nothing of what was held back. False: there is no quarantine.

    One after the other, and the quarantine ends last: whatever interrupts it, calling it again finishes it.
    """
    found = await db.read(installation_of)
    if found.quarantined_at is None:
        return False
    while await db.write(reminders.drop_one, found.quarantined_at, rings):
        pass
    return await db.write(_drop, found.quarantined_at)


def _held(tx: Tx) -> Quarantine | None:
    since = installation_of(tx).quarantined_at
    if since is None:
        return None
    return Quarantine(since, (*outbox.heaps(tx, since, _LISTED), reminders.heap(tx, since, _LISTED)))


def _drop(tx: Tx, before: datetime) -> bool:
    outbox.drop(tx, before)
    return release(tx)
