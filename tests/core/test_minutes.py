"""Minutes are whole."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.minutes import HOUR, Minutes, as_timedelta, from_timedelta, hours_and_minutes, minutes

A_LIFETIME = st.integers(min_value=-60_000_000, max_value=60_000_000)


@pytest.mark.parametrize("amount", [2.0, True, "2", None])
def test_only_whole_numbers_are_minutes(amount: Any) -> None:
    with pytest.raises(TypeError):
        minutes(amount)


@given(A_LIFETIME)
def test_to_a_timedelta_and_back(amount: int) -> None:
    assert from_timedelta(as_timedelta(minutes(amount))) == amount


@given(A_LIFETIME.filter(lambda amount: amount >= 0))
def test_hours_and_minutes_add_up(amount: int) -> None:
    hours, rest = hours_and_minutes(Minutes(amount))
    assert hours * HOUR + rest == amount
    assert 0 <= rest < HOUR


def test_nothing_is_rounded() -> None:
    with pytest.raises(ValueError):
        from_timedelta(timedelta(seconds=61))
    with pytest.raises(ValueError):
        hours_and_minutes(Minutes(-1))
