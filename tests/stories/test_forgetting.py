"""/forgetme and /mydata through the wire: asked once, then nothing of the person is in any table or file."""

import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import column, text

from bot import maintenance
from bot.core.clock import MovableClock
from bot.core.db import Database, Tx, open_database, statement
from bot.core.statement import Statement
from bot.handlers import menus
from bot.handlers.commands import COMMANDS
from bot.maintenance.checking import findings
from bot.maintenance.forgotten import Lists, files_for
from bot.migrations.metadata import metadata
from bot.sandbox.people import neighbourhood
from bot.sandbox.stage import Setup
from bot.sandbox.world import Person
from bot.subject import KEEPERS, whole_subject
from tests.stories.conftest import MillRoad
from tests.support.house import open_house

MINUTE = timedelta(seconds=61)
_COLUMNS = ("id", "payer_id", "payee_id", "minutes", "happened_on", "recorded_at")
_BOOK = f"SELECT {', '.join(_COLUMNS)} FROM ledger_transfers ORDER BY id"  # noqa: S608  our own names
BOOK = statement(text(_BOOK).columns(*map(column, _COLUMNS)))
ACCOUNTS = statement(
    text("SELECT kind, holder_id, balance FROM ledger_accounts ORDER BY id").columns(
        column("kind"), column("holder_id"), column("balance")
    )
)
MARKERS = (
    "zanzibar",
    "quagga",
    "ocelot",
    "numbat",
    "wombat",
    "axolotl",
    "tapir",
    "kakapo",
    "gerenuk",
    "quokka",
    "bongo",
    "aardvark",
)
"""Words that Tom writes, each in another place."""


def _dump(table: str) -> Statement:
    names = [each.name for each in metadata.tables[table].columns]
    cells = ", ".join(f'CAST("{name}" AS text) AS "{name}"' for name in names)
    return statement(text(f'SELECT {cells} FROM "{table}"').columns(*map(column, names)))  # noqa: S608  our own names


DUMPS = {table: _dump(table) for table in sorted(metadata.tables)}


def dumped(tx: Tx) -> dict[str, str]:
    """All cells of all tables, as text."""
    return {table: " | ".join(str(cell) for row in tx.rows(dump) for cell in row) for table, dump in DUMPS.items()}


async def found_in(db: Database, words: Iterable[str]) -> set[tuple[str, str]]:
    tables = await db.read(dumped)
    return {(table, word) for table, said in tables.items() for word in words if word in said}


def traces_of(who: Person) -> tuple[str, ...]:
    return (who.first_name, str(who.id), *((who.username,) if who.username else ()), *MARKERS)


@asynccontextmanager
async def opened(url: str, clock: MovableClock) -> AsyncIterator[MillRoad]:
    """Everybody lives here and has opened the private chat; Tom is an admin, too. At the end every invariant holds."""
    people = await neighbourhood(clock, Random(7), Setup(flood=False))
    db = await open_database(url, clock)
    async with open_house(db, people.sandbox, whole_subject()) as app:
        road = MillRoad(app, db, clock, people)
        await road.add_bot()
        await people.sandbox.promote(people.maria, people.group, people.tom)
        for who in people.people:
            await road.says(who, "/pledges", road.group)
            await road.starts(who)
        yield road
    assert await db.read(findings) == []
    assert people.sandbox.unanswered() == []
    await db.close()


@pytest.fixture
async def road(sqlite_url: str, clock: MovableClock) -> AsyncIterator[MillRoad]:
    async with opened(sqlite_url, clock) as road:
        yield road


async def later(road: MillRoad, pause: timedelta = MINUTE) -> None:
    road.clock.move(pause)
    await road.app.drain()


def plain(said: str) -> str:
    return "".join(letter for letter in said if letter not in "\u2068\u2069\u200e\u2066")


async def pledged(road: MillRoad, who: Person, line: str) -> str:
    await road.says(who, f"/pledge {line}")
    await road.presses(who, "Publish")
    return plain(road.text(who)).split(" · ")[1].split(maxsplit=1)[0]


async def gives(road: MillRoad, who: Person, line: str) -> None:
    await road.says(who, f"/give {line}")


async def forgotten(road: MillRoad, who: Person) -> None:
    await road.says(who, "/forgetme")
    await road.presses(who, "Forget me")


async def life_of_tom(road: MillRoad) -> dict[str, str]:
    """Pledges, signatures, paper, a promise in return, news, an excuse, hours with words, an open form; the codes."""
    people = road.people
    tom, maria, chidi, joan = people.tom, people.maria, people.chidi, people.joan
    theirs = await pledged(road, maria, "I will clean the pond if 9 other neighbours will join by 6 December")
    for who in (tom, chidi):
        await road.says(who, f"/sign {theirs}")
    await road.says(tom, f"/show {theirs}")
    await road.presses(tom, "Promise in return")
    await road.presses(tom, "I promise something")
    await road.says(tom, "resurface the wombat path by 1 May")
    await road.says(tom, "The axolotl councillor")
    await road.presses(tom, "Promise it")
    await road.says(tom, f"/show {theirs}")
    await road.presses(tom, "Signed on paper")
    await road.presses(tom, "Add people")
    await road.says(tom, "Ann kakapo")
    mine = await pledged(road, tom, "I will bring zanzibar gloves if 3 quagga lovers will join by 6 December")
    await road.says(maria, f"/sign {mine}")
    await road.says(joan, f"/sign {mine}")
    alive = await pledged(road, tom, "I will sweep the ocelot path if 2 other neighbours will join by 6 December")
    for who in (maria, chidi):
        await road.says(who, f"/sign {alive}")
    await road.says(tom, f"/show {alive}")
    await road.presses(tom, "Write to all")
    await road.says(tom, "Meet at the numbat gate")
    await road.presses(tom, "Send it")
    happens = await pledged(road, joan, "I will carry chairs if 1 other neighbour will join by 6 December")
    await road.says(tom, f"/sign {happens}")
    await road.says(tom, "/give @maria_santos 1h30 mending my tapir")
    await later(road)
    await road.says(maria, "/give @tombevan 20 min saying hello")
    await later(road)
    await road.says(tom, "/log 1h tidying the quokka shed")
    await road.says(maria, "/approvals")
    await road.presses(maria, "Approve 1")
    await road.says(tom, "/log 1h more for the bongo")
    await road.says(tom, "/offer aardvark walks, up to 1h")
    await road.says(tom, "/pledge I will feed the gerenuk if 4 other neighbours will join by 6 December")
    return {"theirs": theirs, "mine": mine, "alive": alive, "happens": happens}


def bytes_in(folder: Path) -> bytes:
    """Whatever lies in a folder, the databases' logs included."""
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file() and file.name != "copy")


def standing(road: MillRoad) -> str:
    """What the bot's messages in the group say now."""
    return " ".join(message.content.text for message in road.sandbox.screen(road.people.joan, road.group))


async def test_nothing_of_them_is_left_and_a_restored_copy_forgets_them_again(
    two_urls: tuple[str, str], clock: MovableClock, tmp_path: Path
) -> None:
    old, new = two_urls
    await maintenance.migrate(old, clock)
    async with opened(old, clock) as road:
        tom = road.people.tom
        await life_of_tom(road)
        assert {word for _, word in await found_in(road.db, traces_of(tom))} == {*traces_of(tom)}
        book = await road.db.read(lambda tx: tx.rows(BOOK))
        await maintenance.backup(old, tmp_path / "copy")
        await gives(road, road.people.maria, "@tombevan 10 min on its way")
        await road.says(tom, "/forgetme")
        asked = plain(road.text(tom))
        assert "2 pledges that you began are called off, and their signers are told." in asked
        assert "Mill Road neighbours: the 1 h 50 min that you have go to the community." in asked
        await road.presses(tom, "Forget me")
        assert plain(road.text(tom)).startswith("You are forgotten. All the best!")
        assert await found_in(road.db, traces_of(tom)) == set()
        await later(road)
        assert await found_in(road.db, traces_of(tom)) == set()
        assert not [word for word in MARKERS if word in standing(road)]
        after = await road.db.read(lambda tx: tx.rows(BOOK))
        assert after[: len(book)] == book
        assert [row.minutes for row in after[len(book) :]] == [110]
        assert sum(row.balance for row in await road.db.read(lambda tx: tx.rows(ACCOUNTS))) == 0
        lists = Lists(road.db, files_for(old, tmp_path, 7))
        await lists.walk(1)
        assert not [word for word in traces_of(tom) if word.encode() in bytes_in(tmp_path)]
    assert await maintenance.restore(tmp_path / "copy", new, clock, KEEPERS) == 1
    restored = await open_database(new, clock)
    assert await found_in(restored, traces_of(tom)) == set()
    assert await maintenance.check(restored) == []
    assert (await restored.read(lambda tx: tx.rows(BOOK)))[: len(book)] == book
    await restored.close()
    assert not [word for word in traces_of(tom) if word.encode() in bytes_in(tmp_path)]


async def test_others_keep_what_is_theirs_and_are_told(road: MillRoad) -> None:
    people = road.people
    tom, maria, joan = people.tom, people.maria, people.joan
    codes = await life_of_tom(road)
    await forgotten(road, tom)
    await later(road)
    assert "The person who began it has called this pledge off." in plain(road.text(joan))
    assert "They are no longer here: I have forgotten them" in plain(road.text(joan))
    await road.says(maria, f"/show {codes['theirs']}")
    assert "2 of 9" in plain(road.text(maria)), "without Tom; whom he vouched for is counted without a name"
    await road.says(joan, f"/show {codes['happens']}")
    assert "1 of 1" in plain(road.text(joan)), "what has come alive counts him"
    await road.says(maria, f"/show {codes['mine']}")
    assert "This pledge was cancelled." in plain(road.text(maria))
    await road.says(maria, "/statement")
    assert "1 h 30 min from somebody who has left" in plain(road.text(maria))
    tables = await road.db.read(dumped)
    assert "clean the pond" in tables["pledges"]
    assert "saying hello" in tables["ledger_texts"]


async def test_what_they_owe_is_written_off_and_what_is_on_its_way_goes_back(road: MillRoad) -> None:
    tom, maria = road.people.tom, road.people.maria
    await gives(road, tom, "@maria_santos 4h a long wall")
    await later(road)
    await gives(road, maria, "@tombevan 30 min a gift")
    await gives(road, tom, "@maria_santos 15 min another wall")
    await road.says(tom, "/forgetme")
    assert "the 2 h that you owe are written off" in plain(road.text(tom))
    await road.presses(tom, "Forget me")
    await later(road)
    accounts = {row.kind: row.balance for row in await road.db.read(lambda tx: tx.rows(ACCOUNTS)) if row.balance}
    assert accounts == {"fund": -240, "member": 360, "write_off": -120}
    await road.says(maria, "/balance")
    assert "Held, on its way to others: 0 min" in plain(road.text(maria))


async def test_twice_and_then_a_stranger(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, "/forgetme")
    question = road.last(tom)
    data = question.content.markup["inline_keyboard"][0][0]["callback_data"]  # type: ignore[index]
    await road.presses(tom, "Forget me")
    await road.sandbox.press(tom, question, data=data)
    await road.app.drain()
    assert plain(road.text(tom)) == "I keep nothing about you."
    assert await found_in(road.db, traces_of(tom)) == set(), "pressing it again has not made him known"
    await road.starts(tom)
    assert "Hello Tom!" in plain(road.text(tom))
    assert "You are not in a community yet." in plain(road.text(tom))
    await road.says(tom, "/balance", road.group)
    assert "You can spend: 7 h" in plain(road.text(tom)), "he begins anew"


async def test_only_whoever_was_asked_can_say_yes(road: MillRoad) -> None:
    tom, maria = road.people.tom, road.people.maria
    await road.says(tom, "/forgetme")
    data = road.last(tom).content.markup["inline_keyboard"][0][0]["callback_data"]  # type: ignore[index]
    for forged in (data, "1:forget_me:0", "1:forget_me:"):
        await road.sandbox.press(maria, road.last(maria), data=forged)
        await road.app.drain()
    assert "/forgetme" in road.sandbox.toasts(maria)[-1].text
    names = (await road.db.read(dumped))["people"]
    assert "Maria" in names
    assert "Tom" in names
    await later(road, timedelta(minutes=16))
    await road.presses(tom, "Forget me")
    assert "Tom" in (await road.db.read(dumped))["people"], "a quarter of an hour is too long ago"


async def test_in_the_group_nobody_else_sees_it(road: MillRoad) -> None:
    tom, maria = road.people.tom, road.people.maria
    await menus.offer(road.app.bot, road.db, COMMANDS)
    before = standing(road)
    await road.says(tom, "/forgetme", road.group)
    await road.presses(tom, "Forget me", road.group)
    assert "You are forgotten" in plain(road.text(tom, road.group))
    assert standing(road) == before
    assert await found_in(road.db, traces_of(tom)) == set()
    assert "Maria" in (await road.db.read(dumped))["people"], maria


async def test_what_is_kept_is_told_whole(road: MillRoad) -> None:
    tom = road.people.tom
    await life_of_tom(road)
    await road.says(tom, "/mydata")
    described = [one.content.media["document"] for one in road.sandbox.screen(tom) if "document" in one.content.media]
    assert [each["file_name"] for each in described] == ["my-data.json"]
    data = road.sandbox.files.by_id(described[0]["file_id"]).upload.data.decode()
    assert not [word for word in traces_of(tom) if word not in data]
    kept = json.loads(data)
    assert set(kept) == {keeper.name for keeper in KEEPERS}
    assert kept["hours"]["accounts"][0]["balance"] == 110
    said = plain(" ".join(one.content.text for one in road.sandbox.screen(tom)))
    assert "What I keep about you" in said
    assert "Pledges, signatures, and what you wrote there: " in said
