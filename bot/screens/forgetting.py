"""What people see when they want to be forgotten, or to know what is kept of them."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from bot.core.minutes import Minutes
from bot.pledges.leaving import Leaving
from bot.screens import format as put
from bot.screens.choices import excerpt
from bot.screens.html import Html, bold, lines, paragraphs
from bot.screens.model import Attachment, Button, Screen, Style
from bot.screens.taps import tap
from bot.screens.words import Words

FILE_NAME: Final = "my-data.json"


def really(t: Words, now: Leaving) -> Screen:
    """What goes, and what stays; it cannot be undone, so it is asked for."""
    text = paragraphs(
        bold(t.plain("Shall I forget you?")),
        t.say(
            "<b>What goes:</b> your name, username and Telegram number, your settings and communities, whatever you "
            "have begun to write, and every text of yours: pledges, reasons, news, words about hours, the names that "
            "you wrote down of people on paper. Nothing more is sent to you."
        ),
        _pledges(t, now),
        t.say(
            "<b>What stays:</b> that somebody was in a pledge that has come alive, and who gave how many hours when, "
            "as amounts under a number without a name; and what others wrote."
        ),
        _hours(t, now),
        t.say("Messages that stand in a chat already you can delete there yourself. <b>It cannot be undone.</b>"),
    )
    return Screen(text, ((Button(t.button("Forget me"), tap=tap("forget_me", now.token), style=Style.DANGER),),))


def forgotten(t: Words) -> Screen:
    """The last message."""
    return Screen(
        paragraphs(
            t.say("You are forgotten. All the best!"),
            t.say("If you write to me or press a button of mine again, we meet as strangers."),
        )
    )


def unknown(t: Words) -> Screen:
    """To whoever is nobody to us."""
    return Screen(t.say("I keep nothing about you."))


def summary(t: Words, kept: Mapping[str, Mapping[str, Any]]) -> Screen:
    """In words, what the file says in full."""
    counts = [(_label(t, name), sum(map(_number, part.values()))) for name, part in kept.items()]
    text = paragraphs(
        bold(t.plain("What I keep about you")),
        lines(*(t.say("%(what)s: %(number)s", what=what, number=str(number)) for what, number in counts if number)),
        t.say("The file has all of it, for you and for machines. /privacy says for how long. /forgetme erases it."),
    )
    return Screen(text)


def file(kept: Mapping[str, Mapping[str, Any]]) -> Attachment:
    """Everything, as JSON."""
    written = json.dumps(kept, ensure_ascii=False, indent=1, default=_as_text)
    return Attachment(FILE_NAME, written.encode())


def _pledges(t: Words, now: Leaving) -> Html | None:
    off, led = now.fate.called_off, now.fate.led_by_others
    said = (
        t.count(
            "%(n)s pledge that you began is called off, and its signers are told.",
            "%(n)s pledges that you began are called off, and their signers are told.",
            off,
        )
        if off
        else None,
        t.count(
            "%(n)s pledge goes on under whoever leads it with you, in the words that people have signed.",
            "%(n)s pledges go on under whoever leads them with you, in the words that people have signed.",
            led,
        )
        if led
        else None,
    )
    return lines(*said) if off or led else None


def _hours(t: Words, now: Leaving) -> Html | None:
    return lines(*(_balance(t, title, left) for title, left in now.balances)) if now.balances else None


def _balance(t: Words, title: str, left: Minutes) -> Html:
    title = excerpt(title)
    if left < 0:
        return t.say("%(title)s: the %(time)s that you owe are written off.", title=title, time=put.duration(t, -left))
    return t.say("%(title)s: the %(time)s that you have go to the community.", title=title, time=put.duration(t, left))


def _label(t: Words, part: str) -> str:
    labels = {
        "you": t.plain("You, your communities, what you have begun to write"),
        "hours": t.plain("Hours"),
        "claims_rewards_market": t.plain("Hours you logged, vouchers, the market"),
        "pledges": t.plain("Pledges, signatures, and what you wrote there"),
        "messages": t.plain("Messages to you"),
        "reminders": t.plain("Reminders"),
        "brought_by_telegram": t.plain("What Telegram has brought me of you"),
    }
    return labels.get(part, part)


def _number(rows: Any) -> int:
    """How many entries."""
    if not isinstance(rows, list):
        return 1
    return sum(len(row["entries"]) if isinstance(row, dict) and "entries" in row else 1 for row in rows)


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
