"""Reports of abuse, and pledges that organisers have hidden."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.outbox.model import Notice
from bot.pledges.hiding import Reported
from bot.pledges.model import Pledge
from bot.pledges.notices import PledgeHidden, PledgeReported
from bot.pledges.reading import PledgeCard
from bot.screens import pledge_buttons as buttons
from bot.screens.html import Html, Phrase, bold, code, paragraphs
from bot.screens.model import Button, Screen, Style
from bot.screens.pledge_wording import which_pledge
from bot.screens.taps import tap
from bot.screens.words import Words


def blank(t: Words, card: PledgeCard) -> Screen:
    """In the place of a hidden pledge's card in the group."""
    return Screen(t.say("An organiser has hidden pledge %(code)s.", code=code(card.pledge.code)))


def doors(t: Words, card: PledgeCard) -> tuple[tuple[Button, ...], ...]:
    """Under the private card: to report it, to hide it, to show it again."""
    pledge = card.pledge
    if card.may_hide:
        return ((_show_again(t, pledge.code) if pledge.hidden_at is not None else _hide(t, pledge.code),),)
    if card.may_report:
        return ((Button(t.button("Report"), tap=tap("pledge_report", pledge.code)),),)
    return ()


def standing(t: Words, pledge: Pledge) -> Html | None:
    """On the private card of a hidden pledge."""
    return (
        None if pledge.hidden_at is None else t.say("An organiser has hidden this pledge: the group does not see it.")
    )


def _hide(t: Words, pledge_code: str) -> Button:
    return Button(t.button("Hide from the group"), tap=tap("pledge_hide", pledge_code))


def _show_again(t: Words, pledge_code: str) -> Button:
    return Button(t.button("Show it again"), tap=tap("pledge_unhide", pledge_code))


def reporting(t: Words, pledge: Pledge) -> Screen:
    """Before a report: really?"""
    text = t.say(
        "Report pledge %(code)s? Organisers are asked to look at it, and can hide it. They do not learn who "
        "reported it.",
        code=code(pledge.code),
    )
    yes = Button(t.button("Report it"), tap=tap("pledge_report_yes", pledge.code), style=Style.DANGER)
    return Screen(text, ((yes, Button(t.button("Back"), tap=tap("pledge_show", pledge.code))),))


def reported(t: Words, answer: Reported) -> Phrase:
    """What a report came to."""
    if answer.heard:
        return t.plain("Thank you. Organisers are asked to look at it.")
    return t.plain("I cannot write to any organiser now. Please tell an admin of the group.")


def hidden(t: Words, pledge: Pledge) -> Phrase:
    """What an organiser has done about it."""
    if pledge.hidden_at is not None:
        return t.plain("It is hidden: no list shows it, and its card in the group is blank.")
    return t.plain("The group sees it again.")


def _reported(t: Words, notice: PledgeReported, reader: Reader) -> Screen:
    text = paragraphs(
        bold(t.plain("Somebody has reported this pledge.")),
        which_pledge(t, notice.pledge, reader),
        t.say("Please look at it. As an organiser you can hide it from the group; nobody's signature is lost by that."),
    )
    return Screen(text, ((buttons.show(t, notice.pledge.code), _hide(t, notice.pledge.code)),))


def _hidden(t: Words, notice: PledgeHidden, reader: Reader) -> Screen:
    text = paragraphs(
        bold(t.plain("An organiser has hidden your pledge from the group.")),
        which_pledge(t, notice.pledge, reader),
        t.say("Whoever has its code still finds it. Ask an organiser what was wrong; they can show it again."),
    )
    return Screen(text, ((buttons.show(t, notice.pledge.code),),))


NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {
    PledgeReported: _reported,
    PledgeHidden: _hidden,
}
