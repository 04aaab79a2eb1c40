"""The embedded database moves by itself, after a copy; PostgreSQL moves when it is told to."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot import maintenance
from bot.core.clock import MovableClock
from bot.core.db import ConfigurationError, open_database
from bot.maintenance import Migration
from bot.migrations import runner
from tests.support.databases import PostgresServer


@pytest.fixture
def embedded(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/bot.db"


@pytest.fixture
def server(postgres: PostgresServer) -> Iterator[str]:
    with postgres.empty_database() as url:
        yield url


def listing(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def test_a_fresh_start_makes_the_tables_and_no_copy(embedded: str, tmp_path: Path, clock: MovableClock) -> None:
    assert await maintenance.make_ready(embedded, clock) == Migration(None, runner.head(), None)
    assert await maintenance.make_ready(embedded, clock) is None
    assert listing(tmp_path) == {"bot.db", "bot.db.lock"}
    db = await open_database(embedded, clock)
    assert await maintenance.check(db) == []
    await db.close()


async def test_an_older_database_is_copied_before_it_is_moved(
    embedded: str, tmp_path: Path, clock: MovableClock
) -> None:
    runner.upgrade(embedded, "0001")
    done = await maintenance.make_ready(embedded, clock)
    assert done == Migration("0001", runner.head(), tmp_path / "bot.db.0001-20261127T100000Z")
    assert done.copy is not None
    assert runner.current(f"sqlite:///{done.copy}") == "0001"


async def test_postgresql_is_moved_only_by_migrate(server: str, clock: MovableClock) -> None:
    with pytest.raises(ConfigurationError, match=r"at schema zero .* run `ifyouwill migrate` first\.$"):
        await maintenance.make_ready(server, clock)
    assert await maintenance.migrate(server, clock) == Migration(None, runner.head(), None)
    assert await maintenance.make_ready(server, clock) is None


async def test_two_deployments_migrate_once(server: str, clock: MovableClock) -> None:
    one, other = await asyncio.gather(maintenance.migrate(server, clock), maintenance.migrate(server, clock))
    assert one.after == other.after == runner.current(server)


@pytest.mark.parametrize("kind", ["embedded", "server"])
async def test_a_schema_of_a_newer_release_is_left_alone(
    kind: str, request: pytest.FixtureRequest, clock: MovableClock
) -> None:
    url = request.getfixturevalue(kind)
    runner.upgrade(url)
    engine = runner.engine_for(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    for move in (maintenance.make_ready, maintenance.migrate):
        with pytest.raises(ConfigurationError, match=r"9999, which this program does not know"):
            await move(url, clock)


async def test_a_running_bot_is_not_migrated_under_its_feet(embedded: str, clock: MovableClock) -> None:
    await maintenance.make_ready(embedded, clock)
    db = await open_database(embedded, clock)
    with pytest.raises(ConfigurationError, match="in use"):
        await maintenance.migrate(embedded, clock)
    await db.close()


@pytest.mark.parametrize("url", ["sqlite:///{}/letter.db", "postgresql://nobody@127.0.0.1:1/nothing", "mysql://x/y"])
async def test_what_cannot_be_opened_is_said_in_one_sentence(url: str, tmp_path: Path, clock: MovableClock) -> None:
    (tmp_path / "letter.db").write_text("Dear neighbours, " * 500)
    with pytest.raises(ConfigurationError) as said:
        await maintenance.make_ready(url.format(tmp_path), clock)
    assert str(said.value).endswith(".")
    assert "\n" not in str(said.value)


async def test_check_finds_what_is_wrong(embedded: str, tmp_path: Path, clock: MovableClock) -> None:
    await maintenance.make_ready(embedded, clock)
    with closing(sqlite3.connect(tmp_path / "bot.db")) as connection, connection:
        connection.execute("INSERT INTO chat_aliases VALUES (-1, 77, 0), (-2, 77, 0)")
    db = await open_database(embedded, clock)
    (finding,) = await maintenance.check(db)
    await db.close()
    assert finding.rule == "every row that is referred to exists"
    assert finding.count == 2
    assert finding.examples[0] == "child chat_aliases, row -2, parent communities"
