"""Signing a pledge that counts hours: the buttons with some, the question how many, and what the answer came to."""

from typing import Final

from bot.pledges.measures.giving import Asking
from bot.pledges.model import Pledge
from bot.pledges.reading import PledgeCard
from bot.pledges.rules import Signing
from bot.pledges.signing import Signed
from bot.pledges.wording import HOURS, Unit
from bot.screens import format as put
from bot.screens.choices import about
from bot.screens.html import Html, Phrase, bold, code, paragraphs
from bot.screens.model import Button, Screen, Style
from bot.screens.pledge_measures import amount
from bot.screens.taps import tap
from bot.screens.words import Words

OFFERED: Final = (60, 120, 240)
"""Minutes that can be given with one press."""

Rows = tuple[tuple[Button, ...], ...]


def give_buttons(t: Words, pledge: Pledge) -> Rows:
    """Join with so many hours, or wait for a place with them."""
    verb = "pledge_wait" if pledge.full else "pledge_give"
    style = Style.PRIMARY if pledge.full else Style.SUCCESS
    some = tuple(Button(_label(t, pledge, each), tap=tap(verb, pledge.code, each), style=style) for each in OFFERED)
    return (some, (another(t, pledge.code),))


def _label(t: Words, pledge: Pledge, minutes: int) -> Phrase:
    given = put.duration(t, minutes)
    return (
        t.button("Wait with %(amount)s", amount=given) if pledge.full else t.button("I give %(amount)s", amount=given)
    )


def another(t: Words, pledge_code: str) -> Button:
    """Any other number of hours, which is typed."""
    return Button(t.button("Another number of hours"), tap=tap("pledge_hours", pledge_code))


def signed(t: Words, answer: Signed) -> Phrase | None:
    """What a wish to give hours came to, in one line; None where that is nothing of its own."""
    pledge = answer.pledge
    if answer.outcome is Signing.HOW_MANY:
        return t.plain(
            "How many hours do you give? Choose with the buttons on the card, or send /sign %(code)s 2.5",
            code=Phrase(pledge.code),
        )
    if answer.amount is None or answer.outcome not in (Signing.SIGNED, Signing.CHANGED):
        return None
    given = amount(t, answer.amount, pledge.wording.measure)
    if answer.tipped:
        return t.plain("You are in with %(amount)s, and that was what it needed: it is happening!", amount=given)
    if pledge.tipped_at is not None:
        return t.plain("You are in with %(amount)s. It is happening!", amount=given)
    more = amount(t, pledge.missing, pledge.wording.measure)
    return t.plain("You are in with %(amount)s! %(more)s more needed.", amount=given, more=more)


def how_many(t: Words, asked: Asking, *, problem: str | None) -> Screen:
    """How many hours? `problem` is what was wrong with the answer."""
    now = None if asked.amount is None else t.say("So far: %(amount)s.", amount=amount(t, asked.amount, HOURS))
    text = paragraphs(
        None if problem is None else bold(problem),
        t.say("<b>How many hours do you give to pledge %(code)s?</b>", code=code(asked.pledge.code)),
        about(t, asked.title),
        t.say("All places are taken: with these hours you wait for one.") if asked.waits else None,
        t.say("Write a number, whole or by halves, for example: 2.5"),
        now,
    )
    return Screen(text, ((Button(t.button("Leave it as it is"), tap=tap("pledge_hours_keep", asked.pledge.code)),),))


def mine(t: Words, card: PledgeCard) -> Html | None:
    """What the reader gives; nothing where it counts heads."""
    if card.amount is None or card.pledge.wording.unit is not Unit.HOURS or not (card.signed or card.waiting):
        return None
    return t.say("You give %(amount)s.", amount=amount(t, card.amount, HOURS))
