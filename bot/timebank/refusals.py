"""What people cannot do in the time bank. They come in the order of the book's own (`ledger.refusals`)."""

from dataclasses import dataclass
from typing import ClassVar

from bot.core.minutes import Minutes
from bot.core.refusal import Refusal


@dataclass(unsafe_hash=True)
class NoDuration(Refusal):
    """Nothing in the line is a duration."""


@dataclass(unsafe_hash=True)
class NobodyNamed(Refusal):
    """The line says how long, and not who helped."""


@dataclass(unsafe_hash=True)
class NotWholeMinutes(Refusal):
    """Parts of a minute are not counted."""


@dataclass(unsafe_hash=True)
class WordsTooLong(Refusal):
    """What it was for, at too great a length."""

    text_most: int
    text_length: int


@dataclass(unsafe_hash=True)
class NotMoreThanNothing(Refusal):
    """No time at all, or less."""


@dataclass(unsafe_hash=True)
class TooLongAtOnce(Refusal):
    """Longer than one entry can be."""

    most: Minutes


@dataclass(unsafe_hash=True)
class BotsTakeNoHours(Refusal):
    """Whoever is pointed at is a bot (or writes as the group)."""


@dataclass(unsafe_hash=True)
class NobodyCalledSo(Refusal):
    """No resident of this community: never heard of, or of another one; they read alike."""

    of_answer: ClassVar[bool] = True
    name: str


@dataclass(unsafe_hash=True)
class NothingToChoose(Refusal):
    """The question who was meant is answered already, or forgotten."""
