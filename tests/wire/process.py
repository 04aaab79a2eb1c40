"""The bot as a real process: started, waited for, ended, killed. Nothing here sleeps and hopes."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.sandbox.stage import DEFAULT_TOKEN

PATIENCE = 60.0
"""Seconds that anything may take on a machine that is busy with other tests."""

_GLANCE = 0.02


async def until(seen: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Wait until it is so. Raises AssertionError naming `what` when it does not come to be."""
    try:
        async with asyncio.timeout(seconds):
            while not seen():  # noqa: ASYNC110  what happens outside of this process sets no event in it
                await asyncio.sleep(_GLANCE)
    except TimeoutError:
        raise AssertionError(f"waited {seconds:.0f} s in vain: {what}") from None


class BotProcess:
    """`ifyouwill …` with an environment of its own; what it says on stderr is kept in `log`."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        """`environment` is given without the prefix: token="…", database_url="…"."""
        self.log_file = folder / "bot.log"
        self._arguments = arguments or ("run",)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("IFYOUWILL_")}
        ours = {f"IFYOUWILL_{name.upper()}": value for name, value in environment.items()}
        self._environment = {**inherited, **ours}
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.running:
            await self.kill()

    async def start(self, **more: str) -> None:
        """Start it (again), with `more` in its environment this time."""
        assert not self.running, "it runs already"
        ours = {f"IFYOUWILL_{name.upper()}": value for name, value in more.items()}
        with self.log_file.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", *self._arguments, stdout=log, stderr=log, env={**self._environment, **ours}
            )

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    @property
    def log(self) -> str:
        """Everything it has said, over all its lives."""
        return self.log_file.read_text("utf-8") if self.log_file.exists() else ""

    async def says(self, pattern: str, times: int = 1) -> None:
        """Wait until a line like this has been logged so often."""
        await until(lambda: len(re.findall(pattern, self.log)) >= times or not self.running, f"a line like {pattern!r}")
        assert len(re.findall(pattern, self.log)) >= times, f"ended without saying {pattern!r}:\n{self.log}"

    async def at_work(self, times: int = 1) -> None:
        """Wait until it has come up so often."""
        await self.says(r"is at work", times)

    async def ended(self, seconds: float = PATIENCE) -> int:
        """Wait for its end; its exit code."""
        assert self._process is not None, "it was never started"
        try:
            return await asyncio.wait_for(self._process.wait(), seconds)
        except TimeoutError:
            raise AssertionError(f"it still runs after {seconds:.0f} s:\n{self.log}") from None

    async def stop(self, seconds: float = PATIENCE) -> int:
        """SIGTERM, as a supervisor does; its exit code, which must come within so many seconds."""
        self._signal(signal.SIGTERM)
        return await self.ended(seconds)

    async def kill(self) -> None:
        """SIGKILL, as a power cut does."""
        self._signal(signal.SIGKILL)
        await self.ended()

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None, "it was never started"
        if self.running:
            self._process.send_signal(number)


@asynccontextmanager
async def bot_process(folder: Path, api_base: str, **environment: str) -> AsyncIterator[BotProcess]:
    """A running bot on a database in `folder`, against the stand-in; killed at the end if it still runs."""
    settings = {
        "token": DEFAULT_TOKEN,
        "database_url": f"sqlite:///{folder / 'bot.db'}",
        "api_base_url": api_base,
        **environment,
    }
    async with BotProcess(folder, **settings) as bot:
        yield bot
