"""The messages that people are owed about what is promised in return."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.outbox.model import Notice
from bot.pledges.counter import notices as told
from bot.pledges.counter.notices import Outcome
from bot.screens import format as put
from bot.screens import pledge_buttons as buttons
from bot.screens import pledge_counter as counter
from bot.screens.html import Html, Phrase, bold, paragraphs
from bot.screens.model import Screen
from bot.screens.pledge_wording import deadline_in_words, which_pledge
from bot.screens.words import Words


def _proposed(t: Words, notice: told.CounterProposed, reader: Reader) -> Screen:
    pledge = notice.pledge
    asked = (
        t.say("<b>%(name)s asks whether you promise something in return for this pledge.</b>", name=notice.author)
        if notice.author
        else t.say("<b>You are asked whether you promise something in return for this pledge.</b>")
    )
    text = paragraphs(
        asked,
        which_pledge(t, pledge, reader),
        counter.promised(t, notice.promise, reader),
        t.say(
            "If you say yes, everybody sees it, and it counts once enough people have signed. "
            "I ask until %(moment)s; until you say yes nobody else sees it.",
            moment=put.moment(t, notice.until, reader),
        ),
    )
    return Screen(text, (counter.answers(t, pledge.code, notice.promise.number), (buttons.show(t, pledge.code),)))


def _agreed(t: Words, notice: told.CounterAgreed, reader: Reader) -> Screen:
    return _about(t, notice, bold(t.plain("Something is promised in return for this pledge.")), reader)


def _not_agreed(t: Words, notice: told.CounterNotAgreed, reader: Reader) -> Screen:
    said = t.plain("There was no answer in time, so this is not promised in return.")
    if notice.answered:
        said = t.plain("The answer is no: this is not promised in return.")
    return _about(t, notice, bold(said), reader)


def _withdrawn(t: Words, notice: told.CounterWithdrawn, reader: Reader) -> Screen:
    text = paragraphs(
        bold(t.plain("This is not promised in return any more:")),
        counter.promised(t, notice.promise, reader),
        which_pledge(t, notice.pledge, reader),
        t.say("The pledge itself goes on. If that does not suit you, you can leave it."),
    )
    return Screen(text, ((buttons.show(t, notice.pledge.code),),), loud=False)


def _terms_changed(t: Words, notice: told.CounterTermsChanged, reader: Reader) -> Screen:
    text = paragraphs(
        bold(t.plain("A pledge for which you promise something in return has changed.")),
        which_pledge(t, notice.pledge, reader),
        _what_is_new(t, notice, reader),
        counter.promised(t, notice.promise, reader),
        t.say("If that does not suit you, take your promise back before enough people have signed."),
    )
    rows = ((counter.withdraw_button(t, notice.pledge.code),), (buttons.show(t, notice.pledge.code),))
    return Screen(text, rows)


def _what_is_new(t: Words, notice: told.CounterTermsChanged, reader: Reader) -> Html | None:
    if notice.was_threshold is not None:
        return t.count(
            "It needs %(n)s person now, no longer %(was)s.",
            "It needs %(n)s people now, no longer %(was)s.",
            notice.pledge.threshold,
            was=notice.was_threshold,
        )
    if notice.was_deadline is None:
        return None
    return t.say(
        "People can sign until %(deadline)s now, no longer until %(was)s.",
        deadline=deadline_in_words(t, notice.pledge.deadline, reader),
        was=deadline_in_words(t, notice.was_deadline, reader),
    )


def _fewer_asked(t: Words, notice: told.CounterFewerAsked, reader: Reader) -> Screen:
    text = paragraphs(
        bold(t.plain("Not enough people have signed in time. Does your promise hold with fewer?")),
        which_pledge(t, notice.pledge, reader),
        counter.promised(t, notice.promise, reader),
        t.say(
            "Those who signed are asked whether to go ahead with fewer, until %(moment)s. "
            "If you say nothing, you owe them nothing.",
            moment=put.moment(t, notice.until, reader),
        ),
    )
    return Screen(text, ((counter.stay_button(t, notice.pledge.code),), (buttons.show(t, notice.pledge.code),)))


def _bound(t: Words, notice: told.CounterBound, reader: Reader) -> Screen:
    text = paragraphs(
        bold(t.plain("It is happening, and so your promise counts!")),
        which_pledge(t, notice.pledge, reader),
        counter.promised(t, notice.promise, reader),
        t.say("I remind you before that day, and ask you after it. When it is done, press “I kept it” on the pledge."),
    )
    return Screen(text, ((buttons.show(t, notice.pledge.code),),))


def _released(t: Words, notice: told.CounterReleased, reader: Reader) -> Screen:
    if notice.cancelled:
        said = t.plain("This pledge was called off, so you owe nothing in return.")
    elif notice.fewer:
        said = t.plain("This pledge goes ahead with fewer people, and you owe them nothing in return.")
    else:
        said = t.plain("Not enough people signed, so you owe nothing in return.")
    return _about(t, notice, bold(said), reader)


def _ahead(t: Words, notice: told.CounterAhead, reader: Reader) -> Screen:
    text = paragraphs(
        bold(t.plain("Remember what you promised in return.")),
        counter.promised(t, notice.promise, reader),
        which_pledge(t, notice.pledge, reader),
    )
    return Screen(text, (counter.done_row(t, notice.pledge.code), (buttons.show(t, notice.pledge.code),)))


def _asked(t: Words, notice: told.CounterAsked, reader: Reader) -> Screen:
    text = paragraphs(
        _question(t, notice), counter.promised(t, notice.promise, reader), which_pledge(t, notice.pledge, reader)
    )
    return Screen(text, (counter.done_row(t, notice.pledge.code),), loud=not notice.turn)


def _question(t: Words, notice: told.CounterAsked) -> Html:
    match notice.turn:
        case 0:
            return bold(t.plain("Have you kept what you promised in return?"))
        case 1 | 2:
            return t.say("<b>Have you kept what you promised in return?</b> Those who signed would like to know.")
    return t.say(
        "<b>Have you kept what you promised in return?</b> This is the last time that I ask: tomorrow I tell "
        "everybody that there was no answer."
    )


def _to_confirm(t: Words, notice: told.CounterToConfirm, reader: Reader) -> Screen:
    text = paragraphs(
        bold(t.plain("This is done, it is said. Can you confirm it?")),
        counter.promised(t, notice.promise, reader),
        which_pledge(t, notice.pledge, reader),
    )
    return Screen(text, ((counter.confirm_button(t, notice.pledge.code),), (buttons.show(t, notice.pledge.code),)))


def _ended(t: Words, notice: told.CounterEnded, reader: Reader) -> Screen:
    text = paragraphs(
        bold(_outcome(t, notice)),
        counter.promised(t, notice.promise, reader),
        None if notice.reason is None else t.say("The reason: %(reason)s", reason=notice.reason),
        which_pledge(t, notice.pledge, reader),
    )
    return Screen(text, ((buttons.show(t, notice.pledge.code),),), loud=False)


def _outcome(t: Words, notice: told.CounterEnded) -> Phrase:
    match notice.outcome:
        case Outcome.DONE:
            return t.plain("What was promised in return is done, it is said.")
        case Outcome.CANT:
            return t.plain("What was promised in return can't be kept.")
    return t.plain("The day has passed, and nobody has said that what was promised in return was kept.")


def _about(t: Words, notice: Any, said: Html, reader: Reader) -> Screen:
    """One sentence, the promise, the pledge."""
    text = paragraphs(said, which_pledge(t, notice.pledge, reader), counter.promised(t, notice.promise, reader))
    return Screen(text, ((buttons.show(t, notice.pledge.code),),), loud=False)


NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {
    told.CounterProposed: _proposed,
    told.CounterAgreed: _agreed,
    told.CounterNotAgreed: _not_agreed,
    told.CounterTermsChanged: _terms_changed,
    told.CounterFewerAsked: _fewer_asked,
    told.CounterBound: _bound,
    told.CounterReleased: _released,
    told.CounterAhead: _ahead,
    told.CounterAsked: _asked,
    told.CounterToConfirm: _to_confirm,
    told.CounterEnded: _ended,
}
"""For people of whom not all are in the pledge, or that come when nothing can be muted any more."""

MUTABLE: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {told.CounterWithdrawn: _withdrawn}
