"""What becomes of an update that cannot be worked at once, or at all."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.core.db import Database
from bot.core.outage import ATTEMPTS, Outage
from bot.intake import store
from bot.intake.model import Letter, State
from bot.intake.queues import Release
from bot.intake.worker import Ending, Worker
from tests.conftest import FRIDAY_MORNING


class Flaky:
    """A database whose next writes fail."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.failing = 0

    async def write(self, service: Callable[..., Any], *args: Any) -> Any:
        if self.failing:
            self.failing -= 1
            raise Outage("the disk is full")
        return await self._db.write(service, *args)


@dataclass
class Bench:
    db: Database
    flaky: Flaky
    endings: list[Ending] = field(default_factory=list)
    attempts: list[int] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)

    async def hear(self, letter: Letter, _: Release) -> Ending:
        self.attempts.append(letter.attempts)
        return self.endings.pop(0)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    async def work(self, *endings: Ending) -> dict[State, int]:
        self.endings = list(endings)
        letter = Letter(1, {"update_id": 1}, 5, 5, FRIDAY_MORNING)
        await self.db.write(store.add, [letter])
        worker = Worker(self.flaky, self.hear, sleep=self.sleep)  # type: ignore[arg-type]
        await worker.work(letter, lambda: None)
        return await self.db.read(store.counts)


@pytest.fixture
async def bench(sqlite_db: Database) -> AsyncIterator[Bench]:
    yield Bench(sqlite_db, Flaky(sqlite_db))


async def test_what_settled_itself_is_left_alone(bench: Bench) -> None:
    assert await bench.work("settled") == {State.NEW: 1}


async def test_what_only_looked_is_settled_afterwards(bench: Bench) -> None:
    assert await bench.work("open") == {State.DONE: 1}


async def test_a_riddle_is_put_aside(bench: Bench) -> None:
    assert await bench.work("dead") == {State.DEAD: 1}


async def test_an_outage_is_tried_again(bench: Bench) -> None:
    assert await bench.work("later", "open") == {State.DONE: 1}
    assert bench.attempts == [0, 1]
    assert bench.slept == [1.0]


async def test_an_outage_of_this_update_alone_ends_it(bench: Bench) -> None:
    assert await bench.work(*["later"] * ATTEMPTS) == {State.DEAD: 1}
    assert len(bench.attempts) == ATTEMPTS


async def test_an_outage_of_the_whole_database_is_not_counted(bench: Bench) -> None:
    bench.flaky.failing = 10
    assert await bench.work(*["later"] * 10, "open") == {State.DONE: 1}
    assert set(bench.attempts) == {0}
    assert max(bench.slept) <= 30.0


async def test_settling_waits_for_the_database(bench: Bench) -> None:
    bench.flaky.failing = 2
    assert await bench.work("open") == {State.DONE: 1}
    assert len(bench.slept) == 2
