"""What surrounds a hearing: what an update says, where an answer belongs, and what all hearings share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.communities.groups import Move
from bot.communities.keeping import Keepers
from bot.communities.model import Membership, Pointed, Sighting
from bot.core.db import Database, Tx
from bot.core.outage import Outage
from bot.handlers.table import Table
from bot.screens.model import Attachment, Offer, Paper, Screen, Sheet, Toast


@dataclass(frozen=True, slots=True)
class Migration:
    """A group became a supergroup: the same people, another chat id."""

    old_chat_id: int
    new_chat_id: int


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where an answer belongs: the message that was written or whose button was pressed."""

    chat_id: int
    private: bool
    telegram_id: int
    message_id: int
    thread_id: int | None = None
    query_id: str | None = None
    """The press to answer; None: something was typed."""
    ephemeral_id: int | None = None
    """The number of an ephemeral message; its `message_id` is 0."""
    inline_id: str | None = None
    """The name of a message that somebody has shared to a chat that we do not know; its `message_id` is 0."""


class GroupMoved(Outage):
    """The group that was asked about is a supergroup by now: the same people in the chat `chat_id`."""

    def __init__(self, chat_id: int) -> None:
        super().__init__("the group has moved")
        self.chat_id = chat_id


class GroupLeft(Outage):
    """The bot is not in the group that was asked about."""


class Voice(Protocol):
    """How a hearing speaks: each call returns when Telegram has answered, and raises nothing that Telegram says no to.

    What cannot be shown to the acting person right after the commit is lost without harm: the act itself is done.
    """

    @property
    def bot_username(self) -> str:
        """Whose voice it is; without @."""

    async def answer_press(self, query_id: str, toast: Toast | None) -> None:
        """Stop the button's waiting sign, with a toast or silently."""

    async def show(self, to: Standpoint, screen: Screen, aloud: Screen) -> bool:
        """Show the screen to the person alone: in private a message; in a group ephemeral, else private. Where none of
        them gets through, what was typed is answered `aloud` in the group. Whether any of it got through."""

    async def redraw(self, at: Standpoint, screen: Screen) -> None:
        """Put the screen in the place of the pressed message (in a private chat); a new one if that is gone."""

    async def offer(self, query_id: str, offer: Offer) -> None:
        """Show what there is for what somebody types behind our name."""

    async def post(self, to: Standpoint, sheet: Sheet) -> bool:
        """Draw the sheet and send it to the person's private chat, as PDF and as PNG. Whether it got through.

        Raises Outage if it cannot be drawn now.
        """

    async def hand(self, to: Standpoint, file: Attachment | Paper) -> bool:
        """Send the file (a paper is drawn first) to the person's private chat. Whether it got through.

        Raises Outage if it cannot be drawn now.
        """

    async def membership(self, chat_id: int, telegram_id: int) -> tuple[Membership, bool] | None:
        """Somebody's present place in a group, and whether as anonymous admin; None where Telegram does not tell.

        Raises GroupMoved if the group goes by another chat id by now, GroupLeft if the bot is not in it, else Outage if
        Telegram is silent.
        """


@dataclass(frozen=True, slots=True)
class House:
    """What all hearings share."""

    db: Database
    voice: Voice
    settle: Callable[[Tx, int], bool]
    """Marks an update as done inside a transaction; False: it was done before."""
    table: Table
    moves: Sequence[Move] = ()
    """What has to follow when two communities turn out to be one group."""
    keepers: Keepers = ()
    """Whoever keeps something of people, and can forget them."""
    committed: Callable[[], None] = lambda: None
    """Called after each commit: something may be owed to somebody now."""

    @property
    def bot_username(self) -> str:
        """Without @. Known once Telegram has been asked."""
        return self.voice.bot_username


@dataclass(frozen=True, slots=True)
class Heard:
    """What one update says, read once."""

    update_id: int
    sighting: Sighting
    standpoint: Standpoint
    text: str = ""
    args: str = ""
    pointed: Pointed | None = None
    """Whom it points at."""
