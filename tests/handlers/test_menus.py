"""The command menus: what they offer to whom, and how seldom they are written."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Final

import pytest

from bot.core.clock import MovableClock
from bot.core.db import Database
from bot.handlers import menus
from bot.handlers.commands import COMMANDS
from bot.handlers.table import Command, Where
from bot.sandbox.faults import Fault, What
from bot.sandbox.profile import Ephemerals
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.stage import Setup
from bot.sandbox.world import Chat, Json, Person
from bot.subject import whole_subject
from tests.support.house import open_house

ALL_MENUS: Final = 9
"""Three scopes in three languages."""

OLDER: Final = (Ephemerals.FORGOTTEN, Ephemerals.REFUSED)


class Telegram:
    """The stand-in, and how many menus each start of the bot writes."""

    def __init__(self, db: Database, clock: MovableClock, ephemerals: Ephemerals = Ephemerals.KNOWN) -> None:
        self._db = db
        self.sandbox = Sandbox(clock, Random(1), Setup(flood=False, ephemeral_commands=ephemerals))

    async def start(self, commands: Mapping[str, Command] = COMMANDS) -> int:
        async with open_house(self._db, self.sandbox, whole_subject()) as app:
            return await menus.offer(app.bot, self._db, commands)

    def menu(self, person: Person, chat: Chat) -> list[Json]:
        return self.sandbox.profile.seen_by(person, chat)


async def street(telegram: Telegram) -> tuple[Person, Person, Chat]:
    """Maria, who owns a group, and Dilys, who reads Welsh."""
    maria = await telegram.sandbox.create_person("Maria")
    dilys = await telegram.sandbox.create_person("Dilys", language_code="cy")
    return maria, dilys, await telegram.sandbox.create_group(maria, "Mill Road", [dilys])


async def test_they_are_written_once(db: Database, clock: MovableClock) -> None:
    telegram = Telegram(db, clock)
    assert [await telegram.start() for _ in range(2)] == [ALL_MENUS, 0]


async def test_in_groups_every_command_and_its_answer_are_for_one_person(
    sqlite_db: Database, clock: MovableClock
) -> None:
    telegram = Telegram(sqlite_db, clock)
    await telegram.start()
    maria, dilys, group = await street(telegram)
    for person in (maria, dilys):
        assert {entry["command"]: entry["is_ephemeral"] for entry in telegram.menu(person, group)} == dict.fromkeys(
            COMMANDS, True
        )
        private = telegram.menu(person, telegram.sandbox.private(person))
        assert [entry["command"] for entry in private] == list(COMMANDS)
        assert not any("is_ephemeral" in entry for entry in private)
    assert telegram.menu(maria, group) != telegram.menu(dilys, group), "in one's own language"


async def test_each_scope_offers_what_belongs_there(sqlite_db: Database, clock: MovableClock) -> None:
    telegram = Telegram(sqlite_db, clock)
    some = replace(COMMANDS["help"], where=Where.ANYWHERE)
    await telegram.start(
        {
            "all": some,
            "alone": replace(some, where=Where.PRIVATE),
            "here": replace(some, where=Where.GROUP),
            "lead": replace(some, where=Where.GROUP, organisers=True),
        }
    )
    maria, dilys, group = await street(telegram)
    assert [entry["command"] for entry in telegram.menu(maria, group)] == ["all", "here", "lead"]
    assert [entry["command"] for entry in telegram.menu(dilys, group)] == ["all", "here"]
    assert [entry["command"] for entry in telegram.menu(dilys, telegram.sandbox.private(dilys))] == ["all", "alone"]


@pytest.mark.parametrize("ephemerals", OLDER)
async def test_an_older_server_gets_common_commands_and_is_not_asked_at_each_start(
    db: Database, clock: MovableClock, ephemerals: Ephemerals
) -> None:
    telegram = Telegram(db, clock, ephemerals)
    assert [await telegram.start() for _ in range(3)] == [ALL_MENUS, 0, 0]
    maria, _, group = await street(telegram)
    assert [entry["command"] for entry in telegram.menu(maria, group)] == list(COMMANDS)
    assert not any("is_ephemeral" in entry for entry in telegram.menu(maria, group))


@pytest.mark.parametrize("ephemerals", OLDER)
async def test_changed_menus_are_tried_in_full_again(
    sqlite_db: Database, clock: MovableClock, ephemerals: Ephemerals
) -> None:
    telegram = Telegram(sqlite_db, clock, ephemerals)
    await telegram.start()
    telegram.sandbox.profile.ephemerals = Ephemerals.KNOWN
    assert await telegram.start() == 0
    fewer = {name: command for name, command in COMMANDS.items() if name != "start"}
    assert await telegram.start(fewer) == ALL_MENUS
    maria, _, group = await street(telegram)
    assert all(entry["is_ephemeral"] for entry in telegram.menu(maria, group))


async def test_menus_from_before_ephemeral_commands_are_written_anew(sqlite_db: Database, clock: MovableClock) -> None:
    telegram = Telegram(sqlite_db, clock, Ephemerals.FORGOTTEN)
    await telegram.start()
    telegram.sandbox.profile.ephemerals = Ephemerals.KNOWN
    await sqlite_db.write(menus.note_offered, "menus", "as an earlier release had them")
    assert await telegram.start() == 6
    assert await telegram.start() == 0


async def test_what_somebody_else_has_written_over_is_mended(sqlite_db: Database, clock: MovableClock) -> None:
    telegram = Telegram(sqlite_db, clock, Ephemerals.REFUSED)
    await telegram.start()
    telegram.sandbox.profile.drop_commands("all_group_chats", "cy")
    assert await telegram.start() == 1
    assert await telegram.start() == 0


async def test_what_failed_is_left_for_the_next_start(
    sqlite_db: Database, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    telegram = Telegram(sqlite_db, clock, Ephemerals.FORGOTTEN)
    telegram.sandbox.faults.add(Fault(What.SERVER_ERROR, method="setMyCommands", skip=4))
    assert await telegram.start() == ALL_MENUS - 1
    assert "could not be set" in caplog.text
    assert await telegram.start() == 6, "not all were tried, so those of groups are tried again"
    assert await telegram.start() == 0
