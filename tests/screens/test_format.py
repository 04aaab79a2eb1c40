"""Moments, durations and amounts in words, without rounding lies."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.communities.model import Reader
from bot.screens import format as form
from bot.screens.words import words_for

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
LONDON, EN = Reader(), words_for("en")
KATHMANDU = Reader(time_zone="Asia/Kathmandu")


def bare(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def test_a_moment_names_its_zone() -> None:
    assert bare(form.moment(EN, NOW, LONDON, NOW)) == "Fri 27 Nov, 10:00, Europe/London"
    assert bare(form.moment(EN, NOW, KATHMANDU, NOW)) == "Fri 27 Nov, 15:45, Asia/Kathmandu"


def test_another_year_is_said() -> None:
    assert "2027" in form.moment(EN, NOW + timedelta(days=60), LONDON, NOW)
    assert "2026" in form.moment(EN, NOW, LONDON)
    assert form.day(EN, date(2026, 12, 6), NOW.date()) == "Sun 6 Dec"


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(seconds=59), "in less than a minute"),
        (timedelta(minutes=1, seconds=59), "in 1 minute"),
        (timedelta(minutes=59, seconds=59), "in 59 minutes"),
        (timedelta(hours=8), "today at 18:00"),
        (timedelta(hours=14), "tomorrow at 00:00"),
        (timedelta(hours=37), "tomorrow at 23:00"),
        (timedelta(hours=38), "in 2 days"),
        (timedelta(seconds=-1), "today at 09:59"),
        (timedelta(hours=-11), "yesterday at 23:00"),
        (timedelta(days=-3), "3 days ago"),
    ],
)
def test_the_distance_counts_calendar_days(ahead: timedelta, words: str) -> None:
    assert bare(form.until(EN, NOW + ahead, LONDON, NOW)) == words


def test_the_distance_is_the_readers() -> None:
    at = NOW + timedelta(hours=9)  # 19:00 in London, 00:45 of the next day in Kathmandu
    assert bare(form.until(EN, at, LONDON, NOW)) == "today at 19:00"
    assert bare(form.until(EN, at, KATHMANDU, NOW)) == "tomorrow at 00:45"


@pytest.mark.parametrize(("minutes", "words"), [(0, "0 min"), (45, "45 min"), (120, "2 h"), (150, "2 h 30 min")])
def test_durations_are_exact(minutes: int, words: str) -> None:
    assert form.duration(EN, minutes) == words


def test_money_knows_its_minor_units() -> None:
    assert form.money(EN, 1050, "GBP") == "£10.50"
    assert form.money(EN, 1050, "JPY") == "JP¥1,050"


def test_names_and_the_rest() -> None:
    assert bare(form.names(EN, ["Ana", "Ben"], 2)) == "Ana and Ben"
    assert bare(form.names(EN, ["Ana", "Ben"], 242)) == "Ana, Ben and 240 more"
    assert bare(form.names(EN, [], 3)) == "3 people"


@pytest.mark.parametrize(("done", "filled"), [(0, 0), (1, 1), (39, 9), (40, 10), (80, 10)])
def test_a_bar_is_full_only_when_it_is(done: int, filled: int) -> None:
    assert form.bar(done, 40).count("▰") == filled


def test_a_share_is_rounded_down() -> None:
    assert form.percent(999, 1000) == 99
