"""After a near miss: the question whether to go ahead with fewer, and what came of it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.outbox.model import Notice
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.notices import (
    OwnPledgeLetGo,
    OwnRescueAsked,
    PledgeLetGo,
    RescueAsked,
    WentAheadWithout,
)
from bot.pledges.reading import PledgeCard
from bot.pledges.rescue_rules import enough_for, is_asking
from bot.pledges.rescuing import Answered
from bot.pledges.wording import Measure, Unit
from bot.screens import format as put
from bot.screens import pledge_buttons as buttons
from bot.screens import pledge_counter as counter
from bot.screens.html import Html, Phrase, bold, code, paragraphs
from bot.screens.model import Button, Screen, Style
from bot.screens.pledge_measures import amount, how_much, yes_with
from bot.screens.pledge_notices import next_time, not_enough
from bot.screens.pledge_wording import which_pledge
from bot.screens.taps import tap
from bot.screens.words import Words

Rows = tuple[tuple[Button, ...], ...]

# --- on the card ----------------------------------------------------------------------------------------------------


def standing(t: Words, card: PledgeCard, reader: Reader) -> list[Html] | None:
    """How a pledge that missed its deadline stands; None for any other."""
    pledge = card.pledge
    if pledge.state is PledgeState.EXPIRED and is_asking(pledge, card.seen_at):
        assert pledge.rescue_until is not None, "until when is known while it is asked"
        until = put.moment(t, pledge.rescue_until, reader, card.seen_at)
        asked = t.say(
            "Not enough people signed in time. Whoever did is asked whether to go ahead with fewer, until %(moment)s.",
            moment=until,
        )
        return [asked, _said_yes(t, pledge)] if card.asked else [asked]
    if pledge.state is PledgeState.EXPIRED or (pledge.state is PledgeState.CLOSED and pledge.tipped_at is None):
        return [t.say("The deadline passed before enough people had signed. Nobody has to do anything.")]
    return None


def _said_yes(t: Words, pledge: Pledge) -> Html:
    return t.count("%(n)s person has said yes so far.", "%(n)s people have said yes so far.", pledge.staying)


def answers(t: Words, card: PledgeCard) -> Rows:
    """The buttons of whoever is asked."""
    if not card.asked:
        return ()
    if card.own:
        pledge = card.pledge
        said_before = None if pledge.goes_ahead else pledge.minimum
        wording = pledge.wording
        choices = enough_for(pledge.askable, said_before, wording.unit, wording.each)
        return _own_answers(t, pledge.code, choices, wording.measure) if pledge.state is PledgeState.EXPIRED else ()
    return _answers(t, card.pledge.code)


def _answers(t: Words, pledge_code: str) -> Rows:
    return (
        (Button(t.button("Yes, I am still in"), tap=tap("rescue_stay", pledge_code), style=Style.SUCCESS),),
        (Button(t.button("No, not with fewer"), tap=tap("rescue_leave", pledge_code)),),
    )


def _own_answers(t: Words, pledge_code: str, choices: tuple[int, ...], measure: Measure) -> Rows:
    return (
        *yes_with(t, pledge_code, choices, measure),
        (Button(t.button("No, let it go"), tap=tap("rescue_stop", pledge_code)),),
    )


# --- answers --------------------------------------------------------------------------------------------------------


def led(t: Words, answer: Answered) -> Phrase:
    """What the creator's yes came to."""
    pledge = answer.pledge
    if pledge.state is PledgeState.RESCUED:
        return t.plain("It is happening with those who said yes!")
    if pledge.wording.unit is not Unit.PEOPLE:
        enough = amount(t, pledge.minimum or 1, pledge.wording.measure)
        return t.plain("Thank you. It happens as soon as those who say yes bring %(amount)s.", amount=enough)
    return t.plain_count(
        "Thank you. It happens as soon as %(n)s person has said yes.",
        "Thank you. It happens as soon as %(n)s people have said yes.",
        pledge.minimum or 1,
    )


def letting_go(t: Words, pledge: Pledge) -> Screen:
    """Before the creator's no is passed on: really?"""
    text = t.say(
        "Let pledge %(code)s go? Everybody who signed is told that it does not happen.", code=code(pledge.code)
    )
    yes = Button(t.button("Let it go"), tap=tap("rescue_stop_yes", pledge.code), style=Style.DANGER)
    return Screen(text, ((yes, Button(t.button("Back"), tap=tap("pledge_show", pledge.code))),))


def let_go(t: Words, answer: Answered) -> Phrase:
    """What the creator's no came to."""
    if answer.pledge.state is PledgeState.RESCUED:
        return t.plain("It is happening with those who said yes!")
    return t.plain("It does not go ahead. Everybody who signed is told.")


def stays(t: Words, answer: Answered) -> Phrase:
    """What a signer's yes came to."""
    if answer.rescued:
        return t.plain("You are in, and that was the one it needed: it is happening!")
    if answer.pledge.tipped_at is not None:
        return t.plain("You are in. It is happening!")
    return t.plain("Thank you! You are in if enough others say yes too.")


def leaves(t: Words, _answer: Answered) -> Phrase:
    """What a signer's no came to."""
    return t.plain("Thank you for saying so. You do not have to do anything.")


# --- messages -------------------------------------------------------------------------------------------------------


def _asked(t: Words, notice: RescueAsked, reader: Reader) -> Screen:
    text = paragraphs(
        bold(t.plain("Nearly enough: go ahead with fewer?")),
        which_pledge(t, notice.pledge, reader),
        not_enough(t, notice.pledge),
        counter.with_fewer(t, notice.in_return, reader),
        t.say(
            "Would you still do it with fewer people? Answer by %(moment)s. Without your yes you are not in, "
            "and nobody minds.",
            moment=put.moment(t, notice.until, reader),
        ),
    )
    return Screen(text, _answers(t, notice.pledge.code))


def _own_asked(t: Words, notice: OwnRescueAsked, reader: Reader) -> Screen:
    pledge = notice.pledge
    choices = enough_for(pledge.askable, notice.minimum, pledge.unit, pledge.each)
    text = paragraphs(
        bold(t.plain("Nearly enough: go ahead with fewer?")),
        which_pledge(t, pledge, reader),
        not_enough(t, pledge),
        counter.with_fewer(t, notice.in_return, reader),
        t.say(
            "I am asking everybody who signed. If you go ahead too, and enough of them say yes by %(moment)s, "
            "it happens with just them.",
            moment=put.moment(t, notice.until, reader),
        ),
        how_much(t, pledge) if notice.minimum is None else None,
    )
    return Screen(text, _own_answers(t, pledge.code, choices, pledge.measure))


def _without(t: Words, notice: WentAheadWithout, reader: Reader) -> Screen:
    text = paragraphs(
        which_pledge(t, notice.pledge, reader),
        t.say("This pledge goes ahead with those who said yes. You did not answer, so you are not in it."),
        t.say("You do not have to do anything. Thank you for being ready!"),
    )
    return Screen(text, ((buttons.show(t, notice.pledge.code),),), loud=False)


def _closed(t: Words, notice: PledgeLetGo, reader: Reader) -> Screen:
    text = paragraphs(
        which_pledge(t, notice.pledge, reader),
        t.say("This pledge does not go ahead with fewer people either."),
        t.say("You do not have to do anything. Thank you for being ready!"),
    )
    return Screen(text, ((Button(t.button("Open pledges"), tap=tap("pledges")),),), loud=False)


def _own_closed(t: Words, notice: OwnPledgeLetGo, reader: Reader) -> Screen:
    text = paragraphs(
        which_pledge(t, notice.pledge, reader),
        t.say("This pledge does not go ahead with fewer people either."),
        next_time(t, notice.pledge),
    )
    return Screen(text, ((Button(t.button("New pledge"), tap=tap("pledge_new")),),), loud=False)


NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {
    RescueAsked: _asked,
    OwnRescueAsked: _own_asked,
    WentAheadWithout: _without,
    PledgeLetGo: _closed,
    OwnPledgeLetGo: _own_closed,
}
