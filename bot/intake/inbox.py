"""Taking updates in: stored and committed first, then handed to the queues."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.core import points
from bot.core.db import Database, Tx
from bot.core.outage import CommitUnknown, Outage
from bot.intake import store
from bot.intake.model import Letter, letter_from
from bot.intake.queues import Queues

log = logging.getLogger(__name__)

ROOM = 2_000
"""Updates that may wait in memory. Beyond it Telegram keeps them for us."""

STRANDED_AFTER: Final = timedelta(minutes=1)
"""So long after its arrival an update that our queues do not hold is taken for one that nobody works: the process that
stored it is gone, or never learned that its COMMIT had succeeded. Should somebody work it after all, the inbox's row
lets it act once."""

_SAY_SO_EVERY: Final = timedelta(minutes=1)


class Inbox:
    """The one way in, for polling and webhook alike."""

    def __init__(self, db: Database, queues: Queues, *, room: int = ROOM) -> None:
        self._db = db
        self._queues = queues
        self._room = room
        self._left_out = 0
        self._said_so_at: datetime | None = None

    @property
    def full(self) -> bool:
        """Whether so much is waiting that Telegram should keep the rest for a while."""
        return self._queues.waiting > self._room

    async def has_room(self) -> None:
        """Wait until no more than `room` updates are waiting."""
        await self._queues.at_most(self._room)

    async def take(self, updates: Sequence[object]) -> int:
        """Store what is new of these, in one transaction, and set the queues to work; gives back how many were new.

        When this returns, the updates are on disk and Telegram may forget them. Raises Outage: nothing was stored.
        """
        now = self._db.clock.now()
        letters = [letter for data in updates if (letter := letter_from(data, now)) is not None]
        if len(letters) < len(updates):
            log.error("%d updates without a usable update_id were left out", len(updates) - len(letters))
        new = await self._stored(letters)
        points.reach("inbox.after_commit")
        await self._hand_on(new)
        return len(new)

    async def pick_up(self, bite: int) -> int:
        """Hand in up to `bite` updates that have been stranded; gives back how many."""
        if self.full:
            return 0
        old = await self._db.read(store.waiting_numbers, self._db.clock.now() - STRANDED_AFTER)
        stranded = [number for number in old if not self._queues.holds(number)][:bite]
        if not stranded:
            return 0
        log.warning("%d updates that nobody worked are taken up again", len(stranded))
        return await self._hand_in(stranded)

    async def resume(self) -> int:
        """Hand in what an earlier run of this program stored and did not finish; gives back how many."""
        letters = await self._db.read(store.waiting)
        await self._hand_on(letters)
        if letters:
            log.info("%d updates from before the start are being worked", len(letters))
        return len(letters)

    async def _stored(self, letters: Sequence[Letter]) -> list[Letter]:
        try:
            return await self._db.write(_store, letters)
        except CommitUnknown:
            # Telegram brings them again, but then they are no news: what is stored has to be handed in here.
            await self._hand_in([letter.update_id for letter in letters])
            raise

    async def _hand_in(self, numbers: Sequence[int]) -> int:
        letters = await self._db.read(store.still_new, numbers)
        await self._hand_on(letters)
        return len(letters)

    async def _hand_on(self, letters: Sequence[Letter]) -> None:
        """To the queues. What is too much of one person is settled without an answer: an outage here strands it, and
        `pick_up` comes back to it."""
        if not (too_much := self._queues.add(letters)):
            return
        try:
            await self._db.write(_leave_unanswered, too_much)
        except Outage:
            return
        self._left_out += len(too_much)
        now = self._db.clock.now()
        if self._said_so_at is None or now - self._said_so_at >= _SAY_SO_EVERY:
            log.warning("%d updates by people who flood us were left unanswered", self._left_out)
            self._said_so_at, self._left_out = now, 0


def _leave_unanswered(tx: Tx, letters: Sequence[Letter]) -> None:
    for letter in letters:
        store.settle(tx, letter.update_id)


def _store(tx: Tx, letters: Sequence[Letter]) -> list[Letter]:
    new = store.add(tx, letters)
    points.reach("inbox.before_commit")
    return new
