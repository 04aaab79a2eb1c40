"""What an update says: who acts, where an answer belongs, and the words."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Protocol

from telegram import Bot, CallbackQuery, Chat, ChosenInlineResult, Message, MessageEntity, Update

from bot.communities.model import Pointed, Sighting
from bot.handlers import sightings
from bot.handlers.house import Heard, Standpoint

_COMMAND: Final = re.compile(r"/(\w+)(?:@(\w+))?\s*(.*)", re.DOTALL | re.ASCII)


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


def slimmed(data: dict[str, Any]) -> dict[str, Any]:
    """A press without the message it was on: building that as objects costs more than everything else about it."""
    query = data.get("callback_query")
    if not isinstance(query, dict):
        return data
    without = {name: value for name, value in query.items() if name != "message"}
    return {"update_id": data["update_id"], "callback_query": without}


def command_of(text: str) -> tuple[str, str]:
    """The command's name, and the bot it is addressed to ("" for none), both in lower case. ("", "") for no command."""
    match = _COMMAND.match(text)
    return (match[1].lower(), (match[2] or "").lower()) if match else ("", "")


def in_message(update: Update) -> Heard | None:
    """A typed message; None when its sender must not act."""
    message = update.message
    sighting = sightings.of_message(message, update.update_id) if message else None
    if message is None or sighting is None:
        return None
    text = message.text or ""
    match = _COMMAND.match(text) if _is_command(message) else None
    return Heard(
        update.update_id,
        sighting,
        _standpoint(
            sighting,
            message_id=message.message_id,
            thread_id=message.message_thread_id if message.is_topic_message else None,
            ephemeral_id=message.api_kwargs.get("ephemeral_message_id"),
        ),
        text=text,
        args=match[3].strip() if match else "",
        pointed=_pointed(message),
    )


def in_press(
    update_id: int, query: CallbackQuery, message: Mapping[str, Any] | None, *, received_at: datetime, bot: Bot
) -> Heard | None:
    """A press; `message` is the JSON of what it was on, None for a card that was shared to some chat."""
    if message is None:
        sighting = sightings.of_press(query, None, received_at, update_id)
        if sighting is None or query.inline_message_id is None:
            return None
        place = _standpoint(sighting, message_id=0, query_id=query.id, inline_id=query.inline_message_id)
        return Heard(update_id, sighting, place)
    chat = Chat.de_json(dict(message["chat"]), bot)
    sighting = sightings.of_press(query, chat, received_at, update_id)
    if sighting is None:
        return None
    standpoint = _standpoint(
        sighting,
        message_id=int(message["message_id"]),
        thread_id=message.get("message_thread_id"),
        query_id=query.id,
        ephemeral_id=message.get("ephemeral_message_id"),
    )
    return Heard(update_id, sighting, standpoint)


def in_choice(update_id: int, choice: ChosenInlineResult, *, received_at: datetime) -> Heard | None:
    """Somebody has sent one of our results to a chat of theirs."""
    sighting = sightings.of_elsewhere(choice.from_user, received_at, f"i:{choice.inline_message_id}")
    if sighting is None or choice.inline_message_id is None:
        return None
    place = _standpoint(sighting, message_id=0, inline_id=choice.inline_message_id)
    return Heard(update_id, sighting, place, text=choice.result_id)


def in_membership(update_id: int, sighting: Sighting) -> Heard:
    """Somebody came or went."""
    return Heard(update_id, sighting, _standpoint(sighting, message_id=0))


def _standpoint(sighting: Sighting, message_id: int, **more: Any) -> Standpoint:
    return Standpoint(
        chat_id=sighting.chat_id,
        private=sighting.chat_type == "private",
        telegram_id=sighting.telegram_id,
        message_id=message_id,
        **more,
    )


def _pointed(message: Message) -> Pointed | None:
    """A person who is mentioned without a username, else who wrote what is answered. (In a topic whatever is written
    answers the message that opened it.)"""
    named = next((entity.user for entity in message.entities if entity.user is not None), None)
    answered = message.reply_to_message
    if named is not None:
        return Pointed(named.id, named.is_bot)
    if answered is None or answered.from_user is None or answered.forum_topic_created is not None:
        return None
    return Pointed(answered.from_user.id, answered.from_user.is_bot, answered=True)


def _is_command(message: Message) -> bool:
    entities = message.entities
    return bool(entities) and entities[0].type == MessageEntity.BOT_COMMAND and entities[0].offset == 0
