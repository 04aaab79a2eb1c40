"""Nothing half-done stays in the code."""

import re
from pathlib import Path

import pytest

from tests.conventions.source import ROOT, modules, name_of

LEFTOVERS = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")
EVERYWHERE = [path for folder in ("bot", "tests", "benchmarks", "docs") for path in modules(ROOT / folder)]


@pytest.mark.parametrize("path", EVERYWHERE, ids=name_of)
def test_no_notes_to_self(path: Path) -> None:
    assert not LEFTOVERS.findall(path.read_text())


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_every_module_says_what_it_is(path: Path) -> None:
    text = path.read_text().strip()
    assert not text or text.startswith(('"""', 'r"""', "#!"))


def test_nobody_skips_a_test_without_saying_why() -> None:
    for path in modules(ROOT / "tests"):
        for line in path.read_text().splitlines():
            assert not re.search(r"pytest\.mark\.(skip|xfail)\s*$", line), name_of(path)
