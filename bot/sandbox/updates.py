"""The queue of updates: what the bot has not confirmed yet, for as long as Telegram keeps it."""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bot.core.clock import Clock
from bot.sandbox.errors import ApiError
from bot.sandbox.kinds import DEFAULT
from bot.sandbox.world import Json

KEPT = timedelta(hours=24)
CALLBACK_KEPT = timedelta(seconds=150)
LONGEST_POLL = 50
HASTE = timedelta(seconds=0.5)
"""Whoever asks again with the same offset within this time gets one update at most."""
_IDLE = timedelta(days=7)
_WAITING = 100_000
_ENCODER = json.JSONEncoder(separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Waiting:
    """One unconfirmed update; `queue` names the one in which a webhook delivers it: a chat's, or a presser's."""

    id: int
    body: bytes
    expires: datetime
    queue: str


class Updates:
    """Numbered, expiring, confirmed by offset. At most 100,000 wait; beyond that the oldest are dropped."""

    def __init__(self, clock: Clock, random: Random) -> None:
        self._clock = clock
        self._random = random
        self._queue: deque[Waiting] = deque()
        self._next_id = random.randrange(100_000_000, 900_000_000)
        self._last_push = clock.now()
        self._arrived = asyncio.Event()
        self._poller = 0
        self._asked: tuple[int, datetime] | None = None
        self.allowed: frozenset[str] = DEFAULT
        self.webhook_set = False
        self.on_push: Callable[[Waiting], None] | None = None
        self._newest: tuple[str, Json, str] | None = None

    def __len__(self) -> int:
        self._drop_expired()
        return len(self._queue)

    def push(self, kind: str, payload: Json, queue: str) -> None:
        """Queues an update, unless the bot did not ask for this kind of update."""
        if kind not in self.allowed:
            return
        self._newest = (kind, payload, queue)
        now = self._clock.now()
        if now - self._last_push >= _IDLE:
            self._next_id = self._random.randrange(100_000_000, 900_000_000)
        self._last_push = now
        number = self._next_id
        self._next_id += 1
        kept = CALLBACK_KEPT if kind == "callback_query" else KEPT
        body = _ENCODER.encode({"update_id": number, kind: payload}).encode()
        self._add(Waiting(number, body, now + kept, queue))

    def repeat_newest(self) -> None:
        """Queues the newest update once more under a new number, as a faulty server does."""
        if self._newest is not None:
            self.push(*self._newest)

    def swap_newest(self) -> None:
        """Exchanges the two newest waiting updates: they come in the wrong order, under rising numbers."""
        later, earlier = self._queue.pop(), self._queue.pop()
        first, second = (json.loads(one.body) for one in (later, earlier))
        first["update_id"], second["update_id"] = earlier.id, later.id
        for number, old, update in ((earlier.id, later, first), (later.id, earlier, second)):
            self._queue.append(Waiting(number, _ENCODER.encode(update).encode(), old.expires, old.queue))

    def _add(self, waiting: Waiting) -> None:
        if len(self._queue) >= _WAITING:
            self._queue.popleft()
        self._queue.append(waiting)
        self._arrived.set()
        if self.on_push is not None:
            self.on_push(waiting)

    def pending(self) -> list[Waiting]:
        """All unconfirmed updates, oldest first."""
        self._drop_expired()
        return list(self._queue)

    def remove(self, waiting: Waiting) -> None:
        """Takes one update out (a webhook confirmed it, or gave up)."""
        if waiting in self._queue:
            self._queue.remove(waiting)

    def clear(self) -> None:
        self._queue.clear()

    async def get(self, offset: int, limit: int, seconds: int) -> bytes:
        """The JSON array for getUpdates; confirms everything below `offset`; waits up to `seconds` (real ones).

        Raises 409 while a webhook is set, and for the earlier of two pollers.
        """
        self._refuse_webhook()
        limit = 1 if self._asks_in_haste(offset) else limit
        self._poller += 1
        mine = self._poller
        self._confirm(offset)
        if seconds > 0 and not len(self):
            await self._wait(min(seconds, LONGEST_POLL), mine)
        return b"[" + b",".join(waiting.body for waiting in self.pending()[:limit]) + b"]"

    def _asks_in_haste(self, offset: int) -> bool:
        now, before = self._clock.now(), self._asked
        self._asked = (offset, now)
        return before is not None and before[0] == offset and timedelta() <= now - before[1] < HASTE

    def _refuse_webhook(self) -> None:
        if self.webhook_set:
            raise conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )

    def _confirm(self, offset: int) -> None:
        """A negative offset keeps only that many from the end and forgets the rest."""
        self._drop_expired()
        if offset < 0:
            while len(self._queue) > -offset:
                self._queue.popleft()
        elif offset > 0:
            while self._queue and self._queue[0].id < offset:
                self._queue.popleft()

    async def _wait(self, seconds: float, mine: int) -> None:
        ending = asyncio.get_running_loop().time() + seconds
        previous, self._arrived = self._arrived, asyncio.Event()
        previous.set()  # an earlier poller wakes and sees that it was replaced
        while not len(self):
            arrived = self._arrived
            remaining = ending - asyncio.get_running_loop().time()
            try:
                async with asyncio.timeout(remaining):  # wait_for may swallow a cancellation (until Python 3.12)
                    await arrived.wait()
            except TimeoutError:
                return
            self._refuse_replaced(mine)
            if arrived is self._arrived:
                arrived.clear()

    def _refuse_replaced(self, mine: int) -> None:
        self._refuse_webhook()
        if mine != self._poller:
            raise conflict("terminated by other getUpdates request; make sure that only one bot instance is running")

    def interrupt(self) -> None:
        """Wakes the poller: a webhook was set."""
        self._arrived.set()

    def _drop_expired(self) -> None:
        """A press lives shorter than a message, so that expired ones can stand behind living ones."""
        if not self._queue:
            return
        now = self._clock.now()
        if any(waiting.expires <= now for waiting in self._queue):
            self._queue = deque(waiting for waiting in self._queue if waiting.expires > now)


def conflict(reason: str) -> ApiError:
    return ApiError(409, f"Conflict: {reason}")
