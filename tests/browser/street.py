"""A neighbourhood behind a real HTTP server, and a puppet that says what the bot would say."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.core.clock import MovableClock
from bot.sandbox import inprocess
from bot.sandbox.people import Neighbourhood, neighbourhood
from bot.sandbox.server import Serving, serving
from bot.sandbox.world import Chat, Message, Person

Json = dict[str, Any]

COMMANDS = [
    {"command": "pledge", "description": "Make a pledge: I will, if others will"},
    {"command": "pledges", "description": "Open pledges near you"},
    {"command": "help", "description": "What this bot can do"},
]


@dataclass(frozen=True, slots=True)
class Street:
    """The neighbourhood, served at `url`; the bot is in the group, and nobody drives it but the test."""

    people: Neighbourhood
    url: str

    @property
    def group(self) -> Chat:
        return self.people.group

    def look(self, *looks: tuple[Person, Chat | None], on: str = "a") -> str:
        """The page's address for these people, each in the given chat (None: in private with the bot)."""
        parts = [f"{slot}={who.id}.{(chat or who).id}" for slot, (who, chat) in zip("abc", looks, strict=False)]
        return f"{self.url}/#{'&'.join([*parts, f'on={on}'])}"

    async def api(self, method: str, **params: Any) -> Any:
        """One call of the Bot API, which must succeed."""
        sandbox = self.people.sandbox
        status, body = await inprocess.call(sandbox, sandbox.setup.token, method, params)
        answer = json.loads(body)
        assert status == 200, answer
        return answer["result"]

    async def says(self, chat: Chat | Person, text: str, *rows: list[Json], **more: Any) -> Message:
        """The bot writes to a chat, with rows of inline buttons if there are any."""
        markup = {"reply_markup": {"inline_keyboard": list(rows)}} if rows else {}
        sent = await self.api("sendMessage", chat_id=chat.id, text=text, **markup, **more)
        return self.people.sandbox.world.chats[chat.id].messages[sent["message_id"]]

    async def edits(self, message: Message, text: str, *rows: list[Json]) -> None:
        """The bot edits its own message."""
        where = {"chat_id": message.chat.id, "message_id": message.id}
        await self.api("editMessageText", **where, text=text, reply_markup={"inline_keyboard": list(rows)})

    async def answers(self, text: str, *, alert: bool = False) -> None:
        """The bot answers the newest press with a toast or an alert."""
        press = self.people.sandbox.unanswered()[-1]
        await self.api("answerCallbackQuery", callback_query_id=press.id, text=text, show_alert=alert)

    async def whispers(self, text: str) -> None:
        """The bot answers the newest press by a message that only its presser sees."""
        press = self.people.sandbox.unanswered()[-1]
        assert press.chat is not None
        whom = {"receiver_user_id": press.person.id, "callback_query_id": press.id}
        await self.api("sendMessage", chat_id=press.chat.id, text=text, ephemeral_message_parameters=whom)

    async def offers(self, title: str) -> None:
        """The bot answers the newest inline question, once there is one, with one card."""
        queries = self.people.sandbox.inline_queries
        for _ in range(100):
            if queries:
                break
            await asyncio.sleep(0.05)
        card = {"type": "article", "id": "1", "title": title, "input_message_content": {"message_text": title}}
        await self.api("answerInlineQuery", inline_query_id=next(reversed(queries)), results=[card])


def button(text: str, **more: Any) -> Json:
    """An inline button; one that calls back unless told otherwise."""
    does_something_else = any(name != "style" for name in more)
    return {"text": text, **more} if does_something_else else {"text": text, "callback_data": text, **more}


@asynccontextmanager
async def open_street(clock: MovableClock) -> AsyncIterator[Street]:
    """Serves a fresh neighbourhood until the block ends."""
    people = await neighbourhood(clock)
    await people.sandbox.add_bot(people.maria, people.group)
    server: Serving
    async with serving(people.sandbox) as server:
        street = Street(people, server.url)
        await street.api("setMyCommands", commands=COMMANDS)
        yield street
