"""Facts about communities that somebody is owed: `communities` lies below the outbox and can have no notices itself."""

from dataclasses import dataclass
from enum import StrEnum
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


class Missing(StrEnum):
    """What a group does not give the bot, and would have to for something to work."""

    MEMBERS = "members"
    """To know who is in it."""
    WRITING = "writing"
    """To write in it."""
    TOPIC = "topic"
    """The topic that was chosen for pledges: it is closed, or deleted."""


@dataclass(frozen=True, slots=True)
class SomethingIsMissing(Notice):
    """For those who organise, and can see to it."""

    kind: ClassVar[str] = "something_is_missing"

    community: int
    title: str
    what: Missing
