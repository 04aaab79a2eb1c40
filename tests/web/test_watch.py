"""Ready or not, in one word; alive as long as it can answer."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select

from bot.app import App
from bot.core import points, tables
from bot.core.clock import MovableClock
from bot.core.db import Database, statement
from bot.core.outage import Outage
from bot.intake.patience import LOUD_AFTER
from bot.subject import whole_subject
from bot.web import pulse
from bot.web.site import site
from tests.support.house import open_house, stand_in

READY = (200, "ok\n")
BEAT = statement(select(tables.pulse.c.beat_at))


@pytest.fixture
async def app(db: Database, clock: MovableClock) -> AsyncIterator[App]:
    async with open_house(db, stand_in(clock), whole_subject()) as opened:
        yield opened


@asynccontextmanager
async def watcher(app: App) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=site(app.watch.health)), base_url="http://b") as it:
        yield it


async def asked(app: App, path: str) -> tuple[int, str]:
    async with watcher(app) as client:
        answer = await client.get(path)
        return answer.status_code, answer.text


@contextmanager
def out_of_reach() -> Iterator[None]:
    """No transaction gets through."""

    def fails(label: str) -> None:
        if label == "tx.before_commit":
            raise Outage("disk full")

    points.hook = fails
    try:
        yield
    finally:
        points.hook = None


async def test_it_is_not_ready_before_it_has_started_nor_after_its_end(app: App) -> None:
    assert await asked(app, "/readyz") == (503, "starting\n")
    app.watch.phase = "ready"
    assert await asked(app, "/readyz") == READY
    await app.stop()
    assert await asked(app, "/readyz") == (503, "stopping\n")
    assert await asked(app, "/healthz") == READY


async def test_it_is_not_ready_while_nothing_can_be_written(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulse, "_FRESH", 0.0)
    app.watch.phase = "ready"
    with out_of_reach():
        assert await asked(app, "/readyz") == (503, "database\n")
        assert await asked(app, "/healthz") == READY
    assert await asked(app, "/readyz") == READY


async def test_asking_writes_something_that_was_not_there(
    app: App, db: Database, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A transaction that changes nothing would get through on a full disk."""
    monkeypatch.setattr(pulse, "_FRESH", 0.0)
    app.watch.phase = "ready"
    for _ in range(2):
        clock.move(timedelta(seconds=10))
        await asked(app, "/readyz")
        assert await db.read(lambda tx: tx.value(BEAT)) == clock.now()


async def test_those_who_ask_often_do_not_wear_out_the_disk(app: App) -> None:
    app.watch.phase = "ready"
    assert await asked(app, "/readyz") == READY
    with out_of_reach():
        assert await asked(app, "/readyz") == READY, "the answer of a moment ago"


async def test_it_is_not_ready_while_telegram_is_silent(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    app.watch.phase = "ready"
    heard = app.patience._last_success
    monkeypatch.setattr(app.patience, "_monotonic", lambda: heard + LOUD_AFTER + 1)
    assert await asked(app, "/readyz") == (503, "silent\n")
    app.patience.renew()
    assert await asked(app, "/readyz") == READY


async def test_figures_are_told_while_the_database_is_out_of_reach(app: App) -> None:
    assert "ifyouwill_database_up 1.0" in (await asked(app, "/metrics"))[1]
    with out_of_reach():
        status, figures = await asked(app, "/metrics")
    assert status == 200
    assert "ifyouwill_database_up 0.0" in figures
    assert "ifyouwill_updates_in_work 0.0" in figures


async def test_the_figures_are_in_prometheus_own_format(app: App) -> None:
    async with watcher(app) as client:
        assert (await client.get("/metrics")).headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
        assert (await client.post("/metrics")).status_code == 405
