"""What the bots are fed with: messages to echo, presses that sign."""

from collections.abc import Sequence
from typing import Any

from benchmarks.telegram import BOT, Feed

_DATE = 1_764_000_000
FIRST_PERSON = 10_000_001
GROUP_TITLE = "Mill Road"


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


Card = tuple[int, str]
"""A pledge's card: the group in which it stands, and what its button says back."""


def presses(count: int, cards: Sequence[Card], first: int = 0) -> list[Feed]:
    """One press each by `count` people on the cards in their groups; person n presses card n modulo their number."""
    return [_press(number, *cards[number % len(cards)]) for number in range(first, first + count)]


def _press(number: int, chat_id: int, data: str) -> Feed:
    chat = {"id": chat_id, "type": "supergroup", "title": GROUP_TITLE}
    message = {"message_id": 7, "date": _DATE, "chat": chat, "from": BOT, "text": "A pledge"}
    query = {
        "id": str(5_000_000_000 + number),
        "from": person(number),
        "message": message,
        "chat_instance": "1",
        "data": data,
    }
    return Feed({"callback_query": query}, f"q:{query['id']}")
