"""What every test may ask for: a clock that stands still, and a fresh database of either kind."""

import os
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Final

import pytest
from hypothesis import settings

from bot.core.clock import MovableClock
from bot.core.db import Database, open_database
from tests.support.databases import PostgresServer, copy_sqlite, make_sqlite_template, postgres_server, wheel_tools

FRIDAY_MORNING = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")  # how long an example takes says how busy the machine is

HERE: Final = Path(__file__).parent
SLOW: Final = tuple(HERE / folder for folder in ("browser", "scenarios", "simulation", "stories", "wire"))
"""What is played on the wire, in a browser, or for whole lives, takes its time."""
ON_BOTH: Final = (HERE / "core", HERE / "migrations", HERE / "pledges" / "test_races.py")
"""What is about the databases is quickly checked on both. All else runs on PostgreSQL in the slow part: it shares the
statements, and a database of its own for each test takes most of its time."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say what belongs to the slow part."""
    for item in items:
        if _within(item, SLOW) or (_on_postgresql(item) and not _within(item, ON_BOTH)):
            item.add_marker(pytest.mark.slow)


def _within(item: pytest.Item, places: tuple[Path, ...]) -> bool:
    return any(item.path.is_relative_to(place) for place in places)


def _on_postgresql(item: pytest.Item) -> bool:
    if not isinstance(item, pytest.Function):
        return False
    called = getattr(item, "callspec", None)
    return "postgres_url" in item.fixturenames or (called is not None and "postgresql" in called.params.values())


@pytest.fixture
def clock() -> MovableClock:
    """Stands at Friday 27 November 2026, 10:00 UTC, until a test moves it."""
    return MovableClock(FRIDAY_MORNING)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sqlite_template(tmp_path_factory.mktemp("template") / "template.db")


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The run's PostgreSQL server."""
    with postgres_server() as server:
        yield server


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh SQLite database with the present schema."""
    return copy_sqlite(sqlite_template, tmp_path)


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """A fresh PostgreSQL database with the present schema."""
    with postgres.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database with the present schema, once of each kind."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def two_urls(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, str]]:
    """Two databases without tables, once of each kind: one to live in, one to restore into; with the tools for it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/old.db", f"sqlite:///{tmp_path}/new.db"
        return
    monkeypatch.setenv("PATH", str(wheel_tools()), prepend=os.pathsep)
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.empty_database() as one, server.empty_database() as other:
        yield one, other


@pytest.fixture
async def db(database_url: str, clock: MovableClock) -> AsyncIterator[Database]:
    """An open fresh database; the test runs on SQLite and on PostgreSQL."""
    database = await open_database(database_url, clock, random=Random(7))
    yield database
    await database.close()


@pytest.fixture
async def sqlite_db(sqlite_url: str, clock: MovableClock) -> AsyncIterator[Database]:
    """An open fresh SQLite database."""
    database = await open_database(sqlite_url, clock, random=Random(7))
    yield database
    await database.close()
