"""The distance between requests that are on their way: pure, over explicit state, time given from outside.

When a request arrives is known only within limits: after it left, and before its answer was here. As long as each
takes about as long as the others that does not matter. When the way is blocked for a while (a busy machine, a lost
packet) and then free again, many arrive together; so one that takes longer than usual counts later by as much.
"""

from collections import deque
from dataclasses import dataclass

_STEP = 0.01  # seconds between two looks at a request that should have been answered by now
_REMEMBERED = 128  # trips from which one learns what is usual: their lower quartile, so that a jam does not count
_ENOUGH = 20  # before, no trip is expected to take any time


@dataclass(slots=True)
class Trip:
    """One request: when it left, and when its answer came (None: it is on its way). Seconds of a steady clock."""

    left_at: float
    back_at: float | None = None


class Traffic:
    """At most `limit` arrivals in any second, as far as one can know from here.

    `margin` seconds are the difference between trips that is taken for usual.
    """

    def __init__(self, limit: int, margin: float) -> None:
        self._limit = limit
        self._margin = margin
        self._span = 1.0 + margin
        self._trips: deque[Trip] = deque()
        self._took: deque[float] = deque(maxlen=_REMEMBERED)
        self._usual = 0.0

    def free_at(self, now: float) -> float:
        """When to look again; `now`: one more may leave."""
        while self._trips and self._arrived_by(self._trips[0], now) + self._span <= now:
            self._trips.popleft()
        arrivals = sorted(self._arrived_by(trip, now) for trip in self._trips)
        recent = [arrival for arrival in arrivals if arrival + self._span > now]
        if len(recent) < self._limit:
            return now
        return max(recent[-self._limit] + self._span, now + _STEP)

    def leave(self, now: float) -> Trip:
        """One more leaves."""
        trip = Trip(now)
        self._trips.append(trip)
        return trip

    def come_back(self, trip: Trip, now: float) -> None:
        """Its answer is here, or it never will be."""
        trip.back_at = now
        self._took.append(now - trip.left_at)
        if len(self._took) >= _ENOUGH:
            self._usual = sorted(self._took)[len(self._took) // 4]

    def _arrived_by(self, trip: Trip, now: float) -> float:
        """The latest moment at which it may have arrived, if the rest of its way was as usual."""
        latest = (now if trip.back_at is None else trip.back_at) - self._usual
        return latest if latest > trip.left_at + self._margin else trip.left_at
