"""Who acts in an update, and whether anybody does. Identity is the numeric id of a human sender and nothing else."""

from datetime import datetime
from typing import Final

from telegram import CallbackQuery, Chat, ChatMemberUpdated, Message, User
from telegram.constants import ChatType

from bot.communities.model import ELSEWHERE, Sighting

GROUP_ANONYMOUS_BOT: Final = 1087968824
_SERVICE_IDS: Final = frozenset({777000, 136817688, GROUP_ANONYMOUS_BOT})
"""Telegram itself (auto-forwards), a channel's identity, an anonymous admin: ids that are no person's."""

_PLACES: Final = frozenset({ChatType.PRIVATE, ChatType.GROUP, ChatType.SUPERGROUP})


def of_message(message: Message, update_id: int) -> Sighting | None:
    """Who wrote this; None when it must not act: forwarded, sent through a bot, by a channel or bot, for a business.

    A private chat has the number of its person, which must be found in no key: the book of hours keeps keys for ever.
    """
    if message.forward_origin or message.via_bot or message.is_automatic_forward or message.business_connection_id:
        return None
    private = message.chat.type == ChatType.PRIVATE
    key = f"u:{update_id}" if private else f"m:{message.chat.id}:{message.message_id}"
    if message.message_id == 0:  # an ephemeral command: its own number is only the sender's
        key = f"e:{message.chat.id}:{message.api_kwargs.get('ephemeral_message_id')}"
    if message.sender_chat is not None:
        return _anonymous_admin(message, key)
    return _person(message.from_user, message.chat, message.date, key)


def of_press(query: CallbackQuery, chat: Chat | None, received_at: datetime, update_id: int) -> Sighting | None:
    """Who pressed; without a chat, on a card that was shared to one that we do not know. (Telegram's own number of a
    press has the person's in it.)"""
    if chat is None:
        return of_elsewhere(query.from_user, received_at, f"c:{update_id}")
    return _person(query.from_user, chat, received_at, f"c:{update_id}")


def of_elsewhere(user: User, at: datetime, key: str) -> Sighting | None:
    """Who acts in a chat that we do not know."""
    if user.is_bot or user.id in _SERVICE_IDS:
        return None
    return Sighting(user.id, user.first_name, user.username, user.language_code, user.id, ELSEWHERE, "", at, key)


def of_change(change: ChatMemberUpdated, update_id: int) -> Sighting | None:
    """Who changed somebody's membership. A bot that did counts as nobody in particular, like an anonymous admin."""
    return _causer(change.from_user, change.chat, change.date, f"u:{update_id}")


def of_service_message(message: Message) -> Sighting | None:
    """Who caused a service message (people joined, the group was upgraded); perhaps nobody in particular."""
    user = message.from_user or User(GROUP_ANONYMOUS_BOT, "Group", is_bot=True)
    return _causer(user, message.chat, message.date, f"m:{message.chat.id}:{message.message_id}")


def _causer(user: User, chat: Chat, at: datetime, key: str) -> Sighting | None:
    return _seen(user, chat, at, key, anonymous=user.is_bot or user.id in _SERVICE_IDS)


def _anonymous_admin(message: Message, key: str) -> Sighting | None:
    """Some admin of this very group; a channel or another group's admin is nobody."""
    user = message.from_user
    if message.sender_chat != message.chat or user is None or user.id != GROUP_ANONYMOUS_BOT:
        return None
    return _seen(user, message.chat, message.date, key, anonymous=True)


def _person(user: User | None, chat: Chat, at: datetime, key: str) -> Sighting | None:
    if user is None or user.is_bot or user.id in _SERVICE_IDS:
        return None
    return _seen(user, chat, at, key, anonymous=False)


def _seen(user: User, chat: Chat, at: datetime, key: str, *, anonymous: bool) -> Sighting | None:
    if chat.type not in _PLACES:
        return None
    return Sighting(
        telegram_id=user.id,
        first_name=user.first_name,
        username=user.username,
        language_code=user.language_code,
        chat_id=chat.id,
        chat_type=str(chat.type),
        chat_title=chat.title or "",
        at=at,
        key=key,
        anonymous_admin=anonymous,
    )
