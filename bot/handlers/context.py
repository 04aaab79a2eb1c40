"""One update being heard: what a handler may know and do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from bot.communities.model import Actor, Membership, Reader, Sighting
from bot.core.db import Tx
from bot.screens.model import Screen, Toast
from bot.screens.words import Words

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class MemberChange:
    """Somebody's place in a chat has changed; `is_bot` when it is our own."""

    telegram_id: int
    first_name: str
    username: str | None
    was: Membership
    now: Membership
    anonymous: bool
    """The person acts as the group itself (anonymous admin)."""
    is_bot: bool


@dataclass(frozen=True, slots=True)
class Migration:
    """A group became a supergroup: the same people, another chat id."""

    old_chat_id: int
    new_chat_id: int


class Hearing:
    """One update, heard once: who acts, what they say, and the few things a handler may do about it.

    A handler parses, calls ONE service through `write` (or `read`), and shows ONE screen.
    """

    sighting: Sighting
    """Who acts and where, from the update alone. `sighting.chat_type == "private"` tells the two worlds apart."""
    message_text: str
    """What was typed, command and all; "" for a press."""
    args: str
    """The text after the command, on one or several lines, trimmed; "" for a press."""
    reply_text: str
    """The text of the message that this one replies to, or ""."""
    bot_username: str
    """Without @, for links: https://t.me/<bot_username>?start=p_<code>."""
    reader: Reader
    """For whom to write: by Telegram's hint at first, by what we know after `write` or `read`."""

    @property
    def words(self) -> Words:
        """The reader's language."""
        raise NotImplementedError

    @property
    def private(self) -> bool:
        """Whether this is the person's own chat with the bot."""
        raise NotImplementedError

    @property
    def pressed(self) -> bool:
        """Whether a button was pressed (else: something was typed)."""
        raise NotImplementedError

    async def write(self, service: Callable[Concatenate[Tx, Actor, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `service(tx, actor, …)` in one transaction that also settles this update: its effect comes exactly once.

        At most one write per update (asserted). A membership that is not fresh enough is fetched from Telegram and
        the service is run again. Raises whatever the service refuses with; nothing is written then.
        """
        raise NotImplementedError

    async def record(self, service: Callable[Concatenate[Tx, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Like `write`, for facts that nobody does (a group migrated): `service(tx, …)`, nobody is recognised."""
        raise NotImplementedError

    async def read(self, service: Callable[Concatenate[Tx, Actor, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `service(tx, actor, …)` read-only. As often as needed, before or after the write."""
        raise NotImplementedError

    async def answer(self, what: Screen | Toast) -> None:
        """Say it to the acting person only.

        A press: Toast as the callback answer; Screen as a new message in private. A command in a group: ephemeral,
        else the private chat, else a short reply in the group. In private: a message.
        """
        raise NotImplementedError

    async def redraw(self, screen: Screen) -> None:
        """Put the screen in the place of the message whose button was pressed; without a press the same as `answer`."""
        raise NotImplementedError


Kept = dict[str, Any]
