"""Telegram's flood limits on the stand-in's clock: sliding windows, as strict as the published figures."""

import math
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.clock import Clock
from bot.sandbox.errors import ApiError
from bot.sandbox.world import Chat


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` in any `window`."""

    count: int
    window: timedelta


OVERALL = Limit(30, timedelta(seconds=1))
PRIVATE = Limit(3, timedelta(seconds=3))
"""One a second; a short burst of three is tolerated."""
GROUP = Limit(20, timedelta(minutes=1))

_CHATS_REMEMBERED = 10_000


class Flood:
    """Counts what the bot sends. `on=False` (load tests) counts nothing and refuses nothing.

    Overall and in groups edits count like messages; in a private chat only messages count for the chat's own limit.
    A chat that was refused stays refused until `retry_after` is over; calls made before that are counted in
    `early`, because a good bot makes none.
    """

    def __init__(self, clock: Clock, *, on: bool = True) -> None:
        self.on = on
        self.refused = 0
        self.early = 0
        self._clock = clock
        self._overall: deque[datetime] = deque(maxlen=OVERALL.count)
        self._chats: dict[int, deque[datetime]] = {}
        self._held: dict[int, datetime] = {}

    def admit(self, chat: Chat, *, edit: bool = False) -> None:
        """Counts one message or edit to `chat`. Raises the 429 of Telegram when that is one too many."""
        if not self.on and not self._held:
            return
        now = self._clock.now()
        self._refuse_while_held(chat.id, now)
        if not self.on:
            return
        windows = [(self._overall, OVERALL)]
        if chat.is_group or not edit:
            windows.append((self._window(chat), GROUP if chat.is_group else PRIVATE))
        for window, limit in windows:
            if len(window) == limit.count and now - window[0] < limit.window:
                raise self.hold(chat.id, window[0] + limit.window - now)
        for window, _ in windows:
            window.append(now)

    def hold(self, chat_id: int, wait: timedelta) -> ApiError:
        """Refuses everything to this chat for `wait` (rounded up to whole seconds). Returns the 429 to raise."""
        seconds = max(1, math.ceil(wait.total_seconds()))
        self._held[chat_id] = self._clock.now() + timedelta(seconds=seconds)
        self.refused += 1
        return too_many(seconds)

    def _refuse_while_held(self, chat_id: int, now: datetime) -> None:
        until = self._held.get(chat_id)
        if until is None:
            return
        if now >= until:
            del self._held[chat_id]
            return
        self.early += 1
        self.refused += 1
        raise too_many(max(1, math.ceil((until - now).total_seconds())))

    def _window(self, chat: Chat) -> deque[datetime]:
        window = self._chats.get(chat.id)
        if window is None:
            if len(self._chats) >= _CHATS_REMEMBERED:
                self._forget_old()
            window = self._chats[chat.id] = deque(maxlen=GROUP.count if chat.is_group else PRIVATE.count)
        return window

    def _forget_old(self) -> None:
        before = self._clock.now() - GROUP.window
        self._chats = {chat: window for chat, window in self._chats.items() if window and window[-1] > before}


def too_many(seconds: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
