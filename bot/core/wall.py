"""Wall time: what the clock on somebody's wall shows, and the instant that is."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_WRITTEN = re.compile(r"(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9])(?: +(?P<zone>\S+))?", re.ASCII)
_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


def local_moment(day: date, at: time, zone: str) -> datetime:
    """The UTC instant at which a wall clock in `zone` (an IANA name) shows `at` on `day`.

    A time that the spring gap leaves out is the first moment after the gap; one that happens twice in autumn is the
    first of the two. Raises ZoneInfoNotFoundError for an unknown zone.
    """
    there = ZoneInfo(zone)
    wall = datetime.combine(day, at.replace(tzinfo=None, fold=0), there)
    instant = wall.astimezone(UTC)
    if instant.astimezone(there).replace(tzinfo=None, fold=0) == wall.replace(tzinfo=None):
        return instant
    return _first_moment_after_gap(instant, there)


def wall_time(written: str) -> tuple[time, str]:
    """What "03:30 Europe/London" says: a time, and the zone of its wall; "03:30" alone is in UTC. Raises ValueError."""
    found = _WRITTEN.fullmatch(written.strip())
    if not found:
        raise ValueError(f"not a wall time: {written}")
    zone = found["zone"] or "UTC"
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, OSError):
        raise ValueError(f"not a time zone: {zone}") from None
    return time(int(found["hour"]), int(found["minute"])), zone


def _first_moment_after_gap(near: datetime, there: ZoneInfo) -> datetime:
    """The change of offset within a day of `near`, found by halving, to the second."""
    before, after = near - _DAY, near + _DAY
    old = before.astimezone(there).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) / 2
        if middle.astimezone(there).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
