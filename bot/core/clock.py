"""The only place that asks what time it is."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the present instant, aware and in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class MovableClock:
    """A clock that can be pushed.

    With `start` it stands still there until it is moved, which is what tests want; with `running` it ticks from
    `start` on. Without `start` it is the system's time and always ticks, which is what the demo wants.
    """

    def __init__(self, start: datetime | None = None, *, running: bool = False) -> None:
        self._running = running or start is None
        self._origin = datetime.now(UTC)
        self._shown = self._origin if start is None else _aware(start)

    def now(self) -> datetime:
        elapsed = datetime.now(UTC) - self._origin if self._running else timedelta()
        return self._shown + elapsed

    def move(self, by: timedelta) -> None:
        """Push the clock by `by`; a negative step is a clock that was set back."""
        self._shown += by

    def set(self, to: datetime) -> None:
        """Put the clock to `to`, from where it ticks on if it is a running one."""
        self._origin = datetime.now(UTC)
        self._shown = _aware(to)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC)
