"""What a button says back is packed and read in one place."""

import ast
from pathlib import Path

import pytest

from bot.handlers.commands import TABLE
from bot.screens.model import TAP_BYTES
from bot.screens.taps import Tap, read_tap, tap
from tests.conventions.source import called, calls, modules, name_of


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_buttons_are_packed_by_taps(path: Path) -> None:
    for call in calls(path):
        if called(call).rsplit(".", 1)[-1] == "Button":
            for keyword in call.keywords:
                if keyword.arg == "tap":
                    assert not isinstance(keyword.value, ast.Constant | ast.JoinedStr), f"line {call.lineno}"


def test_a_tap_comes_back_as_it_went() -> None:
    assert read_tap(tap("sign", "7K2MQ", 3)) == Tap("sign", ("7K2MQ", "3"))


@pytest.mark.parametrize("data", [None, "", "1", "1:", "2:sign:7K2MQ", "sign", ":", "1::x"])
def test_an_old_or_forged_button_is_nothing(data: str | None) -> None:
    assert read_tap(data) is None


def test_only_buttons_that_are_heard_are_drawn_anew() -> None:
    assert TABLE.redraws.keys() <= TABLE.taps.keys()


def test_too_much_data_is_a_fault() -> None:
    with pytest.raises(ValueError, match="over 64 bytes"):
        tap("sign", "x" * TAP_BYTES)
