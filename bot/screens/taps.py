"""Callback data: what a button says back. At most 64 bytes, versioned, and never trusted."""

import re
from dataclasses import dataclass

from bot.screens.model import TAP_BYTES

VERSION = "1"
_SEPARATOR = ":"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Tap:
    """A verb and its arguments, e.g. Tap("sign", ("7K2MQ",)) <-> "1:sign:7K2MQ"."""

    verb: str
    args: tuple[str, ...] = ()

    def pack(self) -> str:
        """The callback data. Raises ValueError where Telegram would refuse it (over 64 bytes)."""
        data = _SEPARATOR.join((VERSION, self.verb, *self.args))
        if len(data.encode()) > TAP_BYTES:
            raise ValueError(f"callback data over 64 bytes: {self.verb}")
        return data


def tap(verb: str, *args: object) -> str:
    """Callback data for a button, in one call."""
    return Tap(verb, tuple(str(arg) for arg in args)).pack()


def read_tap(data: str | None) -> Tap | None:
    """What was pressed, or None for data of another version or form (an old or forged button).

    Control characters stand on no button of ours, and a NUL is more than PostgreSQL can look for.
    """
    version, *rest = (data or "").split(_SEPARATOR)
    if version != VERSION or not rest or not rest[0] or _CONTROL.search(data or ""):
        return None
    return Tap(rest[0], tuple(rest[1:]))


def words_on(data: str | None) -> tuple[str, ...]:
    """Everything that stands on a button, of whatever version or form: a hint at what it was about, no more."""
    return tuple((data or "").split(_SEPARATOR))
