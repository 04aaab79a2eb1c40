"""How hours become credits in a community: what organisers see of it, and can choose."""

from bot.screens import format as put
from bot.screens.choices import excerpt
from bot.screens.html import bold, lines, paragraphs
from bot.screens.model import Button, Screen
from bot.screens.taps import tap
from bot.screens.words import Words
from bot.timebank.rules import Mode
from bot.timebank.settling import BankSettings


def bank_settings(t: Words, now: BankSettings) -> Screen:
    """The two ways, which one it is, and the button to the other one."""
    where = now.community
    text = paragraphs(
        bold(t.plain("Time bank of %(title)s", title=excerpt(where.title))),
        _mutual(t, now) if now.mode is Mode.MUTUAL else _issued(t),
        t.say("A change holds from now on. Nobody loses hours by it."),
    )
    if now.mode is Mode.MUTUAL:
        other = Button(t.button("Hours from organisers only"), tap=tap("bank_mode", where.id, Mode.ISSUED.value))
    else:
        other = Button(t.button("Among neighbours"), tap=tap("bank_mode", where.id, Mode.MUTUAL.value))
    programmes = Button(t.button("Programmes"), tap=tap("programmes", where.id))
    venues = Button(t.button("Venues and credits"), tap=tap("venues", where.id))
    back = Button(t.button("Back"), tap=tap("our", where.id))
    return Screen(text, ((other,), (programmes, venues), (back,)))


def _mutual(t: Words, now: BankSettings) -> str:
    terms = now.terms
    return lines(
        t.say("<b>Among neighbours:</b> whoever was helped gives their hours to whoever helped."),
        t.say(
            "Everybody begins with %(starter)s and may owe %(new)s; after exchanges with three people, %(trusted)s.",
            starter=put.duration(t, terms.starter),
            new=put.duration(t, -terms.floor_new),
            trusted=put.duration(t, -terms.floor_trusted),
        ),
    )


def _issued(t: Words) -> str:
    return lines(
        t.say("<b>Hours from organisers only:</b> hours are credited by organisers, and nobody owes any."),
        t.say("What somebody has they can give on to neighbours."),
    )
