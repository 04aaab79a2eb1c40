"""Where everything that speaks to Telegram waits for its turn: the throttle's rules over the event loop's time."""

import asyncio
import heapq
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.core.clock import Clock
from bot.outbox.throttle import Lane, Throttle
from bot.outbox.traffic import Traffic

_GLANCE = 0.25  # seconds between two looks when only chats, not the bot, are at their limit


@dataclass(order=True, slots=True)
class _Waiting:
    lane: Lane
    number: int
    chat: int = field(compare=False)
    edit: bool = field(compare=False)
    until: float = field(compare=False)
    turn: "asyncio.Future[float]" = field(compare=False)


class Turnstile:
    """Lets callers through as fast as the throttle allows, by lane, then in the order in which they came.

    There are two gates. `enter` decides whose turn it is; what has to be looked up before the words go out takes a
    different time for each, so `out`, around the call itself, keeps the distance once more.
    """

    def __init__(self, throttle: Throttle, clock: Clock) -> None:
        self.throttle = throttle
        self._clock = clock
        self._traffic = Traffic(throttle.limits.per_second, throttle.limits.margin)
        self._door = asyncio.Lock()
        self._waiting: list[_Waiting] = []
        self._number = 0
        self._timer: asyncio.TimerHandle | None = None

    def now(self) -> float:
        """The clock's time in seconds, as the throttle counts it."""
        return self._clock.now().timestamp()

    async def enter(self, chat: int, lane: Lane, *, edit: bool = False, patience: float = 0.0) -> float:
        """Wait for the turn to say something in `chat`, or to edit it, at most `patience` seconds.

        0.0: the turn is taken, send now. Otherwise nothing was taken: come back after so many seconds.
        """
        now = self.now()
        if not self._is_overtaken(lane):
            wait = self.throttle.free_at(chat, lane, now, edit=edit) - now
            if wait <= 0:
                self.throttle.take(chat, lane, now, edit=edit)
                return 0.0
            if wait > patience:
                return wait
        elif patience <= 0:
            return _GLANCE
        return await self._wait(_Waiting(lane, self._next_number(), chat, edit, now + patience, _future()))

    @asynccontextmanager
    async def out(self) -> AsyncIterator[None]:
        """Around a call that counts: waits, hardly ever longer than a moment, until one more may leave."""
        loop = asyncio.get_running_loop()
        async with self._door:
            while (wait := self._traffic.free_at(now := loop.time()) - now) > 0:  # noqa: ASYNC110  time passes
                await asyncio.sleep(wait)
            trip = self._traffic.leave(loop.time())
        try:
            yield
        finally:
            self._traffic.come_back(trip, loop.time())

    def hold(self, chat: int, seconds: float) -> None:
        """Telegram said 429 for this chat."""
        self.throttle.hold(chat, seconds, self.now())

    def _is_overtaken(self, lane: Lane) -> bool:
        """Somebody in the same or a more urgent lane waits already."""
        return bool(self._waiting) and self._waiting[0].lane <= lane

    def _next_number(self) -> int:
        self._number += 1
        return self._number

    async def _wait(self, waiting: _Waiting) -> float:
        heapq.heappush(self._waiting, waiting)
        self._look()
        try:
            return await waiting.turn
        finally:
            if waiting in self._waiting:  # cancelled
                self._waiting.remove(waiting)
                heapq.heapify(self._waiting)

    def _look(self) -> None:
        """Let through whoever may pass now, send away whose patience would not last, and look again in time."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        now = self.now()
        kept: list[_Waiting] = []
        soonest = now + _GLANCE
        while self._waiting:
            waiting = heapq.heappop(self._waiting)
            if waiting.turn.done():
                continue
            free = self.throttle.free_at(waiting.chat, waiting.lane, now, edit=waiting.edit)
            if free <= now:
                self.throttle.take(waiting.chat, waiting.lane, now, edit=waiting.edit)
                waiting.turn.set_result(0.0)
            elif free > waiting.until:
                waiting.turn.set_result(free - now)
            else:
                kept.append(waiting)
                soonest = min(soonest, free)
        self._waiting = kept  # popped in order, so it is a heap already
        if kept:
            self._timer = asyncio.get_running_loop().call_later(max(0.0, soonest - now), self._look)


def _future() -> "asyncio.Future[float]":
    return asyncio.get_running_loop().create_future()
