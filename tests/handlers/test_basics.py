"""/start, /help, /cancel, with everything this release can do."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.app import App
from bot.core.clock import MovableClock
from bot.core.db import Database
from bot.handlers.commands import COMMANDS
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world import Person
from bot.screens.words import words_for
from bot.subject import whole_subject
from tests.support.house import open_house, stand_in


@dataclass
class Chatting:
    app: App
    sandbox: Sandbox
    tom: Person

    async def says(self, text: str) -> str:
        await self.sandbox.send_text(self.tom, None, text)
        await self.app.drain()
        return self.answer

    async def presses(self, label: str) -> str:
        await self.sandbox.press(self.tom, self.sandbox.last(self.tom), label)
        await self.app.drain()
        return self.answer

    @property
    def answer(self) -> str:
        return self.sandbox.last(self.tom).content.text


@pytest.fixture
async def chatting(sqlite_db: Database, clock: MovableClock) -> AsyncIterator[Chatting]:
    sandbox = stand_in(clock)
    async with open_house(sqlite_db, sandbox, whole_subject()) as app:
        tom = await sandbox.create_person("Tom")
        await sandbox.start(tom)
        await app.drain()
        yield Chatting(app, sandbox, tom)


async def test_start_greets_by_name_and_offers_help(chatting: Chatting) -> None:
    assert "Tom" in chatting.answer
    assert "topic" in await chatting.presses("What can I do?")


async def test_help_goes_by_task_and_back(chatting: Chatting) -> None:
    await chatting.says("/help")
    assert "/sign CODE" in await chatting.presses("Pledges")
    assert "/sign CODE" not in await chatting.presses("All topics")


@pytest.mark.parametrize("name", sorted(COMMANDS))
async def test_each_command_has_help_with_its_example(name: str, chatting: Chatting) -> None:
    answer = await chatting.says(f"/help {name}")
    assert COMMANDS[name].example(words_for("en"), "CODE") in answer


@pytest.mark.parametrize("wish", ["nonsense", "<b>", "/", "pledges " * 50])
async def test_help_for_nonsense_is_the_front_page(wish: str, chatting: Chatting) -> None:
    assert "topic" in await chatting.says(f"/help {wish}")


async def test_cancel_without_anything_open(chatting: Chatting) -> None:
    assert "nothing to cancel" in await chatting.says("/cancel")
