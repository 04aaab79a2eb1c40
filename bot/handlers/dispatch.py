"""From Telegram's update to the handler that hears it."""

import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from telegram import Bot, Chat, Message, MessageEntity, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.communities import drafts
from bot.communities.model import Actor
from bot.core.db import Tx
from bot.handlers import changes, sightings
from bot.handlers.context import Heard, Hearing, House, Standpoint
from bot.handlers.errors import Verdict, outcome, report
from bot.handlers.table import Event, fits
from bot.screens import basics
from bot.screens.model import Toast
from bot.screens.taps import read_tap

log = logging.getLogger(__name__)

PtbApplication = Application[Bot, Any, Any, Any, Any, Any]
_Context = CallbackContext[Any, Any, Any, Any]

_COMMAND: Final = re.compile(r"/(\w+)(?:@(\w+))?\s*(.*)", re.DOTALL | re.ASCII)
_MEMBERS = filters.StatusUpdate.NEW_CHAT_MEMBERS | filters.StatusUpdate.LEFT_CHAT_MEMBER
_TYPED = filters.UpdateType.MESSAGE & filters.TEXT


class Letter(Protocol):
    """What intake hands over."""

    @property
    def update_id(self) -> int: ...
    @property
    def data(self) -> dict[str, Any]: ...
    @property
    def received_at(self) -> datetime: ...
    @property
    def attempts(self) -> int: ...


@dataclass(slots=True)
class _Call:
    """One update on its way through PTB, and what it came to."""

    letter: Letter
    release: Callable[[], None]
    verdict: Verdict = "open"


class Ears:
    """Hears every update: PTB finds the kind, the table the handler, `errors` the words for what goes wrong."""

    def __init__(self, bot: Bot, house: House) -> None:
        """`bot` must be initialised: commands are addressed by its name."""
        self._bot = bot
        self._house = house
        self._table = house.table
        self._calls: dict[int, _Call] = {}
        self._application = self._built(bot)

    async def hear(self, letter: Letter, release: Callable[[], None]) -> Verdict:
        """Hear one update to its end. Raises nothing; `release` is called once its effect is committed."""
        try:
            update = Update.de_json(slimmed(letter.data), self._bot)
        except Exception as riddle:  # noqa: BLE001  whatever Telegram (or somebody else) has put together
            report(f"of update {letter.update_id}, which cannot be read", riddle)
            return "dead"
        call = self._calls[letter.update_id] = _Call(letter, release)
        try:
            await self._application.process_update(update)
        finally:
            del self._calls[letter.update_id]
        return call.verdict

    async def start(self) -> None:
        """Make PTB ready. Its bot asks getMe, unless that is done already."""
        await self._application.initialize()

    async def stop(self) -> None:
        """Let go of PTB."""
        await self._application.shutdown()

    def _built(self, bot: Bot) -> PtbApplication:
        application = ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()
        application.add_handlers(
            [
                CallbackQueryHandler(self._on_press),
                CommandHandler(list(self._table.commands), self._on_command, filters=_TYPED),
                MessageHandler(_TYPED & filters.COMMAND, self._on_unknown_command),
                MessageHandler(_TYPED & filters.ChatType.PRIVATE, self._on_text),
                ChatMemberHandler(self._on_member_change, ChatMemberHandler.ANY_CHAT_MEMBER),
                MessageHandler(filters.StatusUpdate.MIGRATE, self._on_migration),
                MessageHandler(_MEMBERS, self._on_members_message),
            ]
        )
        application.add_error_handler(self._on_bug)
        return application

    async def _on_press(self, update: Update, _: _Context) -> None:
        query = update.callback_query
        assert query is not None
        call = self._calls[update.update_id]
        message = call.letter.data["callback_query"].get("message")
        chat = Chat.de_json(message["chat"], self._bot) if message else None
        sighting = sightings.of_press(query, chat, call.letter.received_at)
        if message is None or sighting is None:
            await self._house.voice.answer_press(query.id, None)
            return
        standpoint = Standpoint(
            chat_id=sighting.chat_id,
            private=sighting.chat_type == "private",
            telegram_id=sighting.telegram_id,
            message_id=message["message_id"],
            thread_id=message.get("message_thread_id"),
            query_id=query.id,
            ephemeral_id=message.get("ephemeral_message_id"),
        )
        hearing = Hearing(self._house, Heard(update.update_id, sighting, standpoint), release=call.release)
        await self._run(call, hearing, self._pressed(hearing, query.data))

    async def _pressed(self, hearing: Hearing, data: str | None) -> None:
        tap = read_tap(data)
        handler = self._table.taps.get(tap.verb) if tap else None
        if tap is None or handler is None or not fits(handler, tap.args):
            await hearing.read(_who)
            await hearing.answer(Toast(basics.out_of_date(hearing.words), alert=True))
            return
        await handler(hearing, *tap.args)

    async def _on_command(self, update: Update, _: _Context) -> None:
        found = self._typed(update)
        if found is None:
            return
        call, hearing, text = found
        match = _COMMAND.match(text)
        assert match is not None, "PTB found a command here"
        name = match[1].lower()
        payload = hearing.args if name == "start" else ""
        if payload and payload != basics.NO_PAYLOAD:
            await self._run(call, hearing, self._linked(hearing, payload))
        else:
            await self._run(call, hearing, self._table.commands[name].handler(hearing))

    async def _linked(self, hearing: Hearing, payload: str) -> None:
        """Somebody has come by a link."""
        letter, _, code = payload.partition("_")
        handler = self._table.payloads.get(letter)
        if handler is None or not code:
            await _say(hearing, basics.unknown_payload)
            return
        await handler(hearing, code)

    async def _on_unknown_command(self, update: Update, _: _Context) -> None:
        """One helpful sentence in private; in a group silence, unless it was certainly meant for us."""
        found = self._typed(update)
        if found is None:
            return
        call, hearing, text = found
        match = _COMMAND.match(text)
        addressed = match is not None and (match[2] or "").lower() == self._house.bot_username.lower()
        if addressed or (hearing.private and match is not None and match[2] is None):
            await self._run(call, hearing, _say(hearing, basics.unknown_command))
        elif hearing.private and match is None:
            await self._run(call, hearing, self._answered(hearing))

    async def _on_text(self, update: Update, _: _Context) -> None:
        found = self._typed(update)
        if found is not None:
            call, hearing, _text = found
            await self._run(call, hearing, self._answered(hearing))

    async def _answered(self, hearing: Hearing) -> None:
        """Free text in private: the answer to the open question, if one is open."""
        draft = await hearing.read(_draft)
        handler = self._table.dialogues.get(draft.kind) if draft else None
        if handler is None:
            await hearing.answer(Toast(basics.not_understood(hearing.words)))
            return
        await handler(hearing, draft, hearing.message_text)

    async def _on_member_change(self, update: Update, _: _Context) -> None:
        change = update.my_chat_member or update.chat_member
        assert change is not None
        sighting = sightings.of_change(change, update.update_id)
        if sighting is None:
            return
        read = changes.of_change(change, self._bot.id)
        if read.is_bot:
            await self._membership(update, sighting, Event.BOT, read)
        else:
            await self._membership(update, sighting, Event.PEOPLE, (read,))

    async def _on_members_message(self, update: Update, _: _Context) -> None:
        message = update.message
        sighting = sightings.of_service_message(message) if message else None
        if message is None or sighting is None:
            return
        if people := changes.of_message(message):
            await self._membership(update, sighting, Event.PEOPLE, people)

    async def _on_migration(self, update: Update, _: _Context) -> None:
        message = update.message
        sighting = sightings.of_service_message(message) if message else None
        if message is not None and sighting is not None:
            await self._membership(update, sighting, Event.MIGRATION, changes.of_migration(message))

    async def _membership(self, update: Update, sighting: Any, event: Event, what: Any) -> None:
        handler = self._table.memberships.get(event)
        if handler is None:
            return
        call = self._calls[update.update_id]
        standpoint = Standpoint(
            chat_id=sighting.chat_id,
            private=sighting.chat_type == "private",
            telegram_id=sighting.telegram_id,
            message_id=0,
        )
        hearing = Hearing(self._house, Heard(update.update_id, sighting, standpoint), release=call.release)
        await self._run(call, hearing, handler(hearing, what))

    def _typed(self, update: Update) -> tuple[_Call, Hearing, str] | None:
        """The hearing of a typed message, or None when its sender must not act."""
        message = update.message
        sighting = sightings.of_message(message) if message else None
        if message is None or sighting is None:
            return None
        call = self._calls[update.update_id]
        text = message.text or ""
        match = _COMMAND.match(text)
        replied = message.reply_to_message
        heard = Heard(
            update.update_id,
            sighting,
            Standpoint(
                chat_id=sighting.chat_id,
                private=sighting.chat_type == "private",
                telegram_id=sighting.telegram_id,
                message_id=message.message_id,
                thread_id=message.message_thread_id if message.is_topic_message else None,
                ephemeral_id=message.api_kwargs.get("ephemeral_message_id"),
            ),
            text=text,
            args=match[3].strip() if match and _is_command(message) else "",
            reply_text=(replied.text or "") if replied else "",
        )
        return call, Hearing(self._house, heard, release=call.release), text

    async def _run(self, call: _Call, hearing: Hearing, hearing_it: Awaitable[None]) -> None:
        call.verdict = await outcome(hearing, hearing_it, attempts=call.letter.attempts)

    async def _on_bug(self, update: object, context: _Context) -> None:
        """A bug between PTB and the handlers: nobody can be told, so the update is put aside."""
        if context.error is not None:
            report("outside of the handlers", context.error)
        if isinstance(update, Update):
            self._calls[update.update_id].verdict = "dead"


def slimmed(data: dict[str, Any]) -> dict[str, Any]:
    """A press without the message it was on: building that as objects costs more than everything else about it."""
    query = data.get("callback_query")
    if not isinstance(query, dict):
        return data
    without = {name: value for name, value in query.items() if name != "message"}
    return {"update_id": data["update_id"], "callback_query": without}


def _is_command(message: Message) -> bool:
    entities = message.entities
    return bool(entities) and entities[0].type == MessageEntity.BOT_COMMAND and entities[0].offset == 0


def _draft(tx: Tx, actor: Actor) -> drafts.Draft | None:
    return drafts.draft_of(tx, actor.person)


def _who(tx: Tx, actor: Actor) -> None:
    """Nothing but finding out for whom to write."""


async def _say(hearing: Hearing, sentence: Callable[..., str]) -> None:
    await hearing.read(_who)
    await hearing.answer(Toast(sentence(hearing.words)))
