"""The messages that people are owed when the time has come."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.outbox.model import Notice
from bot.pledges.deed_notices import DeedAhead, DeedAsked, DeedsToConfirm, OwnDeedBegun, OwnPledgeClosed, PledgeClosed
from bot.screens import deed_money as paying
from bot.screens import pledge_buttons as buttons
from bot.screens import pledge_counter as counter
from bot.screens.deeds import cant_button, check_button, done_button, kept, not_yet_button
from bot.screens.html import Html, bold, paragraphs
from bot.screens.model import Screen
from bot.screens.pledge_wording import which_pledge
from bot.screens.words import Words


def _begun(t: Words, notice: OwnDeedBegun, reader: Reader) -> Screen:
    text = paragraphs(
        bold(t.plain("The time for your pledge has come.")),
        which_pledge(t, notice.pledge, reader),
        _check(t, notice),
    )
    return Screen(text, ((check_button(t, notice.pledge.code, notice.pledge.each),),))


def _check(t: Words, notice: OwnDeedBegun) -> Html:
    if notice.pledge.each is not None:
        return paying.begun(t)
    return t.say("Check who is there, on the day or later: one by one, or all in one tap.")


def _ahead(t: Words, notice: DeedAhead, reader: Reader) -> Screen:
    if notice.soon:
        first = bold(t.plain("It begins soon, and you are in!"))
    else:
        first = t.say("<b>It is nearly time:</b> remember what you signed.")
    leads = t.say("%(name)s leads it.", name=notice.creator) if notice.creator else None
    text = paragraphs(first, which_pledge(t, notice.pledge, reader), leads)
    return Screen(text, ((buttons.show(t, notice.pledge.code), cant_button(t, notice.pledge.code)),))


def _asked(t: Words, notice: DeedAsked, reader: Reader) -> Screen:
    name = notice.pledge.code
    text = paragraphs(_question(t, notice), which_pledge(t, notice.pledge, reader))
    return Screen(
        text,
        ((done_button(t, name, notice.pledge.each), not_yet_button(t, name), cant_button(t, name)),),
        loud=not notice.turn,
    )


def _question(t: Words, notice: DeedAsked) -> Html:
    if notice.pledge.each is not None:
        return paying.question(t, notice.turn)
    match notice.turn:
        case 0:
            return bold(t.plain("Did you do it?"))
        case 1 | 2:
            return t.say("<b>Did you do it?</b> You have not answered yet, and the others would like to know.")
    return t.say("<b>Did you do it?</b> This is the last time that I ask.")


def _to_confirm(t: Words, notice: DeedsToConfirm, reader: Reader) -> Screen:
    paid = notice.pledge.each is not None
    said = (
        paying.to_confirm(t, notice.people)
        if paid
        else t.count(
            "%(n)s person says that they did what your pledge asks for. Can you confirm it?",
            "%(n)s people say that they did what your pledge asks for. Can you confirm it?",
            notice.people,
        )
    )
    text = paragraphs(said, which_pledge(t, notice.pledge, reader))
    return Screen(text, ((check_button(t, notice.pledge.code, notice.pledge.each),),), loud=False)


def _closed(t: Words, notice: PledgeClosed, reader: Reader) -> Screen:
    text = paragraphs(
        kept(t, notice.verified, notice.claimed, notice.missed),
        which_pledge(t, notice.pledge, reader),
        counter.still_to_come(t, notice.in_return, reader),
        t.say("Thank you for being part of it!"),
    )
    return Screen(text, ((buttons.show(t, notice.pledge.code),),), loud=False)


def _own_closed(t: Words, notice: OwnPledgeClosed, reader: Reader) -> Screen:
    text = paragraphs(
        kept(t, notice.verified, notice.claimed, notice.missed),
        which_pledge(t, notice.pledge, reader),
        counter.still_to_come(t, notice.in_return, reader),
        t.say("You began it. Thank you!"),
    )
    return Screen(text, ((buttons.show(t, notice.pledge.code),),), loud=False)


DEED_NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {
    OwnDeedBegun: _begun,
    DeedAhead: _ahead,
    DeedAsked: _asked,
    DeedsToConfirm: _to_confirm,
    PledgeClosed: _closed,
    OwnPledgeClosed: _own_closed,
}
