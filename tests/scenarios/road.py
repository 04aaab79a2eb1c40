"""Mill Road, where each act is heard and answered to its end, and where one can ask what somebody was told by it."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.app import App
from bot.sandbox.transcript import Seen
from bot.sandbox.world import Chat, Message, Person
from bot.subject import whole_subject
from tests.scenarios.tables import deeds
from tests.stories.conftest import MillRoad
from tests.support.house import open_house


@dataclass
class Road(MillRoad):
    """The neighbourhood of the stories, with everybody at home in it."""

    _next: AbstractAsyncContextManager[App] | None = None
    """The bot's present life, unless it is the first."""

    async def move_in(self) -> None:
        """Maria brings the bot in; each neighbour says something in the group and opens the private chat."""
        await self.add_bot()
        for person in self.people.people:
            await self.sandbox.send_text(person, self.group, "/help")
            await self.sandbox.start(person)
        await self.app.drain()

    async def told(self, person: Person, *acts: Any) -> list[Seen]:
        """What the bot said to this person (messages, edits, toasts) while these acts were done."""
        before = len(self.heard(person))
        for act in acts:
            await act
        await self.app.drain()
        return self.heard(person)[before:]

    def heard(self, person: Person) -> list[Seen]:
        """All that the bot has ever said to this person."""
        return [seen for seen in self.sandbox.seen(person) if seen.by_bot and seen.kind != "delete"]

    async def taps(self, who: Person, verb: str, chat: Chat | None = None) -> None:
        """Press the button of this verb, whatever its label is in the reader's language."""
        message = self.sandbox.last(who, chat)
        await self.sandbox.press(who, message, data=data_on(message, verb))
        await self.app.drain()

    async def publishes(self, who: Person, line: str) -> str:
        """A pledge in one line; its code."""
        await self.says(who, f"/pledge {line}")
        await self.taps(who, "pledge_publish")
        return code_on(self.last(who))

    async def cancels(self, who: Person, code: str, reason: str) -> None:
        """One's own pledge, with a reason."""
        await self.says(who, f"/show {code}")
        await self.taps(who, "pledge_cancel")
        await self.says(who, reason)
        await self.taps(who, "pledge_cancel_yes")

    async def deeds(self) -> dict[str, list[Any]]:
        """Everything that acts have left behind."""
        return await deeds(self.db)

    async def restart(self) -> None:
        """The bot ends and begins anew, with nothing but its database."""
        if self._next is None:
            await self.app.stop()
        await self.end()
        self._next = open_house(self.db, self.sandbox, whole_subject())
        self.app = await self._next.__aenter__()
        await self.app.drain()

    async def end(self) -> None:
        """End whatever was begun by `restart`."""
        if self._next is not None:
            await self._next.__aexit__(None, None, None)
            self._next = None

    async def pass_time(self, by: timedelta) -> None:
        self.clock.move(by)
        await self.app.drain()


def data_on(message: Message, verb: str) -> str:
    """The callback data of the button with this verb. Raises LookupError when there is none."""
    rows = (message.content.markup or {}).get("inline_keyboard", [])
    found = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
    for data in found:
        if data.split(":")[1] == verb:
            return str(data)
    raise LookupError(f"no button {verb!r} among {found}")


def code_on(message: Message) -> str:
    """The code of the pledge whose card this is."""
    return data_on(message, "pledge_who").rpartition(":")[2]


def only(told: Sequence[Seen]) -> str:
    """The one thing that was said."""
    said = [seen.text for seen in told if seen.text]
    assert len(said) == 1, said
    return said[0]
