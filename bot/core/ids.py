"""Row ids that need no round trip, sort by time and stay unique over several workers."""

from datetime import UTC, datetime
from threading import Lock

_EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
_WORKER_BITS = 10
_SEQUENCE_BITS = 12
WORKERS = 1 << _WORKER_BITS


class Ids:
    """Gives out 63-bit numbers: 41 bits of milliseconds since 2024, 10 of the worker, 12 of sequence.

    Each is greater than the one before, also when the clock is set back or more than 4,096 are drawn in a
    millisecond: then the numbers run ahead of the clock.
    """

    def __init__(self, worker: int) -> None:
        assert 0 <= worker < WORKERS
        self._worker = worker << _SEQUENCE_BITS
        self._last = 0
        self._lock = Lock()

    def new(self, now: datetime) -> int:
        """The next id at `now`. Safe to call from several threads."""
        tick = int((now - _EPOCH).total_seconds() * 1000) << _SEQUENCE_BITS
        with self._lock:
            self._last = max(self._last + 1, tick)
            milliseconds, sequence = divmod(self._last, 1 << _SEQUENCE_BITS)
        return milliseconds << (_WORKER_BITS + _SEQUENCE_BITS) | self._worker | sequence
