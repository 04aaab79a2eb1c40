"""The ears: python-telegram-bot tells the kinds of updates apart, `routes` finds the handler, `errors` the words."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from telegram import Bot, Message, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    ChosenInlineResultHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.communities.model import Sighting
from bot.handlers import changes, heard, sightings
from bot.handlers.context import Hearing
from bot.handlers.errors import Ending, ending_of, report
from bot.handlers.heard import Letter
from bot.handlers.house import Heard, House
from bot.handlers.routes import Routes
from bot.handlers.table import Event

log = logging.getLogger(__name__)

PtbApplication = Application[Bot, Any, Any, Any, Any, Any]
_Context = CallbackContext[Any, Any, Any, Any]

_TYPED: Final = filters.UpdateType.MESSAGE & filters.TEXT
_SENT: Final = filters.UpdateType.MESSAGE & filters.ATTACHMENT
"""A picture, a voice, a place, somebody's number."""

_MIGRATED: Final = filters.UpdateType.MESSAGE & filters.StatusUpdate.MIGRATE
_MEMBERS: Final = filters.UpdateType.MESSAGE & (
    filters.StatusUpdate.NEW_CHAT_MEMBERS | filters.StatusUpdate.LEFT_CHAT_MEMBER
)


@dataclass(slots=True)
class _Call:
    """One update on its way through PTB, and what it came to."""

    letter: Letter
    release: Callable[[], None]
    ending: Ending = "open"


class Ears:
    """Hears every update, many at once; each is found again by its number."""

    def __init__(self, bot: Bot, house: House) -> None:
        """`bot` must be initialised before anything is heard: commands are addressed by its name."""
        self._bot = bot
        self._house = house
        self._routes = Routes(house.table)
        self._calls: dict[int, _Call] = {}
        self._application = self._built(bot)

    async def hear(self, letter: Letter, release: Callable[[], None]) -> Ending:
        """Hear one update to its end. Raises nothing; `release` is called once its effect is committed."""
        try:
            update = Update.de_json(heard.slimmed(letter.data), self._bot)
        except Exception as riddle:  # noqa: BLE001  whatever Telegram (or somebody else) has put together
            report(f"of update {letter.update_id}, which cannot be read", riddle)
            return "dead"
        call = self._calls[letter.update_id] = _Call(letter, release)
        try:
            await self._application.process_update(update)
        finally:
            del self._calls[letter.update_id]
        return call.ending

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
                InlineQueryHandler(self._on_inline_query),
                ChosenInlineResultHandler(self._on_choice),
                CommandHandler(list(self._house.table.commands), self._on_command, filters=_TYPED),
                MessageHandler(_TYPED & filters.COMMAND, self._on_unknown_command),
                MessageHandler(_TYPED & filters.ChatType.PRIVATE, self._on_text),
                MessageHandler(_SENT & filters.ChatType.PRIVATE, self._on_other_than_text),
                ChatMemberHandler(self._on_member_change, ChatMemberHandler.ANY_CHAT_MEMBER),
                MessageHandler(_MIGRATED, self._on_migration),
                MessageHandler(_MEMBERS, self._on_members_message),
            ]
        )
        application.add_error_handler(self._on_bug)
        return application

    async def _on_press(self, update: Update, _: _Context) -> None:
        query, letter = update.callback_query, self._calls[update.update_id].letter
        assert query is not None
        message = letter.data["callback_query"].get("message")
        said = heard.in_press(update.update_id, query, message, received_at=letter.received_at, bot=self._bot)
        if said is None:
            await self._house.voice.answer_press(query.id, None)
            return
        await self._run(said, lambda hearing: self._routes.press(hearing, query.data))

    async def _on_inline_query(self, update: Update, _: _Context) -> None:
        """An answer that would come late is no use, so nothing of it is tried again."""
        query = update.inline_query
        assert query is not None
        answer = self._house.table.inline
        if answer is not None and not query.from_user.is_bot:
            await answer(self._house, query.id, query.from_user.id, query.query)

    async def _on_choice(self, update: Update, _: _Context) -> None:
        choice, letter = update.chosen_inline_result, self._calls[update.update_id].letter
        assert choice is not None
        said = heard.in_choice(update.update_id, choice, received_at=letter.received_at)
        chosen = self._house.table.chosen
        if said is not None and chosen is not None:
            await self._run(said, lambda hearing: chosen(hearing, choice.result_id))

    async def _on_command(self, update: Update, _: _Context) -> None:
        if said := heard.in_message(update):
            name, _bot = heard.command_of(said.text)
            await self._run(said, lambda hearing: self._routes.command(hearing, name))

    async def _on_unknown_command(self, update: Update, _: _Context) -> None:
        """One helpful sentence in private; in a group silence, unless it was certainly meant for us."""
        said = heard.in_message(update)
        if said is None:
            return
        name, addressed = heard.command_of(said.text)
        if not name:  # a slash somewhere in the middle of what was typed
            if said.standpoint.private:
                await self._run(said, self._routes.text)
        elif addressed == self._house.bot_username.lower() or (said.standpoint.private and not addressed):
            await self._run(said, self._routes.unknown)

    async def _on_text(self, update: Update, _: _Context) -> None:
        if said := heard.in_message(update):
            await self._run(said, self._routes.text)

    async def _on_other_than_text(self, update: Update, _: _Context) -> None:
        if said := heard.in_message(update):
            await self._run(said, self._routes.other_than_text)

    async def _on_member_change(self, update: Update, _: _Context) -> None:
        change = update.my_chat_member or update.chat_member
        assert change is not None
        sighting = sightings.of_change(change, update.update_id)
        moved = changes.of_change(change, self._bot.id)
        if moved.is_bot:
            await self._membership(update, sighting, Event.BOT, moved)
        else:
            await self._membership(update, sighting, Event.PEOPLE, (moved,))

    async def _on_members_message(self, update: Update, _: _Context) -> None:
        if people := changes.of_message(_message(update)):
            await self._membership(update, sightings.of_service_message(_message(update)), Event.PEOPLE, people)

    async def _on_migration(self, update: Update, _: _Context) -> None:
        migration = changes.of_migration(_message(update))
        await self._membership(update, sightings.of_service_message(_message(update)), Event.MIGRATION, migration)

    async def _membership(self, update: Update, sighting: Sighting | None, event: Event, what: Any) -> None:
        handler = self._house.table.memberships.get(event)
        if handler is not None and sighting is not None:
            said = heard.in_membership(update.update_id, sighting)
            await self._run(said, lambda hearing: handler(hearing, what))

    async def _run(self, said: Heard, hear: Callable[[Hearing], Awaitable[None]]) -> None:
        call = self._calls[said.update_id]
        hearing = Hearing(self._house, said, release=call.release)
        call.ending = await ending_of(hearing, hear(hearing), attempts=call.letter.attempts)

    async def _on_bug(self, update: object, context: _Context) -> None:
        """A bug between PTB and the handlers: nobody can be told, so the update is put aside."""
        if context.error is not None:
            report("outside of the handlers", context.error)
        if isinstance(update, Update):
            self._calls[update.update_id].ending = "dead"


def _message(update: Update) -> Message:
    assert update.message is not None, "the filter lets nothing else through"
    return update.message
