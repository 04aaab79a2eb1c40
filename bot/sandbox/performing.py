"""The table of acts that the chat page can ask for: name → what happens. One line of JSON in, one out."""

import asyncio
import base64
import binascii
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.sandbox.errors import CannotAct
from bot.sandbox.files import Upload
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world import Chat, Json, Kind, Message, Person

_ANSWER_WAIT = 5.0
_GLANCE = 0.05


@dataclass(frozen=True, slots=True)
class Wish:
    """What the page asks: on whose behalf, and the act's own fields, looked up on demand. Raises CannotAct."""

    sandbox: Sandbox
    by: Person
    fields: Json

    def value(self, name: str, kind: type, default: Any = ...) -> Any:
        found = self.fields.get(name, default)
        if found is ...:
            raise CannotAct(f"{name} is missing")
        if not isinstance(found, kind) and found is not default:
            raise CannotAct(f"{name} is not a {kind.__name__}")
        return found

    def text(self, name: str, default: Any = ...) -> str:
        return self.value(name, str, default)  # type: ignore[no-any-return]

    @property
    def chat(self) -> Chat:
        return self.find_chat("chat")

    def find_chat(self, name: str) -> Chat:
        chat = self.sandbox.world.chats.get(self.value(name, int))
        if chat is None:
            raise CannotAct(f"there is no such {name}")
        return chat

    @property
    def group(self) -> Chat:
        chat = self.chat
        if chat.kind is Kind.PRIVATE:
            raise CannotAct("that is not a group")
        return chat

    @property
    def optional_chat(self) -> Chat | None:
        return self.chat if self.fields.get("chat") is not None else None

    @property
    def person(self) -> Person:
        return self.find_person(self.value("person", int))

    def find_person(self, number: int) -> Person:
        person = self.sandbox.world.people.get(number)
        if person is None:
            raise CannotAct("there is no such person")
        return person

    @property
    def message(self) -> Message:
        chat = self.chat
        if self.fields.get("ephemeral_message_id"):
            message = chat.ephemerals.get(self.value("ephemeral_message_id", int))
        else:
            message = chat.messages.get(self.value("message_id", int))
        if message is None:
            raise CannotAct("there is no such message")
        return message

    @property
    def reply_to(self) -> Message | None:
        number = self.fields.get("reply_to")
        return self.chat.messages.get(number) if number is not None else None

    @property
    def upload(self) -> Upload:
        try:
            data = base64.b64decode(self.text("data"), validate=True)
        except (binascii.Error, ValueError):
            raise CannotAct("data is not base64") from None
        return Upload(self.text("file_name", "file"), self.text("mime_type", "application/octet-stream"), data)


Perform = Callable[[Wish], Awaitable[Json]]


def _told(message: Message) -> Json:
    return {"message_id": message.id, "chat": message.chat.id}


async def _send_text(w: Wish) -> Json:
    thread = w.value("thread", int, None)
    said = await w.sandbox.send_text(w.by, w.chat, w.text("text"), reply_to=w.reply_to, thread=thread)
    return _told(said)


async def _press(w: Wish) -> Json:
    data = w.value("data", str, None)
    where = None if data is not None else (w.value("row", int), w.value("column", int))
    press = await w.sandbox.press(w.by, w.message, where, data=data)
    return {"callback_query_id": press.id}


async def _start(w: Wish) -> Json:
    return _told(await w.sandbox.start(w.by, w.value("payload", str, None) or None))


async def _edit_text(w: Wish) -> Json:
    await w.sandbox.edit_text(w.by, w.message, w.text("text"))
    return {}


async def _delete(w: Wish) -> Json:
    await w.sandbox.delete(w.by, w.message)
    return {}


async def _forward(w: Wish) -> Json:
    return _told(await w.sandbox.forward(w.by, w.message, w.find_chat("to")))


async def _send_location(w: Wish) -> Json:
    place = [float(w.value(name, int | float)) for name in ("latitude", "longitude")]  # type: ignore[arg-type]
    return _told(await w.sandbox.send_location(w.by, w.chat, place[0], place[1]))


async def _send_photo(w: Wish) -> Json:
    return _told(await w.sandbox.send_photo(w.by, w.chat, w.upload, w.text("caption", "")))


async def _send_document(w: Wish) -> Json:
    return _told(await w.sandbox.send_document(w.by, w.chat, w.upload, w.text("caption", "")))


async def _send_contact(w: Wish) -> Json:
    return _told(await w.sandbox.send_contact(w.by, w.chat, w.text("phone_number", "+447700900123")))


async def _join(w: Wish) -> Json:
    await w.sandbox.join(w.by, w.group)
    return {}


async def _leave(w: Wish) -> Json:
    await w.sandbox.leave(w.by, w.group)
    return {}


async def _add_person(w: Wish) -> Json:
    await w.sandbox.add_person(w.by, w.group, w.person)
    return {}


async def _remove_person(w: Wish) -> Json:
    await w.sandbox.remove_person(w.by, w.group, w.person)
    return {}


async def _add_bot(w: Wish) -> Json:
    await w.sandbox.add_bot(w.by, w.group, as_admin=w.value("as_admin", bool, False))
    return {}


async def _remove_bot(w: Wish) -> Json:
    await w.sandbox.remove_bot(w.by, w.group)
    return {}


async def _promote(w: Wish) -> Json:
    await w.sandbox.promote(w.by, w.group, w.person)
    return {}


async def _demote(w: Wish) -> Json:
    await w.sandbox.demote(w.by, w.group, w.person)
    return {}


async def _set_anonymous(w: Wish) -> Json:
    await w.sandbox.set_anonymous(w.by, w.group, on=w.value("on", bool))
    return {}


async def _block_bot(w: Wish) -> Json:
    await w.sandbox.block_bot(w.by)
    return {}


async def _unblock_bot(w: Wish) -> Json:
    await w.sandbox.unblock_bot(w.by)
    return {}


async def _deactivate(w: Wish) -> Json:
    await w.sandbox.deactivate(w.person if "person" in w.fields else w.by)
    return {}


async def _upgrade_group(w: Wish) -> Json:
    return {"chat": (await w.sandbox.upgrade_group(w.by, w.group)).id}


async def _create_person(w: Wish) -> Json:
    names = {name: w.value(name, str, None) for name in ("last_name", "username")}
    language = w.value("language_code", str, "en")
    person = await w.sandbox.create_person(w.text("first_name"), language_code=language, **names)
    return {"person": person.id}


async def _create_group(w: Wish) -> Json:
    members = [w.find_person(number) for number in w.value("members", list, [])]
    return {"chat": (await w.sandbox.create_group(w.by, w.text("title"), members)).id}


async def _rename(w: Wish) -> Json:
    await w.sandbox.rename(w.by, w.group, w.text("title"))
    return {}


async def _inline_query(w: Wish) -> Json:
    asked = await w.sandbox.inline_query(w.by, w.text("query"), w.optional_chat)
    for _ in range(int(_ANSWER_WAIT / _GLANCE)):
        if asked.results or asked.button:
            break
        await asyncio.sleep(_GLANCE)
    names = ("id", "title", "description")
    offered = [{name: result.get(name) for name in names} for result, _ in asked.results.values()]
    return {"query_id": asked.id, "results": offered, "button": asked.button}


async def _choose_inline(w: Wish) -> Json:
    asked = w.sandbox.inline_queries.get(w.text("query_id"))
    if asked is None:
        raise CannotAct("there is no such query")
    return _told(await w.sandbox.choose_inline(w.by, asked, w.text("result_id"), w.optional_chat))


async def _open_link(w: Wish) -> Json:
    return await w.sandbox.open_link(w.by, w.text("url"), w.optional_chat)


async def _move_clock(w: Wish) -> Json:
    move = getattr(w.sandbox.clock, "move", None)
    if move is None:
        raise CannotAct("this clock cannot be moved")
    seconds = w.value("seconds", int)
    if seconds <= 0:
        raise CannotAct("time moves forward")
    move(timedelta(seconds=seconds))
    now = w.sandbox.clock.now().isoformat()
    w.sandbox.events.add("clock", text=now)
    return {"now": now}


ACTS: dict[str, Perform] = {
    "send_text": _send_text,
    "press": _press,
    "start": _start,
    "edit_text": _edit_text,
    "delete": _delete,
    "forward": _forward,
    "send_location": _send_location,
    "send_photo": _send_photo,
    "send_document": _send_document,
    "send_contact": _send_contact,
    "join": _join,
    "leave": _leave,
    "add_person": _add_person,
    "remove_person": _remove_person,
    "add_bot": _add_bot,
    "remove_bot": _remove_bot,
    "promote": _promote,
    "demote": _demote,
    "set_anonymous": _set_anonymous,
    "block_bot": _block_bot,
    "unblock_bot": _unblock_bot,
    "deactivate": _deactivate,
    "upgrade_group": _upgrade_group,
    "create_person": _create_person,
    "create_group": _create_group,
    "rename": _rename,
    "inline_query": _inline_query,
    "choose_inline": _choose_inline,
    "open_link": _open_link,
    "move_clock": _move_clock,
}


async def perform(sandbox: Sandbox, wish: Json) -> Json:
    """Does what the page asks: {"as": person, "do": name, …}. Raises CannotAct with a sentence for the page."""
    name = wish.get("do")
    act = ACTS.get(name) if isinstance(name, str) else None
    if act is None:
        raise CannotAct(f"there is no act {name!r}")
    by = sandbox.world.people.get(wish.get("as", 0))
    if by is None or by is sandbox.bot:
        raise CannotAct("there is no such person to act")
    return await act(Wish(sandbox, by, wish))
