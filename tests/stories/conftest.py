"""Mill Road with the whole bot in it, through the wire, one step at a time."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from random import Random

import pytest

from bot.app import App
from bot.core.clock import MovableClock
from bot.core.db import Database
from bot.maintenance.checking import findings
from bot.sandbox.people import Neighbourhood, neighbourhood
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.stage import Setup
from bot.sandbox.transcript import Seen
from bot.sandbox.world import Chat, Message, Person
from bot.subject import whole_subject
from tests.support.house import open_house


@dataclass
class MillRoad:
    """Six neighbours, their group, and the bot outside of it; each act is heard and answered to its end."""

    app: App
    db: Database
    clock: MovableClock
    people: Neighbourhood

    @property
    def sandbox(self) -> Sandbox:
        return self.people.sandbox

    @property
    def group(self) -> Chat:
        return self.people.group

    async def add_bot(self) -> None:
        await self.sandbox.add_bot(self.people.maria, self.group)
        await self.app.drain()

    async def says(self, who: Person, text: str, chat: Chat | None = None, *, thread: int | None = None) -> None:
        await self.sandbox.send_text(who, chat, text, thread=thread)
        await self.app.drain()

    async def starts(self, who: Person, payload: str | None = None) -> None:
        await self.sandbox.start(who, payload)
        await self.app.drain()

    async def presses(self, who: Person, label: str, chat: Chat | None = None) -> None:
        """Presses the button with this label on the bot's newest message there."""
        await self.sandbox.press(who, self.sandbox.last(who, chat), label)
        await self.app.drain()

    def last(self, who: Person, chat: Chat | None = None) -> Message:
        return self.sandbox.last(who, chat)

    def text(self, who: Person, chat: Chat | None = None) -> str:
        return self.last(who, chat).content.text

    def said_in_group(self) -> list[Seen]:
        """What the bot has said aloud in the group, as its owner saw it."""
        seen = self.sandbox.seen(self.people.maria, self.group)
        return [one for one in seen if one.by_bot and one.kind == "message" and len(one.audience) > 1]


@pytest.fixture
async def mill_road(sqlite_db: Database, clock: MovableClock) -> AsyncIterator[MillRoad]:
    """Nobody has met the bot yet. At the end every invariant holds and no button spins."""
    people = await neighbourhood(clock, Random(7), Setup(flood=False))
    async with open_house(sqlite_db, people.sandbox, whole_subject()) as app:
        yield MillRoad(app, sqlite_db, clock, people)
    assert await sqlite_db.read(findings) == []
    assert people.sandbox.unanswered() == []
