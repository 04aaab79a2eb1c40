"""Sizes (house plan, "Sizes"): hard limits, and a ratchet on how many pass the wished-for ones."""

from pathlib import Path

import pytest

from tests.conventions.source import BOT, Function, functions, length, modules, name_of

FUNCTION_LINES, FUNCTION_WISH = 60, 25
MODULE_LINES, MODULE_WISH = 400, 200
PARAMETERS = 6
LONG_FUNCTIONS_ALLOWED = 5
"""Functions above the wish, under the limit. The number only ever goes down."""
LONG_MODULES_ALLOWED = 13
"""Modules above theirs; the same holds."""
HANDLER_LINES = 25


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_no_module_and_no_function_is_too_long(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= MODULE_LINES
    for function in functions(path):
        assert length(function) <= FUNCTION_LINES or _is_migration(path), function.name
        assert _parameters(function) <= PARAMETERS, f"{function.name} takes too many parameters"


def _is_migration(path: Path) -> bool:
    """A migration lists tables from top to bottom; to split it would help nobody."""
    return path.parent.name == "versions"


def _parameters(function: Function) -> int:
    """Positional ones, without `self` and `cls`; what must be named may be more."""
    names = [arg.arg for arg in function.args.posonlyargs + function.args.args]
    return len([name for name in names if name not in ("self", "cls")])


def test_handlers_are_short() -> None:
    for path in modules(BOT / "handlers"):
        for function in functions(path):
            assert length(function) <= HANDLER_LINES, f"{name_of(path)}:{function.name}"


def test_few_functions_pass_the_wish() -> None:
    long = [
        f"{name_of(path)}:{function.name} ({length(function)})"
        for path in modules()
        for function in functions(path)
        if length(function) > FUNCTION_WISH and not _is_migration(path)
    ]
    assert len(long) <= LONG_FUNCTIONS_ALLOWED, long


def test_few_modules_pass_the_wish() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in modules() if not _is_migration(path)}
    long = [name_of(path) for path, lines in lengths.items() if lines > MODULE_WISH]
    assert len(long) <= LONG_MODULES_ALLOWED, long
