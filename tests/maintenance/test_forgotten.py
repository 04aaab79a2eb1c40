"""The lists of who was forgotten: written once, never shortened, and read before anything is restored."""

from pathlib import Path

import pytest

from bot import maintenance
from bot.communities import erasing
from bot.communities import service as communities
from bot.communities.model import PersonId
from bot.core.clock import MovableClock
from bot.core.db import ConfigurationError, Database
from bot.maintenance.forgotten import Lists, add_to, files_for, listed_in
from bot.outbox.forgetting import forget_again
from bot.subject import KEEPERS
from tests.support.street import found, telegram_id

ONE, TWO = PersonId(41), PersonId(7)


def test_a_list_grows_and_is_the_owner_s_only(tmp_path: Path) -> None:
    file = tmp_path / "copies" / "ifyouwill-1.forgotten"
    add_to(file, [])
    assert not file.exists(), "nobody, no list"
    add_to(file, [ONE])
    add_to(file, [TWO])
    assert listed_in([file.parent]) == [TWO, ONE]
    assert file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_lists_lie_beside_the_file_and_with_the_copies(tmp_path: Path) -> None:
    files = files_for(f"sqlite:///{tmp_path}/bot.db", tmp_path / "copies", 5)
    assert files == [tmp_path / "of-bot.db.forgotten", tmp_path / "copies" / "ifyouwill-5.forgotten"]
    assert files_for("postgresql://localhost/bot", None, 5) == []


async def test_nothing_is_restored_by_a_list_that_cannot_be_read(tmp_path: Path, clock: MovableClock) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    await maintenance.migrate(url, clock)
    await maintenance.backup(url, tmp_path / "copy")
    (tmp_path / "bad.forgotten").write_text("41\nMaria\n")
    with pytest.raises(ConfigurationError, match=r"bad\.forgotten"):
        await maintenance.restore(tmp_path / "copy", f"sqlite:///{tmp_path}/new.db", clock, KEEPERS)
    assert not (tmp_path / "new.db").exists()


async def test_a_list_that_cannot_be_written_is_written_later(db: Database, tmp_path: Path) -> None:
    street = await db.write(found, 2)
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    lists = Lists(db, [blocked / "ifyouwill-1.forgotten"])
    await db.write(forget_again, street.people[:1], KEEPERS)
    await lists.walk(1)
    blocked.unlink()
    await lists.walk(1)
    assert listed_in([blocked]) == [street.people[0]]


async def test_whoever_comes_back_is_not_forgotten_again(db: Database) -> None:
    street = await db.write(found, 1)
    first = street.people[0]
    assert await db.write(forget_again, [first, ONE], KEEPERS) == 1
    again = (await db.write(found, 1)).people[0]
    assert again != first
    assert await db.write(forget_again, [first], KEEPERS) == 0
    who = await db.read(communities.person_by_telegram_id, telegram_id(0))
    assert who is not None
    assert who.id == again
    assert await db.read(erasing.forgotten) == [first]
