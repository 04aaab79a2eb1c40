"""Minutes are whole."""

from typing import Any

import pytest

from bot.core.minutes import minutes


@pytest.mark.parametrize("amount", [2.0, True, "2", None])
def test_only_whole_numbers_are_minutes(amount: Any) -> None:
    with pytest.raises(TypeError):
        minutes(amount)
