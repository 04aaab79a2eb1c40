"""A group with the bot in one process, and handlers that a test writes itself."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.app import App, Subject
from bot.core.clock import MovableClock
from bot.core.db import Database
from bot.delivery.drawing import Drawing
from bot.handlers.context import Hearing, MemberChange, Migration
from bot.handlers.table import Command, Dialogue, Event, Table
from bot.intake.model import State
from bot.intake.store import counts
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world import Chat, Message, Person
from bot.screens.helping import Task
from bot.screens.model import Screen
from tests.support.house import open_house, stand_in


@dataclass
class Ear:
    """Handlers that write down what they hear; `does` lets a test decide what /act and the button do."""

    heard: list[tuple[Any, ...]] = field(default_factory=list)
    does: Callable[[Hearing], Awaitable[None]] | None = None

    async def act(self, hearing: Hearing) -> None:
        self.heard.append(("act", hearing.sighting.telegram_id, hearing.args))
        if self.does:
            await self.does(hearing)

    async def tapped(self, hearing: Hearing, code: str, number: str = "1") -> None:
        self.heard.append(("tapped", hearing.sighting.telegram_id, code, number))
        if self.does:
            await self.does(hearing)

    async def typed(self, hearing: Hearing, text: str) -> None:
        self.heard.append(("typed", text))
        if self.does:
            await self.does(hearing)

    async def asked_again(self, hearing: Hearing, said: str | None) -> None:
        self.heard.append(("asked again", said))
        await hearing.answer_again(None, said)

    async def linked(self, _hearing: Hearing, code: str) -> None:
        self.heard.append(("linked", code))

    async def bot_moved(self, hearing: Hearing, change: MemberChange) -> None:
        self.heard.append(("bot", change.was.value, change.now.value, hearing.private))

    async def people_moved(self, _hearing: Hearing, changes: tuple[MemberChange, ...]) -> None:
        self.heard.append(("people", [(change.telegram_id, change.now.value) for change in changes]))

    async def migrated(self, _hearing: Hearing, migration: Migration) -> None:
        self.heard.append(("migration", migration.old_chat_id, migration.new_chat_id))

    def table(self) -> Table:
        command = Command(
            self.act,
            description=lambda t: t.plain("Act"),
            explanation=lambda t: t.say("acts."),
            example=lambda _, __: "/act",
            task=Task.PLEDGES,
        )
        return Table(
            commands={"act": command, "start": command},
            taps={"go": self.tapped},
            dialogues={"form": Dialogue(self.typed, self.asked_again)},
            memberships={
                Event.BOT: self.bot_moved,
                Event.PEOPLE: self.people_moved,
                Event.MIGRATION: self.migrated,
            },
            payloads={"p": self.linked},
        )


@dataclass
class Scene:
    """A group with the bot, Maria and Tom in it."""

    app: App
    db: Database
    sandbox: Sandbox
    ear: Ear
    group: Chat
    maria: Person
    tom: Person

    async def drain(self) -> None:
        await self.app.drain()

    async def states(self) -> dict[State, int]:
        return await self.db.read(counts)

    async def card(self, data: str) -> Message:
        """A message of the bot with one button in the group."""
        button = {"inline_keyboard": [[{"text": "Go", "callback_data": data}]]}
        await self.app.bot.send_message(chat_id=self.group.id, text="Card", api_kwargs={"reply_markup": button})
        return self.sandbox.last(self.maria, self.group)


def nothing_to_say(*_: Any) -> Screen:
    raise AssertionError("nothing is owed in these tests")


@pytest.fixture
async def scene(sqlite_db: Database, clock: MovableClock) -> AsyncIterator[Scene]:
    sandbox = stand_in(clock)
    ear = Ear()
    async with open_house(sqlite_db, sandbox, Subject(ear.table(), Drawing(render=nothing_to_say))) as app:
        maria = await sandbox.create_person("Maria")
        tom = await sandbox.create_person("Tom")
        group = await sandbox.create_group(maria, "Mill Road neighbours", members=[tom], forum=False)
        await sandbox.add_bot(maria, group)
        await app.drain()
        ear.heard.clear()
        yield Scene(app, sqlite_db, sandbox, ear, group, maria, tom)
