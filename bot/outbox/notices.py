"""Facts about communities that somebody is owed: `communities` lies below the outbox and can have no notices itself."""

from dataclasses import dataclass
from typing import ClassVar

from bot.outbox.model import Notice


@dataclass(frozen=True, slots=True)
class BotCameBack(Notice):
    """The bot is back in a group that had been set up; everything is as it was."""

    kind: ClassVar[str] = "bot_came_back"

    community: int


@dataclass(frozen=True, slots=True)
class OrganiserAppointed(Notice):
    """An admin of the group has made a resident an organiser; for that resident."""

    kind: ClassVar[str] = "appointed"

    community: int
    title: str
