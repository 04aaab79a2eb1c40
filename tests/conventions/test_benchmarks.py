"""The benchmarks run: what they measure is printed, never asserted (a benchmark is not a timed test)."""

import subprocess
import sys

import pytest

from tests.conventions.source import ROOT


@pytest.mark.slow
@pytest.mark.parametrize("part", ["signing", "tipping", "crowd", "bank", "requests", "start", "demo"])
def test_a_part_of_the_benchmarks_runs(part: str) -> None:
    command = [sys.executable, "-m", "benchmarks", "--quick", part]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "Promises" in ended.stdout
