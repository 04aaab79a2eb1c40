"""Telegram's HTML: the one place where text becomes markup.

Only what is `Html` is markup. Everything else (names, titles, what people wrote) is escaped on its way in, and
isolated (FSI … PDI) so that a right-to-left name never reorders the sentence around it.
"""

import re
from collections.abc import Iterable
from html import escape, unescape
from typing import Final

_FIRST_STRONG_ISOLATE: Final = "\u2068"
_POP_DIRECTIONAL_ISOLATE: Final = "\u2069"
_TAG: Final = re.compile(r"<[^<>]*>")


class Html(str):
    """Text that is already Telegram HTML. Made by `Words.say`, by this module, and by nothing that people typed."""

    __slots__ = ()


class Phrase(str):
    """Plain text in the reader's own language, made by us (a date, "6 of 10"): escaped in HTML, never isolated."""

    __slots__ = ()


def isolated(text: str) -> str:
    """The text with a direction of its own: invisible marks around it, once. Our own phrases need none."""
    if isinstance(text, Phrase):
        return text
    if text.startswith(_FIRST_STRONG_ISOLATE) and text.endswith(_POP_DIRECTIONAL_ISOLATE):
        return text
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_DIRECTIONAL_ISOLATE}" if text else ""


def markup(value: str) -> Html:
    """The value as HTML: markup stays, text is escaped and isolated."""
    if isinstance(value, Html):
        return value
    escaped = escape(value, quote=False)
    return Html(escaped if isinstance(value, Phrase) else isolated(escaped))


def unmarked(value: Html) -> str:
    """What is to be read, without tags and without the marks of directions: for places that show plain text."""
    text = unescape(_TAG.sub("", value))
    return text.replace(_FIRST_STRONG_ISOLATE, "").replace(_POP_DIRECTIONAL_ISOLATE, "")


def bold(value: str) -> Html:
    """The value, stressed."""
    return Html(f"<b>{markup(value)}</b>")


def italic(value: str) -> Html:
    """The value in another voice: an aside, somebody's own words."""
    return Html(f"<i>{markup(value)}</i>")


def code(value: str) -> Html:
    """The value in fixed width; a tap copies it, without the marks of its direction, which stand around it."""
    return apart(Html(f"<code>{escape(value, quote=False)}</code>"))


def apart(value: Html) -> Html:
    """Markup with a direction of its own: a sentence in another language keeps its full stop, a command its slash."""
    return Html(f"{_FIRST_STRONG_ISOLATE}{value}{_POP_DIRECTIONAL_ISOLATE}")


def quote(value: str) -> Html:
    """What somebody wrote, as a block of its own."""
    return Html(f"<blockquote>{markup(value)}</blockquote>")


def link(label: str, url: str) -> Html:
    """The label leading to an address of ours (or tg://user?id=…)."""
    return Html(f'<a href="{escape(url)}">{markup(label)}</a>')


def lines(*parts: str | None) -> Html:
    """The parts below each other; None is left out."""
    return Html("\n".join(markup(part) for part in parts if part is not None))


def paragraphs(*parts: str | None) -> Html:
    """The parts with an empty line between them; None and empty parts are left out."""
    return Html("\n\n".join(markup(part) for part in parts if part))


def joined(separator: str, parts: Iterable[str]) -> Html:
    """The parts on one line, e.g. joined(" · ", facts)."""
    return Html(escape(separator, quote=False).join(markup(part) for part in parts))
