"""The one place that calls the Bot API for people: messages, edits, answers to taps, whispers in a group."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final, NamedTuple, TypeVar

from telegram import Bot, InputFile, Message
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.delivery import inline, markup
from bot.delivery.outcomes import Garbled, TooFast, says, verdict_of
from bot.delivery.turnstile import Turnstile
from bot.outbox.throttle import Lane
from bot.screens.model import Offer, Screen, Toast

T = TypeVar("T")

_logger = logging.getLogger(__name__)

_BAD_MARKUP: Final = ("can't parse entities", "can't find end", "unsupported start tag", "unexpected end tag")
_NO_TOPIC: Final = ("message thread not found", "topic_closed", "topic_deleted", "topic closed", "topic_id_invalid")
_UNCHANGED: Final = ("message is not modified",)
_GONE: Final = ("message to edit not found", "message can't be edited", "message_id_invalid", "message not found")
_PATIENCE = 4.0
"""Seconds that an answer waits for its turn; one that would come later is not given: the person has gone on."""


class Edited(Enum):
    """What became of an edit."""

    SHOWN = auto()
    """The message shows the screen now, or did before."""
    GONE = auto()
    """There is no such message any more."""


class Posted(NamedTuple):
    """A message that stands."""

    message_id: int
    astray: bool = False
    """Not in the topic that was meant, which is closed or gone."""


@dataclass(frozen=True, slots=True)
class Whisper:
    """Somebody in a group to be answered alone: which of their acts allows it."""

    chat: int
    person: int
    """Telegram's id."""
    query: str | None = None
    """The press (callback query id) that is answered, at most 15 s old."""
    message: int | None = None
    """The ordinary message with a command."""
    ephemeral_message: int | None = None
    """The command's own id when only its sender and we saw it; it, too, is to be answered within 15 s."""
    thread: int | None = None


class _Discretion(Enum):
    """What is known of the server: whether it keeps a message for one person from the others."""

    UNTRIED = auto()
    BEING_TRIED = auto()
    """Whoever comes meanwhile takes another way: if it goes wrong, it goes wrong once."""
    KEEPS = auto()
    SHOWS_ALL = auto()
    """It is older than ephemeral messages. That is believed until the process ends."""


class Gateway:
    """`send` and `edit` go out at once and raise what Telegram says: they are for the dispatcher, which has its turn.

    `say`, `toast`, `whisper` and `redraw` answer somebody who is there; they wait for their turn themselves and never
    raise: whoever asked can ask again.
    """

    def __init__(self, bot: Bot, turnstile: Turnstile) -> None:
        self._bot = bot
        self._turnstile = turnstile
        self._discretion = _Discretion.UNTRIED

    @property
    def inline(self) -> bool:
        """Whether inline mode was turned on for us at BotFather, so that buttons can lead to it."""
        try:
            return bool(self._bot.bot.supports_inline_queries)
        except RuntimeError:  # nobody has asked Telegram yet who we are
            return False

    async def send(self, chat: int, screen: Screen, *, thread: int | None = None) -> Posted:
        """A new message. Raises TelegramError."""
        parameters = markup.text_of(screen, inline=self.inline) | {
            "chat_id": chat,
            "message_thread_id": thread,
            "disable_notification": not screen.loud,
        }
        return await self._send(parameters)

    async def edit(self, chat: int, message_id: int, screen: Screen) -> Edited:
        """Put `screen` in the place of a message. Raises TelegramError."""
        parameters = markup.text_of(screen, inline=self.inline) | {"chat_id": chat, "message_id": message_id}
        try:
            await self._forgiving(self._bot.edit_message_text, parameters)
        except BadRequest as error:
            if says(error, *_UNCHANGED):
                return Edited.SHOWN
            if says(error, *_GONE):
                return Edited.GONE
            raise
        return Edited.SHOWN

    async def edit_shared(self, inline_id: str, screen: Screen) -> Edited:
        """The same for a message that somebody sent through us to a chat of theirs. Raises TelegramError."""
        parameters = markup.text_of(screen, inline=self.inline) | {"inline_message_id": inline_id}
        try:
            await self._forgiving(self._bot.edit_message_text, parameters)
        except BadRequest as error:
            if says(error, *_UNCHANGED):
                return Edited.SHOWN
            if says(error, *_GONE):
                return Edited.GONE
            raise
        return Edited.SHOWN

    async def offer(self, query: str, offer: Offer) -> bool:
        """Answer what somebody typed behind our name. Whether Telegram took it: it may be too late."""
        try:
            return await self._bot.answer_inline_query(**inline.answer_of(query, offer))
        except TelegramError as error:
            _logger.info("an inline query was not answered: %s", type(error).__name__)
            return False

    async def check(self) -> None:
        """Ask Telegram who we are. Raises TelegramError."""
        await self._bot.get_me()

    async def say(self, chat: int, screen: Screen, *, thread: int | None = None) -> int | None:
        """Answer in a chat now; the message's id, or None when it did not get through."""
        if not await self._has_turn(chat):
            return None
        try:
            return (await self.send(chat, screen, thread=thread)).message_id
        except TelegramError as error:
            self._note(chat, error)
            return None

    async def hand(self, chat: int, name: str, data: bytes, caption: str = "", *, picture: bool = False) -> bool:
        """Give somebody a file now, with a plain line under it; or show it as a picture. Whether it got through."""
        if not await self._has_turn(chat):
            return False
        try:
            send, field = (self._bot.send_photo, "photo") if picture else (self._bot.send_document, "document")
            file = InputFile(data, filename=name)
            await self._call(send, {"chat_id": chat, field: file, "caption": caption or None})
        except TelegramError as error:
            self._note(chat, error)
            return False
        return True

    async def redraw(self, chat: int, message_id: int, screen: Screen) -> bool:
        """Put `screen` in the place of the message whose button was pressed; anew if that is gone. Whether it shows."""
        if not await self._has_turn(chat, edit=True):
            return False
        try:
            if await self.edit(chat, message_id, screen) is Edited.SHOWN:
                return True
        except TelegramError as error:
            self._note(chat, error)
            return False
        return await self.say(chat, screen) is not None

    async def toast(self, query: str, toast: Toast | None = None) -> bool:
        """Answer a press; None only stops its spinner. Whether Telegram took it."""
        parameters: dict[str, Any] = {"callback_query_id": query}
        if toast is not None:
            parameters |= {"text": toast.text or None, "show_alert": toast.alert, "url": toast.url}
        try:
            return await self._bot.answer_callback_query(**parameters)
        except TelegramError as error:
            if not says(error, "query is too old", "query id is invalid"):
                _logger.info("a press could not be answered: %s", type(error).__name__)
            return False

    async def whisper(self, to: Whisper, screen: Screen, *, aloud: Screen | None = None) -> bool:
        """Answer one person in a group: unseen by the others, else in private, else `aloud` as a reply in the group.

        Without `aloud` nothing of it is ever seen by others. Whether one of the three got through.
        """
        if await self._say_unseen(to, screen) or await self.say(to.person, screen) is not None:
            return True
        return aloud is not None and await self._reply(to, aloud)

    async def _say_unseen(self, to: Whisper, screen: Screen) -> bool:
        match self._discretion:
            case _Discretion.KEEPS:
                return await self._try_unseen(to, screen)
            case _Discretion.UNTRIED:
                self._discretion = _Discretion.BEING_TRIED
                try:
                    return await self._try_unseen(to, screen)
                finally:
                    if self._discretion is _Discretion.BEING_TRIED:
                        self._discretion = _Discretion.UNTRIED
            case _:
                return False

    async def _try_unseen(self, to: Whisper, screen: Screen) -> bool:
        receiver: dict[str, Any] = {"receiver_user_id": to.person}
        extra: dict[str, Any] = {"ephemeral_message_parameters": receiver}
        if to.query is not None:
            receiver["callback_query_id"] = to.query
        elif to.ephemeral_message is not None:
            extra["reply_parameters"] = {"ephemeral_message_id": to.ephemeral_message}
        parameters = markup.text_of(screen, inline=self.inline) | {
            "chat_id": to.chat,
            "message_thread_id": to.thread,
            "api_kwargs": extra,
        }
        if not await self._has_turn(to.chat):
            return False
        try:
            sent = await self._forgiving(self._bot.send_message, parameters)
        except TelegramError as error:  # an older server, a bot without the right, a client too old: there is a way on
            self._heed(to.chat, error)
            return False
        if _is_ephemeral(sent):
            self._discretion = _Discretion.KEEPS
            return True
        self._discretion = _Discretion.SHOWS_ALL
        _logger.warning(
            "the Bot API server does not know ephemeral messages: private answers take other ways from now on"
        )
        await self._take_back(sent)
        return False

    async def _take_back(self, seen_by_all: Message) -> None:
        try:
            await self._bot.delete_message(chat_id=seen_by_all.chat.id, message_id=seen_by_all.message_id)
        except TelegramError as error:
            _logger.warning("a whisper was shown to all and stays: %s", type(error).__name__)

    async def _reply(self, to: Whisper, screen: Screen) -> bool:
        if not await self._has_turn(to.chat):
            return False
        parameters = markup.text_of(screen, inline=self.inline) | {
            "chat_id": to.chat,
            "message_thread_id": to.thread,
            "disable_notification": True,
        }
        if to.message:
            parameters |= {"reply_to_message_id": to.message, "allow_sending_without_reply": True}
        try:
            await self._send(parameters)
        except TelegramError as error:
            self._note(to.chat, error)
            return False
        return True

    async def _send(self, parameters: dict[str, Any]) -> Posted:
        try:
            sent = await self._forgiving(self._bot.send_message, parameters)
        except BadRequest as error:
            if parameters.get("message_thread_id") is None or not says(error, *_NO_TOPIC):
                raise
            sent = await self._forgiving(self._bot.send_message, parameters | {"message_thread_id": None})
            return Posted(sent.message_id, astray=True)
        return Posted(sent.message_id)

    async def _forgiving(self, call: Callable[..., Awaitable[T]], parameters: dict[str, Any]) -> T:
        """Call, and once more in plain text if Telegram finds fault with the markup. Raises TelegramError."""
        try:
            return await self._call(call, parameters)
        except BadRequest as error:
            if not says(error, *_BAD_MARKUP):
                raise
        _logger.error("Telegram found fault with our markup; it is said in plain text")
        return await self._call(call, markup.in_plain_text(parameters))

    async def _call(self, call: Callable[..., Awaitable[T]], parameters: dict[str, Any]) -> T:
        """Raises Garbled when Telegram took the call but the library cannot read its answer."""
        try:
            async with self._turnstile.out():
                return await call(**parameters)
        except TelegramError:
            raise
        except (AttributeError, KeyError, TypeError, ValueError) as fault:  # python-telegram-bot on an unexpected shape
            raise Garbled(type(fault).__name__) from None

    async def _has_turn(self, chat: int, *, edit: bool = False) -> bool:
        waits = await self._turnstile.enter(chat, Lane.PEOPLE, edit=edit, patience=_PATIENCE)
        if waits > 0:
            _logger.info("an answer was not given: its chat is not free for %.0f s", waits)
        return waits == 0

    def _heed(self, chat: int, error: TelegramError) -> None:
        verdict = verdict_of(error)
        if isinstance(verdict, TooFast):
            self._turnstile.hold(chat, verdict.seconds)

    def _note(self, chat: int, error: TelegramError) -> None:
        self._heed(chat, error)
        if not isinstance(error, Forbidden | ChatMigrated | RetryAfter):
            _logger.info("an answer did not get through: %s", type(error).__name__)


def _is_ephemeral(sent: Message) -> bool:
    """False for a server too old to know the parameter: it ignores it and shows the message to everybody."""
    return "ephemeral_message_id" in sent.api_kwargs or sent.message_id == 0
