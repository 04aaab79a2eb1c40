"""Clocks that can be pushed, and one that cannot."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.core.clock import MovableClock, SystemClock

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)


def test_a_clock_with_a_start_stands_still_until_it_is_moved() -> None:
    clock = MovableClock(NOON)
    assert clock.now() == clock.now() == NOON
    clock.move(timedelta(days=400))
    assert clock.now() == NOON + timedelta(days=400)
    clock.move(timedelta(days=-1))
    assert clock.now() == NOON + timedelta(days=399)
    clock.set(NOON)
    assert clock.now() == NOON


@pytest.mark.parametrize("clock", [MovableClock(), MovableClock(NOON, running=True), SystemClock()])
def test_the_others_tick(clock: MovableClock | SystemClock) -> None:
    first = clock.now()
    while clock.now() == first:
        pass
    assert clock.now() > first


def test_without_a_start_it_is_the_systems_time_plus_the_pushes() -> None:
    clock = MovableClock()
    assert abs(clock.now() - SystemClock().now()) < timedelta(seconds=5)
    clock.move(timedelta(days=3))
    assert abs(clock.now() - SystemClock().now() - timedelta(days=3)) < timedelta(seconds=5)


def test_everything_is_utc_and_nothing_is_naive() -> None:
    assert SystemClock().now().tzinfo is UTC
    assert MovableClock(NOON.astimezone(timezone(timedelta(hours=5, minutes=45)))).now().utcoffset() == timedelta()
    with pytest.raises(ValueError, match="time zone"):
        MovableClock(datetime(2026, 11, 27))  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        MovableClock(NOON).set(datetime(2026, 11, 27))  # noqa: DTZ001
