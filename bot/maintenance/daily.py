"""The daily backup: `ifyouwill backup` in a process of its own once a day, and what has had its time is deleted.

A copy reads the whole database. In a process of its own it takes nothing from whoever answers people, and can be ended
when the bot ends, however large the database is.
"""

import asyncio
import logging
import os
import shutil
import signal
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from bot.core.clock import Clock
from bot.core.db import dialect_of
from bot.core.outage import ConfigurationError
from bot.maintenance import pg_tools
from bot.maintenance.files import database_file
from bot.maintenance.rotation import Copy, Plan, copies_in, drafts_in, last_due, name_for, outdated
from bot.rounds import Round
from bot.web.metrics import Copies

log = logging.getLogger(__name__)

_AGAIN: Final = timedelta(hours=1)
"""After a failure."""
_LONGEST: Final = 3 * 3600.0
"""Seconds that a copy may take."""
_SPARE: Final = 100_000_000
"""Bytes that stay free beside the copy and as much again, so that the database can grow."""
_MB: Final = 1_000_000


class DailyBackup:
    """Makes one copy a day of one bot's database."""

    def __init__(self, url: str, folder: Path, bot: int, *, plan: Plan, clock: Clock) -> None:
        """`bot` is Telegram's number of it."""
        self._url = url
        self._folder = folder
        self._bot = bot
        self._plan = plan
        self._clock = clock
        self._failed = 0
        self._not_before: datetime | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = False
        self._told = Copies()

    def round(self) -> Round:
        """Looks every minute whether it is time, so that a time at which the bot was down is made up for."""
        return Round("daily_backup", timedelta(minutes=1), 1, self.walk)

    def told(self) -> Copies:
        """What there is, as of the last look."""
        return replace(self._told, failed=self._failed)

    def stop(self) -> None:
        """End a copy that is under way; what there is of it is deleted, and the next start makes another one."""
        self._stopping = True
        self._end()

    async def walk(self, _bite: int) -> int:
        """Make the copy if it is due; how many were made. A failure is logged, counted, and tried again in an hour."""
        now = self._clock.now()
        try:
            made = await self._walk(now)
        except (ConfigurationError, OSError) as error:
            self._failed += 1
            self._not_before = now + _AGAIN
            why = str(error) if isinstance(error, ConfigurationError) else f"{self._folder}: {error.strerror}."
            log.error("there is no daily backup: %s It is tried again in an hour.", why)  # noqa: TRY400
            made = 0
        with suppress(OSError):
            await asyncio.to_thread(self._look, now)
        return made

    async def _walk(self, now: datetime) -> int:
        await asyncio.to_thread(self._folder.mkdir, mode=0o700, parents=True, exist_ok=True)
        newest = next(iter(await asyncio.to_thread(self._copies, now)), None)
        if newest is not None and newest.at >= last_due(now, self._plan):
            return 0
        if self._stopping or (self._not_before is not None and now < self._not_before):
            return 0
        await asyncio.to_thread(self._make_room)
        target = self._folder / name_for(self._bot, now, ".db" if dialect_of(self._url) == "sqlite" else ".dump")
        if not await self._copy(target):
            return 0
        self._not_before = None
        log.info("the daily backup is %s", target)
        await asyncio.to_thread(self._rotate, now)
        return 1

    def _copies(self, now: datetime) -> list[Copy]:
        """Without those of a day when the clock was wrong: they neither count nor are they deleted."""
        return [copy for copy in copies_in(self._folder, self._bot) if copy.at <= now]

    def _make_room(self) -> None:
        """Raise ConfigurationError if the copy would fill the disk."""
        self._clean_up()
        wanted = 2 * _size(self._url) + _SPARE
        free = shutil.disk_usage(self._folder).free
        if free < wanted:
            raise ConfigurationError(
                f"{self._folder} has {free // _MB} MB free, and {wanted // _MB} MB are wanted,"
                " so that the copy does not fill the disk."
            )

    async def _copy(self, target: Path) -> bool:
        """Whether there is a copy now; False: the bot ends. Raises ConfigurationError if it failed."""
        process = self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "backup", str(target)),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            env=_environment(self._url),
            start_new_session=True,  # pg_dump ends together with it
        )
        if self._stopping:
            self._end()
        try:
            async with asyncio.timeout(_LONGEST):
                _, said = await process.communicate()
        except TimeoutError:
            raise ConfigurationError(f"The copy took longer than {_LONGEST / 3600:.0f} hours.") from None
        finally:
            self._end()
            await process.wait()
            self._process = None
            if process.returncode != 0:
                await asyncio.to_thread(self._clean_up)
        if process.returncode != 0 and not self._stopping:
            raise ConfigurationError(said.decode(errors="replace").partition("\n")[0] or "The copy was ended.")
        return process.returncode == 0

    def _end(self) -> None:
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def _clean_up(self) -> None:
        for draft in drafts_in(self._folder, self._bot):
            draft.unlink(missing_ok=True)

    def _rotate(self, now: datetime) -> None:
        for copy in outdated(self._copies(now), self._plan):
            copy.path.unlink(missing_ok=True)
            log.info("the backup %s has had its time", copy.path.name)

    def _look(self, now: datetime) -> None:
        copies = self._copies(now)
        self._told = Copies(
            last_at=copies[0].at.timestamp() if copies else 0.0,
            last_bytes=copies[0].path.stat().st_size if copies else 0,
            kept=len(copies),
        )


def _size(url: str) -> int:
    """Bytes of the database; no copy is larger. Raises ConfigurationError."""
    if dialect_of(url) != "sqlite":
        return pg_tools.size(url)
    file = database_file(url)
    return sum(path.stat().st_size for path in (file, Path(f"{file}-wal")) if path.exists())


def _environment(url: str) -> dict[str, str]:
    """Ours without our secrets, which a copy does not need; only the database is named."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("IFYOUWILL_")}
    return {**ours, "IFYOUWILL_DATABASE_URL": url}
