"""Which copies are kept: seven days, four weeks before them, and whatever is not ours."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.maintenance.rotation import Copy, Plan, copies_in, drafts_in, last_due, name_for, outdated

BOT = 1_000_000_001
PLAN = Plan(time(3, 30), "Europe/London", days=7, weeks=4)
LONDON = ZoneInfo("Europe/London")


def copy(at: datetime) -> Copy:
    return Copy(Path(name_for(BOT, at, ".db")), at)


def after_days(number: int, *, without: frozenset[int] = frozenset()) -> list[Copy]:
    """What is there after so many days, one copy and one rotation a day; in the end on Sunday 29 November 2026."""
    last = datetime(2026, 11, 29, 3, 31, tzinfo=UTC)
    kept: list[Copy] = []
    for back in range(number, -1, -1):
        if back not in without:
            kept.append(copy(last - timedelta(days=back)))
            gone = outdated(kept, PLAN)
            kept = [each for each in kept if each not in gone]
    return kept


def days_of(copies: list[Copy]) -> list[date]:
    return sorted((each.at.astimezone(LONDON).date() for each in copies), reverse=True)


def test_seven_days_and_the_sundays_of_four_weeks_before_are_kept() -> None:
    week = [date(2026, 11, 29) - timedelta(days=back) for back in range(7)]
    sundays = [date(2026, 11, 22), date(2026, 11, 15), date(2026, 11, 8), date(2026, 11, 1)]
    assert days_of(after_days(200)) == week + sundays


def test_nothing_goes_before_its_time() -> None:
    assert len(after_days(6)) == 7
    assert outdated([], PLAN) == []


def test_an_outage_costs_no_copy() -> None:
    """Six weeks without the bot: what was there stays, until days and weeks with copies push it out."""
    before = after_days(200, without=frozenset(range(42)))
    assert len(before) == 11
    back_again = [*before, copy(datetime(2026, 11, 29, 3, 31, tzinfo=UTC))]
    assert len(outdated(back_again, PLAN)) == 1


def test_of_two_on_one_day_the_newer_is_kept() -> None:
    early, late = (copy(datetime(2026, 11, 27, hour, tzinfo=UTC)) for hour in (3, 15))
    assert outdated([early, late], PLAN) == [early]


def test_days_are_those_on_the_wall() -> None:
    """23:30 and 00:30 in London in summer are one day in UTC."""
    both = [copy(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)), copy(datetime(2026, 7, 1, 23, 30, tzinfo=UTC))]
    assert outdated(both, PLAN) == []


def test_the_newest_is_always_kept_whatever_the_order() -> None:
    random = Random(3)
    for _ in range(200):
        copies = [copy(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=random.randrange(9_000))) for _ in range(30)]
        gone = outdated(copies, Plan(time(3), "UTC", days=random.randint(1, 9), weeks=random.randint(0, 5)))
        assert max(copies, key=lambda each: each.at) not in gone


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 11, 27, 3, 29, 59, tzinfo=UTC), datetime(2026, 11, 26, 3, 30, tzinfo=UTC)),
        (datetime(2026, 11, 27, 3, 30, tzinfo=UTC), datetime(2026, 11, 27, 3, 30, tzinfo=UTC)),
        (datetime(2026, 7, 1, 2, 30, tzinfo=UTC), datetime(2026, 7, 1, 2, 30, tzinfo=UTC)),
        (datetime(2026, 7, 1, 2, 29, tzinfo=UTC), datetime(2026, 6, 30, 2, 30, tzinfo=UTC)),
    ],
    ids=["before", "at it", "in summer", "before it in summer"],
)
def test_it_is_due_at_the_time_on_the_wall(now: datetime, due: datetime) -> None:
    assert last_due(now, PLAN) == due


def test_the_hours_that_are_missing_or_happen_twice_bring_one_copy_each() -> None:
    at_half_past_one = Plan(time(1, 30), "Europe/London", days=7, weeks=4)
    for day in (date(2026, 3, 29), date(2026, 10, 25)):
        midnight = datetime.combine(day, time(), UTC)
        dues = {last_due(midnight + timedelta(minutes=minute), at_half_past_one) for minute in range(-60, 1440)}
        assert len(dues) == 2, "the day before, and this one"


def test_only_files_with_our_own_name_are_ours(tmp_path: Path) -> None:
    at = datetime(2026, 11, 27, 3, 30, tzinfo=UTC)
    ours = tmp_path / name_for(BOT, at, ".db")
    draft = tmp_path / f".{ours.name}.77.part"
    others = [
        name_for(BOT + 1, at, ".db"),
        "ifyouwill-2026-11-27.db",
        "ifyouwill.db",
        f"{ours.name}-wal",
        f"copy of {ours.name}",
        name_for(BOT, at, ".db").replace("T033000", "T996000"),
        ".ifyouwill-other.part",
    ]
    for path in (ours, draft, *(tmp_path / other for other in others)):
        path.write_text("")
    (tmp_path / name_for(BOT, at - timedelta(days=1), ".db")).mkdir()
    (tmp_path / name_for(BOT, at - timedelta(days=2), ".db")).symlink_to(ours)
    assert copies_in(tmp_path, BOT) == [Copy(ours, at)]
    assert drafts_in(tmp_path, BOT) == [draft]
