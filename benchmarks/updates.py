"""What the bots are fed with: messages to echo, presses that sign."""

from collections.abc import Sequence
from typing import Any

from benchmarks.telegram import BOT, Feed

_DATE = 1_764_000_000
FIRST_PERSON = 10_000_001


def person(number: int) -> dict[str, Any]:
    """A neighbour, as Telegram describes people."""
    return {"id": FIRST_PERSON + number, "is_bot": False, "first_name": f"Ana{number}", "language_code": "en"}


def private_chat(number: int) -> dict[str, Any]:
    """The neighbour's own chat with the bot."""
    return {"id": FIRST_PERSON + number, "type": "private", "first_name": f"Ana{number}"}


def echoes(count: int) -> list[Feed]:
    """One message each from `count` people."""
    return [_message(number, "I will bring gloves") for number in range(count)]


def _message(number: int, text: str) -> Feed:
    chat = private_chat(number)
    message = {"message_id": 1, "date": _DATE, "chat": chat, "from": person(number), "text": text}
    return Feed({"message": message}, f"c:{chat['id']}")


def presses(count: int, data: Sequence[str], first: int = 0) -> list[Feed]:
    """One press each by `count` people, in their private chats; the buttons take turns."""
    return [_press(number, data[number % len(data)]) for number in range(first, first + count)]


def _press(number: int, data: str) -> Feed:
    message = {"message_id": 7, "date": _DATE, "chat": private_chat(number), "from": BOT, "text": "A pledge"}
    query = {
        "id": str(5_000_000_000 + number),
        "from": person(number),
        "message": message,
        "chat_instance": "1",
        "data": data,
    }
    return Feed({"callback_query": query}, f"q:{query['id']}")
