"""The table of acts that the chat page can ask for: name → what happens. One line of JSON in, one out."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.sandbox.errors import CannotAct
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.wishes import Wish
from bot.sandbox.world import Json, Message

_ANSWER_WAIT = 5.0
_GLANCE = 0.05


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


async def _forward(w: Wish) -> Json:
    return _told(await w.sandbox.forward(w.by, w.message, w.find_chat("to")))


async def _send_location(w: Wish) -> Json:
    said = await w.sandbox.send_location(w.by, w.chat, w.number("latitude"), w.number("longitude"))
    return _told(said)


async def _send_photo(w: Wish) -> Json:
    return _told(await w.sandbox.send_photo(w.by, w.chat, w.upload, w.text("caption", "")))


async def _send_document(w: Wish) -> Json:
    return _told(await w.sandbox.send_document(w.by, w.chat, w.upload, w.text("caption", "")))


async def _send_contact(w: Wish) -> Json:
    return _told(await w.sandbox.send_contact(w.by, w.chat, w.text("phone_number", "+447700900123")))


async def _upgrade_group(w: Wish) -> Json:
    return {"chat": (await w.sandbox.upgrade_group(w.by, w.group)).id}


async def _add_topic(w: Wish) -> Json:
    return {"thread": await w.sandbox.add_topic(w.by, w.group, w.text("title"))}


async def _create_person(w: Wish) -> Json:
    names = {name: w.value(name, str, None) for name in ("last_name", "username")}
    language = w.value("language_code", str, "en")
    person = await w.sandbox.create_person(w.text("first_name"), language_code=language, **names)
    return {"person": person.id}


async def _create_group(w: Wish) -> Json:
    members = [w.find_person(number) for number in w.value("members", list, [])]
    kind = w.text("kind", "group")
    if kind not in _GROUPS:
        raise CannotAct(f"there is no group of the kind {kind!r}")
    return {"chat": (await w.sandbox.create_group(w.by, w.text("title"), members, **_GROUPS[kind])).id}


_GROUPS = {"group": {}, "supergroup": {"supergroup": True}, "forum": {"forum": True}}


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


_QUIET: dict[str, Callable[[Wish], Awaitable[None]]] = {
    "edit_text": lambda w: w.sandbox.edit_text(w.by, w.message, w.text("text")),
    "delete": lambda w: w.sandbox.delete(w.by, w.message),
    "join": lambda w: w.sandbox.join(w.by, w.group),
    "leave": lambda w: w.sandbox.leave(w.by, w.group),
    "add_person": lambda w: w.sandbox.add_person(w.by, w.group, w.person),
    "remove_person": lambda w: w.sandbox.remove_person(w.by, w.group, w.person),
    "add_bot": lambda w: w.sandbox.add_bot(w.by, w.group, as_admin=w.value("as_admin", bool, default=False)),
    "remove_bot": lambda w: w.sandbox.remove_bot(w.by, w.group),
    "promote": lambda w: w.sandbox.promote(w.by, w.group, w.person),
    "demote": lambda w: w.sandbox.demote(w.by, w.group, w.person),
    "restrict": lambda w: w.sandbox.restrict(w.by, w.group, w.person),
    "allow": lambda w: w.sandbox.allow(w.by, w.group, w.person),
    "set_topics": lambda w: w.sandbox.set_topics(w.by, w.group, on=w.value("on", bool)),
    "close_topic": lambda w: w.sandbox.close_topic(w.by, w.group, w.value("thread", int)),
    "reopen_topic": lambda w: w.sandbox.reopen_topic(w.by, w.group, w.value("thread", int)),
    "delete_topic": lambda w: w.sandbox.delete_topic(w.by, w.group, w.value("thread", int)),
    "set_anonymous": lambda w: w.sandbox.set_anonymous(w.by, w.group, on=w.value("on", bool)),
    "rename": lambda w: w.sandbox.rename(w.by, w.group, w.text("title")),
    "block_bot": lambda w: w.sandbox.block_bot(w.by),
    "unblock_bot": lambda w: w.sandbox.unblock_bot(w.by),
    "deactivate": lambda w: w.sandbox.deactivate(w.person if "person" in w.fields else w.by),
}
"""Acts of which there is nothing to tell afterwards."""

_TELLING: dict[str, Perform] = {
    "send_text": _send_text,
    "press": _press,
    "start": _start,
    "forward": _forward,
    "send_location": _send_location,
    "send_photo": _send_photo,
    "send_document": _send_document,
    "send_contact": _send_contact,
    "upgrade_group": _upgrade_group,
    "add_topic": _add_topic,
    "create_person": _create_person,
    "create_group": _create_group,
    "inline_query": _inline_query,
    "choose_inline": _choose_inline,
    "open_link": _open_link,
    "move_clock": _move_clock,
}
"""Acts that answer with a number or more."""

ACTS = frozenset({*_QUIET, *_TELLING})


async def perform(sandbox: Sandbox, wish: Json) -> Json:
    """Does what the page asks: {"as": person, "do": name, …}. Raises CannotAct with a sentence for the page."""
    name = wish.get("do")
    if not isinstance(name, str) or name not in ACTS:
        raise CannotAct(f"there is no act {name!r}")
    asked = Wish(sandbox, sandbox.bot, wish)
    by = asked.find_person(wish.get("as"))
    if by is sandbox.bot:
        raise CannotAct("the bot acts for itself")
    asked = Wish(sandbox, by, wish)
    if name in _TELLING:
        return await _TELLING[name](asked)
    await _QUIET[name](asked)
    return {}
