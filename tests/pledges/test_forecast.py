"""The forecast and its moments, at their edges."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.communities.model import CommunityId, PersonId
from bot.pledges.forecast import Nudge, forecast, is_due, misses, nudges_ahead
from bot.pledges.model import Pledge, PledgeId, PledgeState
from bot.pledges.wording import Deadline, Wording

LAST = datetime(2026, 12, 20, 23, 59, 59, tzinfo=UTC)
END = LAST + timedelta(seconds=1)
WEEK, DAY, SECOND = timedelta(days=7), timedelta(days=1), timedelta(seconds=1)


def pledge(opened_at: datetime, threshold: int = 10, count: int = 4) -> Pledge:
    wording = Wording("sing", threshold, Deadline(LAST, whole_day=True, time_zone="UTC"))
    one = Pledge(CommunityId(1), PledgeId(1), "7K2MQ", PersonId(1), wording, opened_at)
    return replace(one, count=count, signed=count, last_number=count)


@pytest.mark.parametrize(
    ("count", "recent", "left", "expected"),
    [
        (4, 0, WEEK, 4),
        (4, 4, WEEK, 8),
        (4, 4, timedelta(0), 4),
        (4, 1, DAY, 4),
        (4, 7, DAY, 5),
        (4, 6, DAY, 4),
        (9, 7, DAY - timedelta(microseconds=1), 9),
        (0, 1, WEEK - timedelta(microseconds=1), 0),
        (999_999, 1_000_000, 104 * WEEK, 104_999_999),
    ],
)
def test_who_is_in_and_as_many_as_in_the_last_week(count: int, recent: int, left: timedelta, expected: int) -> None:
    assert forecast(count, recent, left) == expected


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 731 * 86_400 * 10**6))
def test_it_is_exact_and_never_rounds_up(count: int, recent: int, micros: int) -> None:
    expected = forecast(count, recent, timedelta(microseconds=micros))
    week = 7 * 86_400 * 10**6
    assert (expected - count) * week <= recent * micros < (expected - count + 1) * week


@pytest.mark.parametrize(
    ("opened", "moments"),
    [
        (END - 30 * DAY, {Nudge.WEEK, Nudge.DAY}),
        (END - WEEK - SECOND, {Nudge.WEEK, Nudge.DAY}),
        (END - WEEK, {Nudge.DAY}),
        (END - WEEK + SECOND, {Nudge.DAY}),
        (END - DAY - SECOND, {Nudge.DAY}),
        (END - DAY, set()),
        (LAST, set()),
    ],
)
def test_no_moment_lies_before_the_opening(opened: datetime, moments: set[Nudge]) -> None:
    ahead = nudges_ahead(pledge(opened))
    assert ahead.keys() == moments
    assert all(END - at == nudge.value for nudge, at in ahead.items())


def test_each_has_its_time() -> None:
    one = pledge(END - 30 * DAY)
    for nudge, begin, end in ((Nudge.WEEK, END - WEEK, END - DAY), (Nudge.DAY, END - DAY, END)):
        assert not is_due(one, nudge, begin - SECOND), "the deadline has moved"
        assert is_due(one, nudge, begin)
        assert is_due(one, nudge, end - SECOND), "after an outage"
        assert not is_due(one, nudge, end), "the next one's time has come"
        for state in PledgeState:
            assert is_due(replace(one, state=state), nudge, begin) is (state is PledgeState.OPEN)


def test_only_what_would_miss_it() -> None:
    one = pledge(END - 30 * DAY, threshold=8, count=4)
    assert misses(one, 4, END - WEEK) is None, "exactly enough"
    assert misses(one, 3, END - WEEK) == 7
    assert misses(one, 4, END - WEEK + SECOND) == 7
