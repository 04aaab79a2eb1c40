"""A bot as a process of its own, and what it costs: CPU seconds and megabytes, from /proc (Linux)."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self

_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
_GRACE_SECONDS = 10


class BotProcess:
    """Use as an asynchronous context; what it writes goes to a file that is shown if it dies."""

    def __init__(self, arguments: list[str], environment: Mapping[str, str], log: Path) -> None:
        self._arguments = arguments
        ours = {"PYTHONWARNINGS": "ignore", "PYTHONDONTWRITEBYTECODE": ""}  # as installed: compiled once, not each time
        self._environment = {**os.environ, **ours, **environment}
        self._log = log
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *self._arguments, env=self._environment, stdout=log, stderr=log
            )
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(self._process.wait(), _GRACE_SECONDS)
            except TimeoutError:
                self._process.kill()
                await self._process.wait()

    @property
    def _pid(self) -> int:
        assert self._process is not None
        if self._process.returncode is not None:
            raise RuntimeError(f"the bot has ended:\n{self._log.read_text()[-2000:]}")
        return self._process.pid

    def cpu_seconds(self) -> float:
        """Processor time used so far, all threads, user and system."""
        fields = Path(f"/proc/{self._pid}/stat").read_text().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS_PER_SECOND

    def megabytes(self) -> float:
        """Resident memory now."""
        for line in Path(f"/proc/{self._pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("no VmRSS in /proc")
