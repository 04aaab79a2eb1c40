"""Copies hold everything that was committed, and what comes back from one stays quiet until somebody has looked."""

import asyncio
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot import maintenance
from bot.core import points
from bot.core.clock import MovableClock
from bot.core.db import ConfigurationError, Database, open_database
from bot.core.installation import Installation, claim, installation_of, quarantine, release
from tests.support.counters import count_up, make_counters, present


async def opened(url: str, clock: MovableClock) -> Database:
    await maintenance.migrate(url, clock)
    db = await open_database(url, clock)
    await make_counters(db)
    return db


def listing(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def test_the_drill(two_urls: tuple[str, str], tmp_path: Path, clock: MovableClock) -> None:
    old, new = two_urls
    db = await opened(old, clock)
    for _ in range(51):
        await db.write(count_up)
    await maintenance.backup(old, tmp_path / "copy")
    await db.write(count_up)
    await db.close()
    clock.move(timedelta(hours=3))
    await maintenance.restore(tmp_path / "copy", new, clock)
    restored = await open_database(new, clock)
    assert await restored.read(present) == 51
    assert await restored.read(installation_of) == Installation(None, 1, clock.now())
    assert await maintenance.check(restored) == []
    assert await restored.write(release)
    assert not await restored.write(release)
    assert await restored.read(installation_of) == Installation(None, 1, None)
    await restored.close()


async def test_a_copy_in_the_middle_of_the_work_is_whole(
    two_urls: tuple[str, str], tmp_path: Path, clock: MovableClock
) -> None:
    old, new = two_urls
    db = await opened(old, clock)

    def both(tx: object) -> None:
        count_up(tx, 1)  # type: ignore[arg-type]
        count_up(tx, 2)  # type: ignore[arg-type]

    async def work() -> None:
        for _ in range(50):
            await db.write(both)

    await asyncio.gather(work(), maintenance.backup(old, tmp_path / "copy"))
    await db.close()
    await maintenance.restore(tmp_path / "copy", new, clock)
    restored = await open_database(new, clock)
    assert await restored.read(present, 1) == await restored.read(present, 2)
    await restored.close()


async def test_nothing_is_overwritten(two_urls: tuple[str, str], tmp_path: Path, clock: MovableClock) -> None:
    old, _ = two_urls
    db = await opened(old, clock)
    await db.close()
    await maintenance.backup(old, tmp_path / "copy")
    with pytest.raises(ConfigurationError, match="not overwritten"):
        await maintenance.backup(old, tmp_path / "copy")
    with pytest.raises(ConfigurationError, match="not overwritten"):
        await maintenance.restore(tmp_path / "copy", old, clock)


async def test_what_is_no_copy_is_refused_and_leaves_nothing(
    two_urls: tuple[str, str], tmp_path: Path, clock: MovableClock
) -> None:
    _, new = two_urls
    (tmp_path / "letter").write_text("Dear neighbours, " * 500)
    before = listing(tmp_path)
    for source in (tmp_path / "letter", tmp_path / "missing"):
        with pytest.raises(ConfigurationError) as said:
            await maintenance.restore(source, new, clock)
        assert str(said.value).endswith(".")
        assert "\n" not in str(said.value)
    assert listing(tmp_path) == before


async def test_files_are_the_owners_only_and_nothing_is_left_beside(tmp_path: Path, clock: MovableClock) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    db = await opened(url, clock)
    await maintenance.backup(url, tmp_path / "copies" / "copy.db")
    await maintenance.restore(tmp_path / "copies" / "copy.db", f"sqlite:///{tmp_path}/fresh/bot.db", clock)
    await db.close()
    assert listing(tmp_path / "copies") == {"copy.db"}
    assert listing(tmp_path / "fresh") == {"bot.db"}
    for file in (tmp_path / "copies" / "copy.db", tmp_path / "fresh" / "bot.db"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_a_crash_in_the_middle_leaves_no_half_copy(tmp_path: Path, clock: MovableClock) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    db = await opened(url, clock)
    with crash_at("backup.middle"), pytest.raises(OSError, match="power cut"):
        await maintenance.backup(url, tmp_path / "copies" / "copy.db")
    assert listing(tmp_path / "copies") == set()
    await db.close()


@contextmanager
def crash_at(label: str) -> Iterator[None]:
    def crash(reached: str) -> None:
        if reached == label:
            raise OSError("power cut")

    points.hook = crash
    try:
        yield
    finally:
        points.hook = None


async def test_postgresql_without_its_tools_is_said_in_one_sentence(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigurationError, match=r"pg_dump, which is not installed here\.$"):
        await maintenance.backup(postgres_url, tmp_path / "copy")


async def test_a_database_belongs_to_one_bot(db: Database) -> None:
    await db.write(claim, 7)
    await db.write(claim, 7)
    await db.write(quarantine)
    with pytest.raises(ConfigurationError, match="belongs to the bot 7"):
        await db.write(claim, 8)
    assert (await db.read(installation_of)).bot_id == 7
