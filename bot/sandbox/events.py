"""What just happened, as a numbered stream for the chat page; bounded, and nearly free when nobody looks."""

import asyncio
from collections import deque

from bot.sandbox.world import Json

_REMEMBERED = 5_000


class Events:
    """The last 5,000 events. `seq` is the number of the newest one (0: none yet)."""

    def __init__(self) -> None:
        self.seq = 0
        self._recent: deque[Json] = deque(maxlen=_REMEMBERED)
        self._news = asyncio.Event()

    def add(self, kind: str, **facts: object) -> None:
        """Records one event; facts that are None are left out."""
        self.seq += 1
        event: Json = {"seq": self.seq, "kind": kind}
        event.update((name, value) for name, value in facts.items() if value is not None)
        self._recent.append(event)
        self._news.set()

    def since(self, seq: int) -> list[Json]:
        """Events numbered above `seq`, oldest first, as far as they are remembered."""
        missing = min(self.seq - seq, len(self._recent))
        return [self._recent[index] for index in range(-missing, 0)] if missing > 0 else []

    async def wait(self, seq: int) -> None:
        """Returns when there is an event above `seq`."""
        while self.seq <= seq:
            if self._news.is_set():
                self._news = asyncio.Event()
            await self._news.wait()
