"""Only the clock asks what time it is; everybody else is told."""

from pathlib import Path

import pytest

from tests.conventions.source import called, calls, modules, name_of

CLOCK = "bot/core/clock.py"
ASKING = (
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
)


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_nobody_else_reads_the_clock(path: Path) -> None:
    if name_of(path) != CLOCK:
        asked = [called(call) for call in calls(path) if called(call).endswith(ASKING)]
        assert not asked
