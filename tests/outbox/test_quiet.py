"""Quiet hours, and wall time on the nights on which it changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.communities.model import QuietHours
from bot.core.wall import local_moment
from bot.outbox.model import Urgency
from bot.outbox.quiet import is_patient, may_ring_at

LONDON = QuietHours(22 * 60, 8 * 60, "Europe/London")
ZONES = ("Europe/Berlin", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "rings"),
    [
        ("2026-11-27 21:59", "2026-11-27 21:59"),
        ("2026-11-27 22:00", "2026-11-28 08:00"),
        ("2026-11-28 00:00", "2026-11-28 08:00"),
        ("2026-11-28 07:59", "2026-11-28 08:00"),
        ("2026-11-28 08:00", "2026-11-28 08:00"),
        ("2026-11-28 12:00", "2026-11-28 12:00"),
        ("2026-07-01 21:00", "2026-07-02 07:00"),
        ("2027-03-27 23:00", "2027-03-28 07:00"),
        ("2026-10-24 22:30", "2026-10-25 08:00"),
    ],
)
def test_what_can_wait_rings_at_the_end_of_the_quiet_hours(moment: str, rings: str) -> None:
    assert may_ring_at(utc(moment), LONDON) == utc(rings)


def test_quiet_hours_within_one_day() -> None:
    siesta = QuietHours(13 * 60, 15 * 60, "UTC")
    assert may_ring_at(utc("2026-11-27 12:59"), siesta) == utc("2026-11-27 12:59")
    assert may_ring_at(utc("2026-11-27 13:00"), siesta) == utc("2026-11-27 15:00")
    assert may_ring_at(utc("2026-11-27 15:00"), siesta) == utc("2026-11-27 15:00")


def test_equal_ends_mean_no_quiet_hours() -> None:
    moment = utc("2026-11-27 03:00")
    assert may_ring_at(moment, QuietHours(0, 0, "UTC")) == moment


def test_only_reminders_and_news_wait() -> None:
    assert [urgency for urgency in Urgency if is_patient(urgency)] == [Urgency.REMINDER, Urgency.NEWS]


@given(
    st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: utc("2026-01-01 00:00") + timedelta(minutes=minutes)),
    st.integers(0, 1439),
    st.integers(0, 1439),
    st.sampled_from(ZONES),
)
def test_it_never_rings_early_nor_more_than_a_day_late(moment: datetime, begin: int, end: int, zone: str) -> None:
    rings = may_ring_at(moment, QuietHours(begin, end, zone))
    assert moment <= rings <= moment + timedelta(hours=25)
    if rings > moment:
        wall = rings.astimezone(ZoneInfo(zone))
        assert wall.hour * 60 + wall.minute >= end or wall.date() > moment.astimezone(ZoneInfo(zone)).date()


@pytest.mark.parametrize(
    ("day", "at", "zone", "instant"),
    [
        (date(2027, 3, 28), time(2, 30), "Europe/Berlin", "2027-03-28 01:00"),
        (date(2026, 10, 25), time(2, 30), "Europe/Berlin", "2026-10-25 00:30"),
        (date(2027, 3, 28), time(1, 30), "Europe/London", "2027-03-28 01:00"),
        (date(2027, 3, 14), time(2, 0), "America/New_York", "2027-03-14 07:00"),
        (date(2026, 11, 1), time(1, 15), "America/New_York", "2026-11-01 05:15"),
        (date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe", "2026-10-03 15:30"),
        (date(2026, 12, 1), time(18, 0), "Asia/Kathmandu", "2026-12-01 12:15"),
        (date(2026, 7, 3), time(18, 0), "Europe/London", "2026-07-03 17:00"),
        (date(2026, 12, 4), time(18, 0), "Europe/London", "2026-12-04 18:00"),
    ],
)
def test_wall_time(day: date, at: time, zone: str, instant: str) -> None:
    assert local_moment(day, at, zone) == utc(instant)


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.times(), st.sampled_from(ZONES))
def test_the_wall_shows_that_time_or_the_gap_is_over(day: date, at: time, zone: str) -> None:
    seen = local_moment(day, at, zone).astimezone(ZoneInfo(zone))
    wished = datetime.combine(day, at)
    shown = seen.replace(tzinfo=None)
    assert shown == wished or timedelta() < shown - wished <= timedelta(hours=1)
