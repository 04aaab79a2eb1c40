"""A screen: text and buttons for one reader, as plain data that `delivery` can send."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

TAP_BYTES: Final = 64
"""Telegram's limit of callback data."""


class Style(StrEnum):
    """Telegram's button colours; never the only bearer of meaning."""

    PRIMARY = "primary"
    SUCCESS = "success"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button; exactly one of `tap`, `url`, `share`, `copy` is set; beside `share` there may be a `url`."""

    label: str
    tap: str | None = None
    """Callback data, at most TAP_BYTES (see `screens.taps`)."""
    url: str | None = None
    share: str | None = None
    """Inline query with which the person may share to a chat of their choice; without inline mode, `url` is used."""
    copy: str | None = None
    style: Style | None = None

    def __post_init__(self) -> None:
        chosen = [action for action in (self.tap, self.url, self.share, self.copy) if action is not None]
        assert len(chosen) == 1 or (len(chosen) == 2 and self.share and self.url), self.label  # noqa: PLR2004
        assert self.tap is None or len(self.tap.encode()) <= TAP_BYTES, self.tap


@dataclass(frozen=True, slots=True)
class Screen:
    """`text` is Telegram HTML, at most 4,096 UTF-16 units once parsed."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    loud: bool = True
    """False: delivered without a sound."""
    ask: str | None = None
    """A placeholder (at most 64 characters): the message asks for a typed answer (ForceReply)."""


@dataclass(frozen=True, slots=True)
class Toast:
    """The short answer to a tap: plain text, at most 200 characters."""

    text: str
    alert: bool = False
    """True: stays until it is closed."""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One result of an inline query: how it looks in the list, and the message that it becomes."""

    key: str
    """Names it when it is chosen: at most 64 bytes."""
    title: str
    description: str
    screen: Screen


@dataclass(frozen=True, slots=True)
class Offer:
    """The answer to an inline query: at most 50 articles, and perhaps a button above them."""

    articles: tuple[Article, ...] = ()
    label: str = ""
    """The button's; "": none."""
    payload: str = ""
    """With which the button opens the private chat."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A poster: what stands on it, from top to bottom. Plain text."""

    title: str
    """Whose it is."""
    heading: str
    sentence: str
    link: str
    """What the QR code leads to."""
    code: str
    how: str
    command: str
    address: str
    """On the strips to tear off."""
    in_return: str = ""
    """What somebody promises in return; "": nothing."""
    meeting: str = ""
    """When and where it is to be done; "" where that is not known."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a paper's table."""

    label: str
    share: int
    """Of the width, beside the others' shares."""
    number: bool = False
    """Numbers stand at its end."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to print: what stands on it, from top to bottom. Plain text."""

    name: str
    """Of the file."""
    title: str
    lines: tuple[str, ...]
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    link: str = ""
    """What the QR code below leads to; "": there is none."""
    foot: tuple[str, ...] = ()
    rtl: bool = False
    """It is read from right to left."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file for one reader."""

    name: str
    data: bytes
    caption: str = ""
    """Plain text under it."""
    picture: bool = False
    """True: it is shown in the chat, and need not be opened."""
