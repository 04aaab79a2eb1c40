"""Rounds: periodic walks over what has become due.

APScheduler only beats the time; what is due, and since when, stands in our tables. A beat that was missed is made up
for by the next one, and two beats of one round never overlap.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.interval import IntervalTrigger  # type: ignore[import-untyped]

from bot.core.db import Database
from bot.core.outage import Outage
from bot.core.points import reach
from bot.outbox import service as outbox
from bot.reminders import service as reminders
from bot.reminders.model import NotYet
from bot.reminders.service import Ring

_logger = logging.getLogger(__name__)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_KEEP_DELIVERIES: Final = timedelta(days=30)
_KEEP_REMINDERS: Final = timedelta(days=400)
"""A key that rang must not ring again while what it is about may still move; pledges end within two years of rings."""

Walk: TypeAlias = Callable[[int], Awaitable[int]]
"""Takes up to so many things that are due and tells how many it took; a full bite is followed by another one."""


@dataclass(frozen=True, slots=True)
class Round:
    """A name for logs and tests, the time from beat to beat, how much one bite takes, and what it does."""

    name: str
    period: timedelta
    bite: int
    walk: Walk


class Rounds:
    """Beats the time for a table of rounds. `beat` is one beat by hand, for tests and drills."""

    def __init__(self, rounds: Iterable[Round]) -> None:
        self._rounds = {each.name: each for each in rounds}
        self._locks = {name: asyncio.Lock() for name in self._rounds}
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    @property
    def names(self) -> tuple[str, ...]:
        """All rounds, in the order of the table."""
        return tuple(self._rounds)

    async def beat(self, name: str) -> int:
        """Walk until nothing more is due; how much was taken. Raises KeyError, and what the walk raises."""
        each = self._rounds[name]
        taken = 0
        async with self._locks[name]:
            while bite := await each.walk(each.bite):
                taken += bite
                if bite < each.bite:
                    break
        return taken

    async def beat_all(self) -> int:
        """One beat of every round; how much was taken in all."""
        return sum([await self.beat(name) for name in self._rounds])

    def start(self) -> None:
        """From now on every round beats by itself, for the first time at once."""
        for each in self._rounds.values():
            self._scheduler.add_job(
                self._beat_calmly,
                IntervalTrigger(seconds=each.period.total_seconds(), timezone=UTC),
                args=(each.name,),
                id=each.name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
        self._scheduler.start()

    async def stop(self) -> None:
        """No new beats; waits for those under way."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        for lock in self._locks.values():
            async with lock:
                pass

    async def _beat_calmly(self, name: str) -> None:
        try:
            await self.beat(name)
        except Outage:
            _logger.warning("round %s: the database is out of reach; the next beat tries again", name)
        except Exception:
            _logger.exception("round %s stumbled; the next beat tries again", name)


def ring_due(db: Database, rings: Mapping[str, Ring], *, since: Callable[[], datetime] = lambda: _EPOCH) -> Round:
    """Let reminders ring that are due, each in a transaction of its own; a fault puts off that one and no other."""

    async def walk(bite: int) -> int:
        keys = await db.read(reminders.due, since(), bite)
        for key in keys:
            reach("reminders.before_ring")
            try:
                await db.write(reminders.ring, key, rings)
            except Outage:
                raise
            except NotYet:
                await db.write(reminders.hold, key)
            except Exception:
                _logger.exception("a reminder failed; it is tried again later")
                await db.write(reminders.put_off, key)
            reach("reminders.after_ring")
        return len(keys)

    return Round("ring_due_reminders", timedelta(seconds=1), 100, walk)


def forget_old(db: Database) -> Round:
    """Forget deliveries, facts and reminders whose time is long over."""

    async def walk(bite: int) -> int:
        now = db.clock.now()
        forgotten = await db.write(outbox.forget, now - _KEEP_DELIVERIES, bite)
        return forgotten + await db.write(reminders.forget_rung, now - _KEEP_REMINDERS, bite)

    return Round("forget_old", timedelta(hours=1), 500, walk)
