"""docs/threats.md names tests that exist, and every threat has one."""

import re
from pathlib import Path
from typing import Final

import pytest

TESTS: Final = Path(__file__).parents[1]
PAGE: Final = TESTS.parent / "docs" / "threats.md"

_ROW: Final = re.compile(r"^\| (T\d\d) \|.*\| ([^|]+) \|$", re.MULTILINE)
_NAMED: Final = re.compile(r"((?:\w+/)?test_\w+): (test_\w+)")

ROWS: Final = dict(_ROW.findall(PAGE.read_text("utf-8")))


@pytest.mark.parametrize("threat", ROWS)
def test_what_a_threat_is_shown_by_exists(threat: str) -> None:
    named = _NAMED.findall(ROWS[threat])
    assert named or "`make test`" in ROWS[threat]
    for file, name in named:
        assert f"def {name}(" in (TESTS / f"{file}.py").read_text("utf-8"), f"{file}: {name}"


def test_no_threat_is_there_twice() -> None:
    assert len(_ROW.findall(PAGE.read_text("utf-8"))) == len(ROWS) > 30
