"""How fast we may speak to Telegram: pure rules over explicit state, time given from outside.

All times are seconds since 1970 as floats. The limits are Telegram's (documentation, "Broadcasting to users"): 30
messages a second for the bot, one a second for a private chat, 20 a minute for a group. Nothing here waits;
`delivery.turnstile` does.
"""

from collections import deque
from dataclasses import dataclass
from enum import IntEnum

from bot.outbox.model import Urgency


class Lane(IntEnum):
    """Who asks for a turn; a smaller number goes first and is stopped by fewer rules."""

    ALERT = 0
    """Only Telegram's own limits stop it."""
    PEOPLE = 1
    """Answers to somebody who is there, waiting."""
    BULK = 2
    """Reminders and news: evenly paced, and it leaves room to the others."""
    CARD = 3
    """Edits of live messages: an edit that comes later shows more."""


_CHATS_REMEMBERED = 4_096  # then those at rest are forgotten

_CAUGHT_UP = 4  # events by which an even flow may lag behind and make up for it
_REST = 1.0  # seconds
_ROUNDING = 1e-5  # seconds; adding up moments as large as these is not exact

_LANES = {
    Urgency.LIFE_CORRECTION: Lane.ALERT,
    Urgency.LIFE: Lane.ALERT,
    Urgency.URGENT: Lane.ALERT,
    Urgency.ANSWER: Lane.PEOPLE,
}


def lane_of(urgency: Urgency) -> Lane:
    """The lane in which a delivery of this urgency travels."""
    return _LANES.get(urgency, Lane.BULK)


@dataclass(frozen=True, slots=True)
class Limits:
    """What Telegram allows, and the margins we keep."""

    per_second: int = 30
    """Messages of the whole bot in any one second; 3 or more."""
    left_to_people: int = 5
    """Of these, what bulk leaves free while people are tapping."""
    tapping_seconds: float = 2.0
    """For how long after an answer people count as tapping."""
    private_gap: float = 1.0
    """Seconds between two messages to one private chat, in the long run."""
    private_burst: int = 3
    """Messages that may go to one private chat in `private_burst` gaps, as answers even at once: Telegram tolerates
    short bursts."""
    group_per_minute: int = 20
    left_to_alerts: int = 2
    """Of these, what everything else leaves to alerts."""
    left_in_group: int = 5
    """Of these, what cards leave to messages."""
    margin: float = 0.02
    """Seconds by which a window is longer than Telegram's: what the way to the server may differ between two calls."""
    pace: float = 0.98
    """The share of `per_second` at which bulk flows evenly; the rest is what `margin` takes."""
    bulk_burst: int = 15
    """Bulk messages that may go at once after a rest: a small circle need not wait at all."""
    chats_held_at_once: int = 3
    """So many chats under a 429 at the same time are a sign that the whole bot is too fast: bulk is held."""


class Window:
    """At most `limit` events in any `span` seconds, exactly: it remembers the last `limit` of them."""

    __slots__ = ("_span", "_taken")

    def __init__(self, limit: int, span: float) -> None:
        self._taken: deque[float] = deque(maxlen=limit)
        self._span = span

    def free_at(self, now: float, spare: int = 0) -> float:
        """The first moment, `now` or later, at which one more fits while `spare` places stay free."""
        self._forget_future(now)
        allowed = max(1, (self._taken.maxlen or 1) - spare)
        if len(self._taken) < allowed:
            return now
        return max(now, self._taken[-allowed] + self._span)

    def take(self, now: float) -> None:
        """Count one event, whether or not it was free."""
        self._forget_future(now)
        self._taken.append(max(now, self._taken[-1]) if self._taken else now)

    def idle(self, now: float) -> bool:
        """True when forgetting this window changes nothing."""
        self._forget_future(now)
        return not self._taken or self._taken[-1] + self._span <= now

    @property
    def last(self) -> float:
        """When the last event was; minus infinity: never."""
        return self._taken[-1] if self._taken else float("-inf")

    def _forget_future(self, now: float) -> None:
        """A clock that was set back must not stop us until it has caught up."""
        if self._taken and self._taken[-1] > now + self._span:
            self._taken.clear()


class Pace:
    """An even flow: one event each `gap` seconds; after a second's rest `burst` of them may go at once.

    While it flows only a little is caught up after a late wake-up. A burst would come back second after second, and
    what takes a different time on the way to the server would press it over the limit.
    """

    __slots__ = ("_beat", "_burst", "_gap", "_last", "_left")

    def __init__(self, gap: float, burst: int) -> None:
        self._gap = gap
        self._burst = burst
        self._left = 0  # of the burst
        self._beat = float("-inf")  # the moment of the next event in an even flow
        self._last = float("-inf")

    def free_at(self, now: float) -> float:
        """The first moment, `now` or later, at which one more fits."""
        if self._left > 0 or self._rested(now):
            return now
        return self._beat if self._beat > now + _ROUNDING else now

    def take(self, now: float) -> None:
        """Count one event, whether or not it was free."""
        if self._rested(now):
            self._left = self._burst
        if self._left > 0:
            self._left -= 1
            self._beat = now + self._gap
        else:
            self._beat = max(self._beat, now - self._gap * _CAUGHT_UP) + self._gap
        self._last = now

    def _rested(self, now: float) -> bool:
        """Also after a clock was set back: it must not stop us until it has caught up."""
        return not self._last <= now <= self._last + _REST


class Hold:
    """Nothing for so many seconds. When the clock was set back they count anew from the next look: it must not stop us
    until it has caught up."""

    __slots__ = ("_length", "_until")

    def __init__(self) -> None:
        self._until = float("-inf")
        self._length = 0.0

    def free_at(self, now: float) -> float:
        """The first moment, `now` or later, at which it is over."""
        self._until = min(self._until, now + self._length)
        return max(now, self._until)

    def extend(self, seconds: float, now: float) -> None:
        """Hold for at least so long from now on."""
        self._until = max(self.free_at(now), now + seconds)
        self._length = self._until - now

    def lasts(self, now: float) -> bool:
        return self.free_at(now) > now


class Throttle:
    """When the next message to a chat may go. Ask with `free_at`; when the answer is now, `take` it and send."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        limit = self.limits
        self._all = Window(limit.per_second, 1.0 + limit.margin)
        self._pace = Pace(1.0 / (limit.per_second * limit.pace), min(limit.bulk_burst, limit.per_second))
        self._chats: dict[int, Window] = {}
        self._held: dict[int, Hold] = {}
        self._bulk_held = Hold()
        self._tapping = Hold()

    def free_at(self, chat: int, lane: Lane, now: float, *, edit: bool = False) -> float:
        """The first moment at which `lane` may say something in `chat`, as things stand; `now`: at once.

        An edit in a private chat does not count as a message there.
        """
        return max(self._chat_free_at(chat, lane, now, edit), self._bot_free_at(lane, now))

    def take(self, chat: int, lane: Lane, now: float, *, edit: bool = False) -> None:
        """Something is said in `chat` now."""
        self._all.take(now)
        if lane >= Lane.BULK:
            self._pace.take(now)
        elif lane is Lane.PEOPLE:
            self._tapping.extend(self.limits.tapping_seconds, now)
        if chat < 0 or not edit:
            self._window(chat, now).take(now)

    def hold(self, chat: int, seconds: float, now: float) -> None:
        """A 429: nothing goes to `chat` for so long; with several chats held at once bulk rests as well."""
        self._held = {each: held for each, held in self._held.items() if held.lasts(now)}
        self._held.setdefault(chat, Hold()).extend(seconds, now)
        if len(self._held) >= self.limits.chats_held_at_once:
            self._bulk_held.extend(seconds, now)

    def _bot_free_at(self, lane: Lane, now: float) -> float:
        if lane < Lane.BULK:
            return self._all.free_at(now)
        spare = self.limits.left_to_people if self._tapping.lasts(now) else 0
        return max(self._all.free_at(now, spare), self._pace.free_at(now), self._bulk_held.free_at(now))

    def _chat_free_at(self, chat: int, lane: Lane, now: float, edit: bool) -> float:
        held = self._held[chat].free_at(now) if chat in self._held else now
        window = self._chats.get(chat)
        if window is None or (chat > 0 and edit):
            return held
        free = max(held, window.free_at(now, self._spare(chat, lane)))
        if chat > 0 and lane >= Lane.BULK and window.last <= now:
            return max(free, window.last + self.limits.private_gap + self.limits.margin)
        return free

    def _spare(self, chat: int, lane: Lane) -> int:
        if chat > 0 or lane is Lane.ALERT:
            return 0
        return self.limits.left_in_group if lane is Lane.CARD else self.limits.left_to_alerts

    def _window(self, chat: int, now: float) -> Window:
        window = self._chats.get(chat)
        if window is None:
            if len(self._chats) >= _CHATS_REMEMBERED:
                self._chats = {each: used for each, used in self._chats.items() if not used.idle(now)}
            limit = self.limits
            private = (limit.private_burst, limit.private_burst * limit.private_gap)
            count, span = private if chat > 0 else (limit.group_per_minute, 60.0)
            window = self._chats[chat] = Window(count, span + limit.margin)
        return window
