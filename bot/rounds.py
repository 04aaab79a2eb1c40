"""Rounds: periodic walks over what has become due.

APScheduler only beats the time; what is due, and since when, stands in our tables. A beat that was missed is made up
for by the next one, and two beats of one round never overlap.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Final, TypeAlias

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.interval import IntervalTrigger  # type: ignore[import-untyped]

from bot.communities import drafts
from bot.core.db import Database
from bot.core.outage import Outage
from bot.core.points import reach
from bot.outbox import service as outbox
from bot.reminders import service as reminders
from bot.reminders.model import NotYet
from bot.reminders.service import Ring
from bot.timebank.ledger import holding

_logger = logging.getLogger(__name__)

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

    def __init__(self, rounds: Iterable[Round], *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._rounds = {each.name: each for each in rounds}
        self._locks = {name: asyncio.Lock() for name in self._rounds}
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._monotonic = monotonic
        self._walked_at = dict.fromkeys(self._rounds, monotonic())
        self._stopping = False

    @property
    def names(self) -> tuple[str, ...]:
        """All rounds, in the order of the table."""
        return tuple(self._rounds)

    def late(self) -> dict[str, float]:
        """By how many seconds the last walk that ended well (or the start) is older than the period, round by round."""
        now = self._monotonic()
        ages = {name: now - walked_at for name, walked_at in self._walked_at.items()}
        return {name: max(0.0, age - self._rounds[name].period.total_seconds()) for name, age in ages.items()}

    async def beat(self, name: str) -> int:
        """Walk until nothing more is due, or `stop` is called; how much was taken.

        Raises KeyError, and what the walk raises.
        """
        each = self._rounds[name]
        taken = 0
        async with self._locks[name]:
            while not self._stopping and (bite := await each.walk(each.bite)):
                taken += bite
                if bite < each.bite:
                    break
        self._walked_at[name] = self._monotonic()
        return taken

    async def beat_all(self) -> int:
        """One beat of every round; how much was taken in all."""
        return sum([await self.beat(name) for name in self._rounds])

    def start(self) -> None:
        """From now on every round beats by itself, for the first time at once."""
        self._walked_at = dict.fromkeys(self._rounds, self._monotonic())
        for each in self._rounds.values():
            self._scheduler.add_job(
                self._begin,
                IntervalTrigger(seconds=each.period.total_seconds(), timezone=UTC),
                args=(each.name,),
                id=each.name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
            self._launch(each.name)
        self._scheduler.start()

    async def stop(self) -> None:
        """No new beats and no new bites; waits for the bites under way."""
        stopped, self._stopping = self._stopping, True
        if self._scheduler.running and not stopped:
            self._scheduler.pause()
            await asyncio.sleep(0)  # let a job that it has just begun end: it would report it as broken
            self._scheduler.shutdown(wait=False)
        await asyncio.gather(*self._under_way.values())

    async def _begin(self, name: str) -> None:
        """What the scheduler calls. It is over at once: a job under way at the shutdown is cancelled and reported as
        broken. It is a coroutine because functions are taken to another thread."""
        self._launch(name)

    def _launch(self, name: str) -> None:
        """One beat in a task of our own, unless the one before is still under way."""
        if name in self._under_way or self._stopping:
            return
        task = asyncio.create_task(self._beat_calmly(name), name=name)
        self._under_way[name] = task
        task.add_done_callback(lambda _: self._under_way.pop(name))

    async def _beat_calmly(self, name: str) -> None:
        try:
            await self.beat(name)
        except Outage:
            _logger.warning("round %s: the database is out of reach; the next beat tries again", name)
        except Exception:
            _logger.exception("round %s stumbled; the next beat tries again", name)


def ring_due(db: Database, rings: Mapping[str, Ring]) -> Round:
    """Let reminders ring that are due, each in a transaction of its own; a fault puts off that one and no other."""

    async def walk(bite: int) -> int:
        keys = await db.read(reminders.due, bite)
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


def release_holds(db: Database) -> Round:
    """Release the hours of holds that have expired, each in a transaction of its own."""

    async def walk(bite: int) -> int:
        expired = await db.read(holding.due, bite)
        for hold in expired:
            await db.write(holding.expire, hold.community, hold.id)
        return len(expired)

    return Round("release_holds", timedelta(seconds=30), 100, walk)


def forget_old(db: Database) -> Round:
    """Forget deliveries, facts and reminders whose time is long over, and dialogues that nobody can answer any more."""

    async def walk(bite: int) -> int:
        now = db.clock.now()
        forgotten = await db.write(outbox.forget, now - _KEEP_DELIVERIES, bite)
        forgotten += await db.write(drafts.forget, bite)
        return forgotten + await db.write(reminders.forget_rung, now - _KEEP_REMINDERS, bite)

    return Round("forget_old", timedelta(hours=1), 500, walk)
