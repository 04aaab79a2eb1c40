"""The table of everything that can be heard: who hears which command, button, dialogue and membership change.

An area's module (`handlers/pledges.py`, `handlers/communities.py`, …) exports plain dictionaries; this one says what
may stand in them and joins them. A word that two areas claim is an error at import, never a silent winner.
"""

import inspect
import math
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from bot.communities.absence import Departure
from bot.communities.access import Act
from bot.communities.undoing import PutBack, Undone
from bot.screens.helping import Listed
from bot.screens.html import Html
from bot.screens.words import Words

if TYPE_CHECKING:
    from bot.handlers.context import Hearing
    from bot.handlers.house import House

Handler = Callable[["Hearing"], Awaitable[None]]
"""Hears a command; the text behind the command is `hearing.args`."""

TapHandler = Callable[..., Awaitable[None]]
"""Hears a press: handler(hearing, *args) with the arguments of the `Tap`. What does not fit its parameters is an old
or forged button and never reaches it."""

Redraw = Callable[..., Awaitable[None]]
"""Draws the private message of a pressed button as it is now: redraw(hearing, *args, said) with the arguments of the
`Tap`, and why it was refused. For handlers whose button may outlive what it offers (`Refusal.moved_on`)."""

Fresh = Callable[..., Awaitable[bool]]
"""Shows in private what a button that is out of date was about: fresh(hearing, words) with all that stands on it.
False: it does not say."""


class OutOfDate(Exception):  # noqa: N818  a signal for `routes`, not an error
    """Raised by the handler of a press, before it writes: the button names what is not on offer (any more)."""


ID_MOST: Final = 2**63 - 1
"""What a column of ids can hold."""
_FIGURE_MOST: Final = 10**9 - 1


def figure(text: str, *, most: int = _FIGURE_MOST) -> int:
    """A figure on a button. Raises OutOfDate where there is none, or a larger one."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and int(text) <= most):
        raise OutOfDate
    return int(text)


Typed = Callable[["Hearing", str], Awaitable[None]]
"""Hears typed text while a draft is open: handler(hearing, text)."""

AskAgain = Callable[["Hearing", str | None], Awaitable[None]]
"""Shows the question that is open in a draft, under a sentence that says what was wrong with the answer, if any was:
ask_again(hearing, said)."""

MembershipHandler = Callable[..., Awaitable[None]]
"""Hears who came and went, by `Event`; the arguments stand there. Nobody in particular acts: use `hearing.record`."""

Payload = Callable[..., Awaitable[None]]
"""Hears /start with a payload: handler(hearing, code), by the payload's letter ("p" for p_7K2MQ) in PAYLOADS."""


Inline = Callable[["House", str, int, str], Awaitable[None]]
"""Answers what somebody types behind the bot's name in any chat: inline(house, query id, Telegram id, words)."""

Chosen = Callable[["Hearing", str], Awaitable[None]]
"""Hears that one of our results was sent to a chat: chosen(hearing, key)."""


class Event(StrEnum):
    """What MEMBERSHIPS may hear; the chat is `hearing.sighting`'s."""

    BOT = "bot"
    """handler(hearing, change: MemberChange): we were added, promoted, removed; in private: blocked or unblocked."""
    PEOPLE = "people"
    """handler(hearing, changes: tuple[MemberChange, ...]): others came, went, or got other rights. The same change
    may be heard twice (as `chat_member` and as a service message)."""
    MIGRATION = "migration"
    """handler(hearing, migration: Migration): the group became a supergroup; heard from both chats, in any order."""


class Where(StrEnum):
    """Where a command is offered in Telegram's menu; it is understood everywhere unless its handler says no."""

    ANYWHERE = "anywhere"
    PRIVATE = "private"
    GROUP = "group"


Sentence = Callable[[Words], Html]
Label = Callable[[Words], str]
Example = Callable[[Words, str], str]
"""A whole line that works when pasted, in the reader's words and with the code of a pledge."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    `description` is for the menu (at most 256 characters): `lambda t: t.plain("Make a promise with others")`.
    `example` is what /help shows to copy, `explanation` what it says above it. Commands and their own words ("mine")
    are English in every language.
    """

    handler: Handler
    description: Label
    task: Listed
    example: Example
    explanation: Sentence
    about: Act | None = None
    """What one does with the pledge whose code stands in the example; None: there is no code in it."""
    where: Where = Where.ANYWHERE
    organisers: bool = False
    """True: offered in the menu to a group's admins only. A menu is no lock: rights are checked at the act."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One kind of draft: what hears an answer to its question, and how the question is asked again."""

    typed: Typed
    ask_again: AskAgain


@dataclass(frozen=True, slots=True)
class Undo:
    """How one kind of act is taken back, and what is shown then: show(hearing, undone)."""

    put_back: PutBack
    show: Callable[["Hearing", Undone], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Table:
    """Everything that can be heard. `handlers.commands.TABLE` is the whole; tests make small ones."""

    commands: Mapping[str, Command] = field(default_factory=dict)
    """By name without slash, in the order of the menu."""
    taps: Mapping[str, TapHandler] = field(default_factory=dict)
    """By the verb of the callback data."""
    redraws: Mapping[str, Redraw] = field(default_factory=dict)
    """By the verb of `taps`, where there is something to draw."""
    fresh: tuple[Fresh, ...] = ()
    """Asked one after the other, until one has something to show."""
    dialogues: Mapping[str, Dialogue] = field(default_factory=dict)
    """By the kind of the draft."""
    undos: Mapping[str, Undo] = field(default_factory=dict)
    """By what is undone (`communities.undoing`)."""
    memberships: Mapping[Event, MembershipHandler] = field(default_factory=dict)
    """Who came and went."""
    inline: "Inline | None" = None
    """Answers inline queries."""
    chosen: Chosen | None = None
    """Hears that a result was sent to a chat."""
    payloads: Mapping[str, Payload] = field(default_factory=dict)
    """By the letter before the underscore in /start's payload."""
    departures: tuple[Departure, ...] = ()
    """What has to follow when somebody has left a community."""


V = TypeVar("V")


def joined(tables: Iterable[Mapping[str, V]]) -> dict[str, V]:
    """All tables as one. Raises ValueError when two of them claim the same word."""
    whole: dict[str, V] = {}
    for table in tables:
        if twice := whole.keys() & table.keys():
            raise ValueError(f"claimed twice: {', '.join(sorted(twice))}")
        whole.update(table)
    return whole


def fits(handler: Callable[..., Any], args: tuple[str, ...]) -> bool:
    """Whether a press brings as many arguments as its handler takes."""
    least, most = _arity(handler)
    return least <= len(args) <= most


@cache
def _arity(handler: Callable[..., Any]) -> tuple[int, float]:
    """How many arguments behind the hearing a handler takes, at least and at most."""
    _, *parameters = inspect.signature(handler).parameters.values()
    positional = [each for each in parameters if each.kind in {each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD}]
    least = sum(each.default is each.empty for each in positional)
    open_ended = any(each.kind is each.VAR_POSITIONAL for each in parameters)
    return least, math.inf if open_ended else len(positional)
