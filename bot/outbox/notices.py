"""The bot's own arrivals: facts that a group is owed and that belong to no domain above the outbox."""

from dataclasses import dataclass
from typing import ClassVar

from bot.outbox.model import Notice


@dataclass(frozen=True, slots=True)
class BotGreeted(Notice):
    """The bot has come into a group for the first time in the community's life."""

    kind: ClassVar[str] = "bot_greeted"

    community: int


@dataclass(frozen=True, slots=True)
class BotCameBack(Notice):
    """The bot is back in a group that had been set up; everything is as it was."""

    kind: ClassVar[str] = "bot_came_back"

    community: int
