"""What people cannot do in the market."""

from dataclasses import dataclass
from typing import ClassVar

from bot.core.refusal import Refusal


@dataclass(unsafe_hash=True)
class UnknownPost(Refusal):
    """No such post here: never was, is gone, is hidden, or stands in another community; they read alike."""

    moved_on: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class PostTextTooShort(Refusal):
    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class PostTextTooLong(Refusal):
    of_answer: ClassVar[bool] = True
    text_most: int
    text_length: int


@dataclass(unsafe_hash=True)
class AreaTooLong(Refusal):
    of_answer: ClassVar[bool] = True
    text_most: int
    text_length: int


@dataclass(unsafe_hash=True)
class NotATime(Refusal):
    """What was typed says no time that something may take: five minutes to a day."""

    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class ChooseAKind(Refusal):
    """Something was typed that is no kind of help."""

    of_answer: ClassVar[bool] = True


@dataclass(unsafe_hash=True)
class TooManyPosts(Refusal):
    """Within a day."""

    most: int


@dataclass(unsafe_hash=True)
class TooManyOpenPosts(Refusal):
    most: int


@dataclass(unsafe_hash=True)
class NoPostForm(Refusal):
    """The form is finished already, stopped, or another one is open."""


@dataclass(unsafe_hash=True)
class OwnPost(Refusal):
    """Nobody answers, or reports, their own post."""


@dataclass(unsafe_hash=True)
class NotThisTime(Refusal):
    """They have asked before, and it did not work out. Who or why is not said."""


@dataclass(unsafe_hash=True)
class PostIsBusy(Refusal):
    """Its author has not answered several others yet."""


@dataclass(unsafe_hash=True)
class TooManyAsks(Refusal):
    """Within a day."""

    most: int


@dataclass(unsafe_hash=True)
class AskIsOver(Refusal):
    """It was answered otherwise, taken back, or its time is up."""

    moved_on: ClassVar[bool] = True
