"""Small pieces that the settings of people and of communities share."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.screens.html import Html, bold, paragraphs
from bot.screens.model import Button, Screen
from bot.screens.taps import tap
from bot.screens.words import LANGUAGE_NAMES, Words, words_for

_COLUMNS: Final = 2
_SHOWN: Final = 40
"""Characters of what somebody typed that an answer repeats, or of a title on a button."""


def link(bot_username: str, payload: str) -> str:
    """The address that opens the private chat with this payload."""
    return f"https://t.me/{bot_username}?start={payload}"


def about(t: Words, title: str | None) -> Html | None:
    """Which community it is, where a reader may think of another one."""
    return None if title is None else t.say("Community: %(title)s", title=excerpt(title))


def beneath(headline: str | None, screen: Screen) -> Screen:
    """The screen, beneath a line of its own if there is one."""
    return screen if headline is None else replace(screen, text=paragraphs(bold(headline), screen.text))


def give_example(name: str, t: Words) -> str:
    """A line that works for whoever knows somebody of this name."""
    # Translators: what an exchange was about, in the example /give Maria 1h30 fixing my bike
    what_for = t.plain("fixing my bike")
    return f"/give {name} 1h30 {what_for}"


def undo_button(t: Words, token: str) -> Button:
    """Takes back what was just done, for a minute."""
    return Button(t.button("Undo"), tap=tap("undo", token))


def pairs(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    """The buttons in rows of two."""
    return tuple(tuple(buttons[at : at + _COLUMNS]) for at in range(0, len(buttons), _COLUMNS))


def zone_name(zone: str) -> str:
    """A time zone as people read it."""
    return zone.replace("_", " ")


def language_name(tag: str | None) -> str:
    """The language that is really spoken to whoever has this tag, by its own name."""
    return LANGUAGE_NAMES[words_for(tag).language]


def excerpt(text: str, most: int = _SHOWN) -> str:
    """The beginning of what somebody typed, or of a title: it may be as long as a message, and ours has more in it."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def searched(t: Words, text: str, *, found: bool) -> Html:
    """What a typed place came to."""
    text = excerpt(text)
    if found:
        return t.say("“%(text)s” may be one of these. Choose one, or type another place.", text=text)
    return t.say("I know no time zone by “%(text)s”. Type a large city near you, or your country.", text=text)
