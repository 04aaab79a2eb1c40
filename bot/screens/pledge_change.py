"""What people see when the creator changes an open pledge."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.outbox.model import Notice
from bot.pledges.change_rules import DAYS_MOST, What
from bot.pledges.changing import Changed, Changing
from bot.pledges.model import Pledge
from bot.pledges.notices import PledgeChanged
from bot.pledges.wording import Unit
from bot.screens import pledge_buttons as buttons
from bot.screens.html import Html, Phrase, bold, code, paragraphs, quote
from bot.screens.model import Button, Screen, Style
from bot.screens.pledge_measures import amount
from bot.screens.pledge_wording import deadline_in_words, sentence_of, which_pledge
from bot.screens.taps import tap
from bot.screens.words import Words

_LABELS: Final[Mapping[What, Callable[[Words], Phrase]]] = {
    What.THRESHOLD: lambda t: t.button("Fewer people"),
    What.DEADLINE: lambda t: t.button("Later deadline"),
    What.DETAIL: lambda t: t.button("Add details"),
}

_QUESTIONS: Final[Mapping[What, Callable[[Words], Html]]] = {
    What.THRESHOLD: lambda t: t.say("<b>How many are enough?</b> Write a number above those who have signed."),
    What.DEADLINE: lambda t: t.say(
        "<b>Until when can people sign?</b> Write a date, up to %(days)s days later. You can do that once.",
        days=DAYS_MOST,
    ),
    What.DETAIL: lambda t: t.say("<b>What do you want to add?</b> What stands in the details already stays."),
}


def choice(t: Words, pledge: Pledge, possible: frozenset[What]) -> Screen:
    """What can be changed of this pledge."""
    text = paragraphs(
        bold(t.plain("What do you want to change?")),
        quote(sentence_of(pledge)),
        t.say(
            "Everybody who signed is told. What you and the others do never changes; before anybody has signed you can "
            "cancel the pledge and begin anew."
        ),
    )
    changes = [
        Button(_label(t, pledge, what), tap=tap("change_ask", pledge.code, what)) for what in What if what in possible
    ]
    back = Button(t.button("Back"), tap=tap("change_keep", pledge.code))
    return Screen(text, (*((button,) for button in changes), (back,)))


def _label(t: Words, pledge: Pledge, what: What) -> Phrase:
    measured = pledge.wording.unit is not Unit.PEOPLE and what is What.THRESHOLD
    return t.button("Ask for less") if measured else _LABELS[what](t)


def _question(t: Words, change: Changing) -> Html:
    if change.what is What.THRESHOLD and change.pledge.wording.unit is not Unit.PEOPLE:
        there = amount(t, change.pledge.reached, change.pledge.wording.measure)
        return t.say(
            "<b>How much is enough?</b> Write a number above %(amount)s, which is there already.", amount=there
        )
    return _QUESTIONS[change.what](t)


def changing(t: Words, change: Changing, reader: Reader, *, problem: str | None) -> Screen:
    """To what? And then, with what was understood: really? `problem` is what was wrong."""
    pledge = change.pledge
    amiss = None if problem is None else bold(problem)
    keep = Button(t.button("Leave it as it is"), tap=tap("change_keep", pledge.code))
    if change.after is None:
        return Screen(paragraphs(amiss, quote(sentence_of(pledge)), _question(t, change)), ((keep,),))
    yes = Button(t.button("Change it"), tap=tap("change_yes", pledge.code, change.token), style=Style.SUCCESS)
    text = paragraphs(
        amiss,
        bold(t.plain("Your pledge will read:")),
        quote(sentence_of(change.after)),
        _news(t, change, change.after, reader),
        t.say("Everybody who signed is told once. To change it to something else, write that."),
    )
    return Screen(text, ((yes, keep),))


def _news(t: Words, change: Changing, after: Pledge, reader: Reader) -> Html | None:
    """What the sentence does not show by itself."""
    if change.what is What.DEADLINE:
        deadline = deadline_in_words(t, after.wording.deadline, reader)
        return t.say("People can sign until: %(deadline)s", deadline=deadline)
    return None if change.added is None else t.say("New in the details: %(text)s", text=change.added)


def changed(t: Words, answer: Changed) -> Html | None:
    """The headline over a pledge that was changed; none where nothing waited for a yes."""
    if answer.pledge == answer.was:
        return None
    return t.say("Pledge %(code)s is changed. Everybody who signed is told.", code=code(answer.pledge.code))


def _was_changed(t: Words, notice: PledgeChanged, reader: Reader) -> Screen:
    pledge = notice.pledge
    text = paragraphs(
        bold(t.plain("A pledge that you signed has changed.")),
        which_pledge(t, pledge, reader),
        _what_is_new(t, notice, reader),
        t.say("If that does not suit you, you can withdraw."),
    )
    withdraw = Button(t.button("Withdraw"), tap=tap("pledge_withdraw", pledge.code))
    return Screen(text, ((buttons.show(t, pledge.code), withdraw),), loud=False)


def _what_is_new(t: Words, notice: PledgeChanged, reader: Reader) -> Html | None:
    pledge = notice.pledge
    if notice.was_threshold is not None and pledge.unit is not Unit.PEOPLE:
        return t.say(
            "It needs %(amount)s now, no longer %(was)s.",
            amount=amount(t, pledge.threshold, pledge.measure),
            was=amount(t, notice.was_threshold, pledge.measure),
        )
    if notice.was_threshold is not None:
        return t.count(
            "It needs %(n)s person now, no longer %(was)s.",
            "It needs %(n)s people now, no longer %(was)s.",
            pledge.threshold,
            was=notice.was_threshold,
        )
    if notice.was_deadline is not None:
        return t.say(
            "People can sign until %(deadline)s now, no longer until %(was)s.",
            deadline=deadline_in_words(t, pledge.deadline, reader),
            was=deadline_in_words(t, notice.was_deadline, reader),
        )
    return None if notice.added is None else t.say("New in the details: %(text)s", text=notice.added)


NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {PledgeChanged: _was_changed}
