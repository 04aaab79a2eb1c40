"""Inline queries as they are remembered between the question, the answer and the choice."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.world import Chat, Content, Json, Person


@dataclass(slots=True)
class InlineQuery:
    """A question typed after the bot's name, and the results the bot offered."""

    id: str
    person: Person
    query: str
    at: datetime
    chat: Chat | None = None
    results: dict[str, tuple[Json, Content]] = field(default_factory=dict)
    button: Json | None = None
