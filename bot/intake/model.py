"""What intake deals in."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

LARGEST_ID = 2**63 - 1
_PEOPLE_KEYS = ("from", "user", "actor_chat", "sender_chat")
_NEWS = ("new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id")
"""In messages with which Telegram itself says what has become of a group."""


class State(StrEnum):
    """What became of a stored update."""

    NEW = "new"
    DONE = "done"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Letter:
    """One update as it came, and the chat and person whose order it has to keep."""

    update_id: int
    data: dict[str, Any]
    """The update itself, as Telegram's JSON object. Never logged: it holds what people wrote."""
    chat_id: int | None
    telegram_id: int | None
    received_at: datetime
    attempts: int = 0

    @property
    def raw(self) -> str:
        """The update as JSON text, as stored."""
        return json.dumps(self.data, separators=(",", ":"))

    @property
    def is_press(self) -> bool:
        """Whether somebody pressed a button."""
        return "callback_query" in self.data

    @property
    def is_talk(self) -> bool:
        """Whether somebody sends or presses something, as often as they like: no change of members or of the chat."""
        message = self.data.get("message")
        return self.is_press or (isinstance(message, dict) and message.keys().isdisjoint(_NEWS))

    def after(self, attempts: int) -> "Letter":
        """The same letter, after so many failed attempts."""
        return replace(self, attempts=attempts)


def letter_from(data: object, received_at: datetime) -> Letter | None:
    """The update as a letter, or None for what cannot even be named (no usable update_id)."""
    if not isinstance(data, dict):
        return None
    update_id = data.get("update_id")
    if isinstance(update_id, bool) or not isinstance(update_id, int) or not 0 <= update_id <= LARGEST_ID:
        return None
    chat_id, telegram_id = _whose(data)
    return Letter(update_id, data, chat_id, telegram_id, received_at)


def _whose(data: dict[str, Any]) -> tuple[int | None, int | None]:
    """Chat and person of an update of whatever kind, as far as they can be read; nothing here trusts its shape."""
    body = next((value for key, value in data.items() if key != "update_id" and isinstance(value, dict)), {})
    message = body.get("message")
    chat = body.get("chat") or (message.get("chat") if isinstance(message, dict) else None)
    person = next((body[key] for key in _PEOPLE_KEYS if isinstance(body.get(key), dict)), None)
    return _id_of(chat), _id_of(person)


def _id_of(thing: object) -> int | None:
    found = thing.get("id") if isinstance(thing, dict) else None
    return found if isinstance(found, int) and abs(found) <= LARGEST_ID else None
