"""Crashes on demand."""

import os
import subprocess
import sys

import pytest

SCRIPT = """
from bot.core.points import reach
for step in range(1, 5):
    reach('a.b')
    print(step, flush=True)
    reach('c')
"""


@pytest.mark.parametrize(
    ("wish", "status", "steps"), [("a.b:3", 137, 2), ("a.b", 137, 0), ("c:1", 137, 1), ("a.b:9", 0, 4), ("", 0, 4)]
)
def test_the_process_dies_at_the_wished_hit(wish: str, status: int, steps: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, "IFYOUWILL_CRASH_AT": wish},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, len(done.stdout.split())) == (status, steps)
