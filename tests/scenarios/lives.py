"""The bot as a process that dies often.

A server process reads the program's code once and forks each life from there, so that a life begins in a blink and a
test can afford hundreds of deaths. Each life is a process of its own with `ifyouwill run` in it; kill -9 kills it.
(`tests/wire` starts the program the long way, as an operator does.)
"""

import multiprocessing
import os
import re
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bot.sandbox.stage import DEFAULT_TOKEN
from tests.wire.process import until

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["bot.running", "bot.cli", "bot.core.sqlite", "bot.core.postgres", "uvloop"])

KILLED = 137
"""The exit code of a process that dies at a labelled point."""


class Lives:
    """One bot on one database, life after life."""

    def __init__(self, folder: Path, api_base: str, database_url: str) -> None:
        self._log = folder / "lives.log"
        self._environment = {
            "IFYOUWILL_TOKEN": DEFAULT_TOKEN,
            "IFYOUWILL_DATABASE_URL": database_url,
            "IFYOUWILL_API_BASE_URL": api_base,
            "IFYOUWILL_LOG_LEVEL": "DEBUG",
        }
        self._life: ForkServerProcess | None = None
        self._worked = 0
        """How many lives had come up when this one began."""

    @property
    def log(self) -> str:
        """What all lives have said."""
        return self._log.read_text("utf-8") if self._log.exists() else ""

    @property
    def running(self) -> bool:
        return self._life is not None and self._life.is_alive()

    def begin(self, crash_at: str | None = None) -> None:
        """Start the next life, which may be doomed to end at a labelled point ("tx.before_commit:3")."""
        assert not self.running, "it lives already"
        self._worked = self._times_at_work()
        environment = self._environment | ({"IFYOUWILL_CRASH_AT": crash_at} if crash_at else {})
        self._life = _FORKS.Process(target=_live, args=(environment, self._log))
        self._life.start()

    async def at_work(self) -> None:
        """Wait until this life has come up."""
        await until(lambda: self._times_at_work() > self._worked or not self.running, "the bot is at work")
        assert self._times_at_work() > self._worked, f"died on its way up:\n{self.log[-3000:]}"

    async def ended(self) -> int:
        """Wait for the end of this life; how it ended (-9: killed)."""
        assert self._life is not None
        life = self._life
        await until(lambda: not life.is_alive(), f"the end of this life:\n{self.log[-3000:]}")
        assert life.exitcode is not None
        return life.exitcode

    async def kill(self) -> None:
        """kill -9, as by a power cut; dead already is dead enough."""
        assert self._life is not None
        self._life.kill()
        await self.ended()

    async def stop(self) -> int:
        """SIGTERM, as a supervisor does."""
        assert self._life is not None
        self._life.terminate()
        return await self.ended()

    def _times_at_work(self) -> int:
        return len(re.findall("is at work", self.log))


def _live(environment: Mapping[str, str], log: Path) -> None:
    """In the new process: be `ifyouwill run`."""
    os.environ.update(environment)
    with log.open("ab") as said:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
    from bot.cli import main  # noqa: PLC0415  read by the server already
    from bot.core import points  # noqa: PLC0415

    wish = environment.get("IFYOUWILL_CRASH_AT")
    points._crash_at = points._CrashAt(wish) if wish else None
    raise SystemExit(main(["run"]))
