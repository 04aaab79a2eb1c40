"""What is said of paying, where others do: a pledge about money is kept by whoever pays what they promised.

Everywhere it is clear that people pay whoever began it, and that we take no money.
"""

from collections.abc import Callable, Mapping
from typing import Final

from bot.pledges.model import Pledge, SignatureState
from bot.pledges.wording import Money
from bot.screens.html import Html, bold
from bot.screens.pledge_measures import money
from bot.screens.words import Words


def promised(t: Words, each: Money) -> Html:
    """On the card and in the preview: who pays what to whom."""
    return t.say(
        "Each pays %(amount)s to whoever began it, once it is happening. I take no money.", amount=money(t, each)
    )


def to_pay(t: Words, each: Money, creator: str) -> Html:
    """To a signer of a pledge that has come to life."""
    if creator:
        return t.say(
            "You have promised %(amount)s: %(name)s tells you how to pay it. I take no money.",
            amount=money(t, each),
            name=creator,
        )
    return t.say(
        "You have promised %(amount)s: the person who began it tells you how to pay it. I take no money.",
        amount=money(t, each),
    )


def to_collect(t: Words, each: Money) -> Html:
    """To its creator."""
    return t.say(
        "Each has promised %(amount)s. Write to all how to pay you, and mark later who has. I take no money.",
        amount=money(t, each),
    )


def time_has_come(t: Words, each: Money) -> Html:
    """On the card, when it is to be paid."""
    return bold(
        t.plain(
            "The time has come: whoever signed pays %(amount)s now, to whoever began it. I take no money.",
            amount=money(t, each),
        )
    )


def answers(t: Words, pledge: Pledge) -> Html:
    """How many have paid."""
    return t.say(
        "Paid: %(done)s (confirmed: %(confirmed)s) · still to answer: %(owing)s",
        done=pledge.claimed + pledge.verified,
        confirmed=pledge.verified,
        owing=pledge.owing,
    )


def mine(t: Words, state: SignatureState) -> Html | None:
    """The reader's own part; None where it is the same as that of a deed."""
    match state:
        case SignatureState.ACTIVE | SignatureState.OWED:
            return t.say("Have you paid? Please answer below.")
        case SignatureState.CLAIMED:
            return t.say("You have paid, you say. Thank you!")
        case SignatureState.VERIFIED:
            return t.say("You have paid. Thank you!")
        case SignatureState.MISSED:
            return t.say("You have not said whether you paid.")
    return None


def question(t: Words, turn: int) -> Html:
    """Have they? Asked for the `turn`-th time."""
    match turn:
        case 0:
            return bold(t.plain("Have you paid?"))
        case 1 | 2:
            return t.say("<b>Have you paid?</b> You have not answered yet, and the others would like to know.")
    return t.say("<b>Have you paid?</b> This is the last time that I ask.")


def to_confirm(t: Words, people: int) -> Html:
    """To the creator, when everybody has answered."""
    return t.count(
        "%(n)s person says that they have paid you. Can you confirm it?",
        "%(n)s people say that they have paid you. Can you confirm it?",
        people,
    )


def begun(t: Words) -> Html:
    """To the creator, when it is to be paid."""
    return t.say("Mark who has paid you, now or later: one by one, or all in one tap. I take no money.")


LINES: Final[Mapping[SignatureState, Callable[[Words, str], Html]]] = {
    SignatureState.VERIFIED: lambda t, name: t.say("%(name)s: paid, confirmed", name=name),
    SignatureState.CLAIMED: lambda t, name: t.say("%(name)s: paid, they say", name=name),
}
"""On the list of who has paid, where that is another word than on a list of deeds."""
