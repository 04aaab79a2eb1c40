"""Row ids sort by time and never repeat."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.ids import Ids

START = datetime(2026, 11, 27, tzinfo=UTC)


@given(st.lists(st.integers(min_value=-10_000, max_value=10_000), min_size=1), st.integers(0, 1023))
def test_every_id_is_greater_than_the_one_before(steps: list[int], worker: int) -> None:
    ids, now, last = Ids(worker), START, 0
    for step in steps:
        now += timedelta(milliseconds=step)
        for _ in range(3):
            new = ids.new(now)
            assert last < new < 1 << 63
            last = new


def test_more_than_a_sequence_in_one_millisecond_runs_ahead() -> None:
    ids = Ids(5)
    drawn = [ids.new(START) for _ in range(10_000)]
    assert drawn == sorted(set(drawn))


def test_workers_never_draw_the_same() -> None:
    one, two = Ids(1), Ids(2)
    assert not {one.new(START) for _ in range(5000)} & {two.new(START) for _ in range(5000)}


def test_a_later_millisecond_sorts_after_every_worker_of_an_earlier_one() -> None:
    assert Ids(1023).new(START) < Ids(0).new(START + timedelta(milliseconds=1))
