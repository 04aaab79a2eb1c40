"""What an error says about a message: was it said, will it ever be, and what has to happen first.

The class alone does not tell: TimedOut may mean "surely not" or "nobody knows", and BadRequest is a NetworkError. So
the cause decides (`request.NotSent`, `request.Ambiguous`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeAlias

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.delivery.request import NotSent
from bot.outbox.model import Later, Never, Outcome, Reason, Sent, Unknown

_RETRY_UNTOLD = 30.0  # seconds to rest after a 429 that does not say how long
_NOT_SENT_ELSEWHERE: Final = frozenset({"PoolTimeout", "ConnectError", "ConnectTimeout"})
"""The same facts as httpx, which other request classes stand on, calls them."""
_NOBODY_THERE: Final = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "user_is_blocked",
    "input_user_deactivated",
    "group chat was deactivated",
)
_NOT_ALLOWED: Final = (
    "chat_write_forbidden",
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_restricted",
)


class Garbled(TelegramError):  # noqa: N818  a fact like the library's own RetryAfter
    """Telegram took the call (status 200), but its answer has an unexpected shape."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has another chat id now; nothing was said."""

    chat: int


@dataclass(frozen=True, slots=True)
class TooFast:
    """A 429: nothing was said; this chat wants to rest for so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Stopped:
    """Telegram does not know our token (401, 404): nothing was said, and nothing will be until that changes."""


Verdict: TypeAlias = Outcome | Moved | TooFast | Stopped

WORDS: Final[Mapping[type[Verdict], str]] = {
    Sent: "sent",
    TooFast: "too_fast",
    Later: "later",
    Moved: "later",
    Stopped: "later",
    Never: "never",
    Unknown: "unknown",
}
"""What an operator calls it. "later": surely not said, and tried again."""


def verdict_of(error: TelegramError) -> Verdict:  # noqa: PLR0911  a table
    """What became of the message whose sending raised `error`."""
    match error:
        case RetryAfter():
            return TooFast(_seconds(error.retry_after))
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case InvalidToken():
            return Stopped()
        case Forbidden():
            return Never(Reason.UNREACHABLE)
        case BadRequest():  # before NetworkError, of which it is a subclass
            return Never(_why_not(error))
        case NetworkError():
            return _of_network_error(error)
        case Conflict():
            return Later(Reason.SERVER_ERROR)
        case _:
            return Sent(None)  # status 200 with an answer that cannot be read


def _why_not(error: BadRequest) -> Reason:
    if says(error, *_NOBODY_THERE):
        return Reason.UNREACHABLE
    return Reason.NOT_ALLOWED if says(error, *_NOT_ALLOWED) else Reason.REFUSED


def says(error: TelegramError, *phrases: str) -> bool:
    """Whether Telegram's sentence holds one of these phrases (lower case). It sends no codes."""
    sentence = error.message.lower()
    return any(phrase in sentence for phrase in phrases)


def _of_network_error(error: NetworkError) -> Verdict:
    cause = error.__cause__
    if isinstance(cause, NotSent) or type(cause).__name__ in _NOT_SENT_ELSEWHERE:
        return Later(Reason.UNSENT)
    if says(error, "too many requests"):
        return TooFast(_RETRY_UNTOLD)
    if isinstance(error, TimedOut) or (cause is not None and not isinstance(cause, TelegramError)):
        return Unknown()
    return Later(Reason.SERVER_ERROR)  # an answer came, with a status of 500 or so


def _seconds(retry_after: int | timedelta) -> float:
    return retry_after.total_seconds() if isinstance(retry_after, timedelta) else float(retry_after)
