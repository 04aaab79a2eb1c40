"""The messages that people are owed about pledges."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.outbox.model import Notice
from bot.pledges.counter.facts import CounterFacts
from bot.pledges.notices import (
    OwnPledgeExpired,
    OwnPledgeTipped,
    PledgeExpired,
    PledgeFacts,
    PledgeTipped,
    PledgeWasCancelled,
    SignersUnreached,
)
from bot.pledges.wording import Unit
from bot.screens import deed_money as paying
from bot.screens import format as put
from bot.screens import pledge_buttons as buttons
from bot.screens import pledge_counter as counter
from bot.screens.html import Html, Phrase, bold, joined, lines, markup, paragraphs
from bot.screens.model import Button, Screen
from bot.screens.pledge_news import write_button
from bot.screens.pledge_paper import how_many
from bot.screens.pledge_wording import progress_of, which_pledge
from bot.screens.taps import tap
from bot.screens.words import Words


def _tipped(t: Words, notice: PledgeTipped, reader: Reader) -> Screen:
    text = paragraphs(
        bold(t.plain("It is happening!")),
        which_pledge(t, notice.pledge, reader),
        _in_return(t, notice.in_return, reader),
        _enough(t, notice.pledge, notice.first_names),
        _asked_to_lead(t, notice),
        None if notice.pledge.each is None else paying.to_pay(t, notice.pledge.each, notice.creator),
    )
    return Screen(text, _happening(t, notice.pledge))


def _own_tipped(t: Words, notice: OwnPledgeTipped, reader: Reader) -> Screen:
    text = paragraphs(
        bold(t.plain("Your pledge is happening!")),
        which_pledge(t, notice.pledge, reader),
        _in_return(t, notice.in_return, reader),
        _enough(t, notice.pledge, notice.first_names),
        _your_turn(t, notice.pledge),
    )
    return Screen(text, ((write_button(t, notice.pledge.code),), *_happening(t, notice.pledge)))


def _in_return(t: Words, promise: CounterFacts | None, reader: Reader) -> Html | None:
    return None if promise is None else counter.promised(t, promise, reader)


def _your_turn(t: Words, pledge: PledgeFacts) -> Html:
    """What its creator has to do now; nothing that everybody knows already."""
    if pledge.each is not None:
        return paying.to_collect(t, pledge.each)
    if pledge.act_on is not None:
        return t.say("Everybody who signed knows when it is to be done, and is reminded before.")
    return t.say("Now it is your turn: press “Write to all” and say when and where you will meet.")


def _unreached(t: Words, notice: SignersUnreached, reader: Reader) -> Screen:
    closed = t.count(
        "I cannot write to %(n)s person who is in, because our chat is closed.",
        "I cannot write to %(n)s people who are in, because our chats are closed.",
        notice.people,
    )
    again = t.say("Whoever opens our chat later hears it from me as well.")
    text = paragraphs(joined(" ", (closed, _plea(t, notice))), which_pledge(t, notice.pledge, reader), again)
    return Screen(text, _doors(t, notice.pledge.code))


def _plea(t: Words, notice: SignersUnreached) -> Html:
    match notice.pledge.listed, notice.cancelled:
        case True, True:
            return t.say("Please say in the group that it is called off.")
        case True, False:
            return t.say("Please say in the group that it is happening.")
        case False, True:
            return t.say("Please tell those who have its link that it is called off.")
    return t.say("Please tell those who have its link that it is happening.")


def _asked_to_lead(t: Words, notice: PledgeTipped) -> Html | None:
    """What its creator has been asked to do; that they do it is theirs to promise."""
    if notice.pledge.each is not None:
        return None
    if notice.pledge.act_on is not None:
        return t.say("%(name)s leads it.", name=notice.creator) if notice.creator else None
    if notice.creator:
        return t.say(
            "%(name)s began it. I have asked %(name)s to write to you when and where you will meet.",
            name=notice.creator,
        )
    return t.say("I have asked the person who began it to write to you when and where you will meet.")


def _enough(t: Words, pledge: PledgeFacts, names: tuple[str, ...]) -> Html:
    count = pledge.count if pledge.people is None else pledge.people
    signed_by = t.count("%(n)s person has signed.", "%(n)s people have signed.", count)
    in_it = t.say("In: %(names)s", names=Phrase(put.names(t, names, pledge.here))) if names else None
    together = None if pledge.unit is Unit.PEOPLE else Html(markup(progress_of(t, pledge)))
    return lines(signed_by, how_many(t, pledge.paper), together, in_it)


def _expired(t: Words, notice: PledgeExpired, reader: Reader) -> Screen:
    pledge = notice.pledge
    text = paragraphs(
        which_pledge(t, pledge, reader),
        not_enough(t, pledge),
        t.say("You do not have to do anything. Thank you for being ready!"),
    )
    return Screen(text, ((Button(t.button("Open pledges"), tap=tap("pledges")),),), loud=False)


def _own_expired(t: Words, notice: OwnPledgeExpired, reader: Reader) -> Screen:
    pledge = notice.pledge
    text = paragraphs(
        which_pledge(t, pledge, reader),
        not_enough(t, pledge),
        next_time(t, pledge),
    )
    return Screen(text, ((Button(t.button("New pledge"), tap=tap("pledge_new")),),), loud=False)


def next_time(t: Words, pledge: PledgeFacts) -> Html:
    """What may help; nobody can ask for fewer people than one."""
    if pledge.unit is not Unit.PEOPLE:
        return t.say("That happens to most pledges. Small ones come true more often: try again with less?")
    if pledge.threshold > 1:
        return t.say("That happens to most pledges. Small ones come true more often: try again with fewer people?")
    return t.say("That happens to most pledges. Try again, and ask somebody yourself: that helps most.")


def not_enough(t: Words, pledge: PledgeFacts) -> Html:
    """The deadline has passed; how far it has come."""
    progress = progress_of(t, pledge)
    if pledge.unit is not Unit.PEOPLE:
        return t.say("The deadline has passed, and not enough came together: %(progress)s", progress=progress)
    return t.say("The deadline has passed, and not enough people signed: %(progress)s", progress=progress)


def _cancelled(t: Words, notice: PledgeWasCancelled, reader: Reader) -> Screen:
    who = (
        t.say("The person who began it has called this pledge off.")
        if notice.by_creator
        else t.say("An organiser has called this pledge off.")
    )
    text = paragraphs(
        who,
        which_pledge(t, notice.pledge, reader),
        t.say("The reason: %(reason)s", reason=notice.reason)
        if notice.reason
        else t.say("They are no longer here: I have forgotten them, and what they wrote."),
        t.say("Nobody has to do anything."),
    )
    return Screen(text)


def _happening(t: Words, pledge: PledgeFacts) -> tuple[tuple[Button, ...], ...]:
    """Where to look, whom to tell; and the day, if it is known."""
    kept = () if pledge.act_on is None else ((buttons.keep_in_calendar(t, pledge.code),),)
    return (*kept, *_doors(t, pledge.code))


def _doors(t: Words, pledge_code: str) -> tuple[tuple[Button, ...], ...]:
    return ((buttons.show(t, pledge_code), buttons.share(t, pledge_code)),)


NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {
    PledgeTipped: _tipped,
    OwnPledgeTipped: _own_tipped,
    PledgeExpired: _expired,
    OwnPledgeExpired: _own_expired,
    PledgeWasCancelled: _cancelled,
    SignersUnreached: _unreached,
}
