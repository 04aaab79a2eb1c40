"""Mill Road for everybody, and a log in which there must be nothing private and no incident."""

import logging
from collections.abc import AsyncIterator, Iterator
from random import Random

import pytest

from bot.core.clock import MovableClock
from bot.core.db import Database
from bot.maintenance.checking import findings
from bot.sandbox.people import neighbourhood
from bot.sandbox.stage import Setup
from bot.subject import whole_subject
from bot.web.metrics import exposition
from tests.scenarios.discretion import as_logged, indiscretions, secrets
from tests.scenarios.road import Road
from tests.support.house import open_house


@pytest.fixture
def discreet(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """All that is logged while a test runs, at DEBUG: no incident, and nothing that is nobody else's business."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, "bot")
    yield caplog
    assert [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.ERROR] == []


@pytest.fixture
async def road(db: Database, clock: MovableClock, discreet: pytest.LogCaptureFixture) -> AsyncIterator[Road]:
    """Everybody lives in Mill Road and has opened the private chat. At the end every rule holds, no button spins."""
    people = await neighbourhood(clock, Random(7), Setup(flood=False))
    async with open_house(db, people.sandbox, whole_subject()) as app:
        road = Road(app, db, clock, people)
        await road.move_in()
        yield road
        await road.end()
        watched = exposition(await app.watch.vitals()).decode()
    assert await db.read(findings) == []
    assert people.sandbox.unanswered() == []
    log = "\n".join(as_logged([*discreet.get_records("setup"), *discreet.get_records("call")]))
    private = secrets(people.sandbox)
    assert indiscretions(log, private) == []
    assert indiscretions(watched, private) == [], "nor does whoever watches learn of it"
