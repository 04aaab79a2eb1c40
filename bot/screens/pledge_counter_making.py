"""What people see who write a promise in return, and what their answers about one come to."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from bot.communities.model import Reader
from bot.pledges.counter.agreeing import Answered
from bot.pledges.counter.answering import Excusing
from bot.pledges.counter.drafting import Making, Step
from bot.pledges.counter.facts import CounterFacts
from bot.pledges.counter.making import Choosing, Made
from bot.pledges.counter.model import CounterPromise, CounterState
from bot.pledges.model import Pledge
from bot.screens import pledge_counter as counter
from bot.screens.choices import excerpt
from bot.screens.html import Html, Phrase, bold, code, isolated, lines, paragraphs, quote
from bot.screens.model import Button, Screen, Style
from bot.screens.pledge_wording import day_of, sentence_of
from bot.screens.taps import tap
from bot.screens.words import Words

_NAME_SHOWN: Final = 24
"""Characters of a name on a button."""


def choosing(t: Words, asked: Choosing) -> Screen:
    """Who shall promise something?"""
    pledge = asked.pledge
    nobody = t.say("I cannot write to any organiser yet: ask one to open our chat.")
    text = paragraphs(
        bold(t.plain("Who shall promise something in return, should enough people sign?")),
        quote(sentence_of(pledge)),
        t.say("An organiser whom you choose is asked first; before they say yes nobody sees it.")
        if asked.others
        else None,
        None if asked.others or asked.may_self else nobody,
    )
    rows = _choices(asked)
    if asked.may_self:
        rows.insert(0, (Button(t.button("I promise something"), tap=tap("return_who", pledge.code, "me")),))
    return Screen(text, (*rows, (_back(t, pledge.code),)))


def _choices(asked: Choosing) -> list[tuple[Button, ...]]:
    """Told apart by the username where two have one name."""
    named = Counter(each.name for each in asked.others)
    rows: list[tuple[Button, ...]] = []
    for each in asked.others:
        label = Phrase(isolated(excerpt(each.name, _NAME_SHOWN)))
        if named[each.name] > 1 and each.username is not None:
            label = Phrase(f"{label} · @{each.username}")
        rows.append((Button(label, tap=tap("return_who", asked.pledge.code, each.person)),))
    return rows


def making(t: Words, made: Making, reader: Reader, *, problem: str | None) -> Screen:
    """The open question; at last, with what was understood: really? `problem` is what was wrong with the answer."""
    pledge = made.pledge
    amiss = None if problem is None else bold(problem)
    back = _back(t, pledge.code)
    match made.step:
        case Step.WHAT:
            return Screen(paragraphs(amiss, _what(t, made), quote(sentence_of(pledge))), ((back,),))
        case Step.DUE:
            deadline = day_of(t, pledge.wording.deadline, reader)
            question = t.say(
                "<b>By when is it done?</b> People can sign until %(deadline)s: write that day or a later one.",
                deadline=deadline,
            )
            return Screen(paragraphs(amiss, question), ((back,),))
        case Step.OFFICE:
            question = t.say("<b>As what?</b> Write an office, for example: Ward councillor. Or leave it out.")
            skip = Button(t.button("Leave it out"), tap=tap("return_skip", pledge.code))
            return Screen(paragraphs(amiss, question), ((skip, back),))
    return _really(t, made, reader, amiss)


def _what(t: Words, made: Making) -> Html:
    if made.own:
        return t.say("<b>What do you promise in return?</b> For example: resurface the path by 1 May.")
    return t.say(
        "<b>What shall %(name)s promise in return?</b> For example: resurface the path by 1 May.", name=made.name
    )


def _really(t: Words, made: Making, reader: Reader, amiss: Html | None) -> Screen:
    pledge = made.pledge
    promise = CounterFacts(made.name, made.what or "", made.due or pledge.wording.deadline, 0, made.office)
    heading = (
        t.say("<b>This will stand on the pledge:</b>")
        if made.own
        else t.say("<b>I will ask %(name)s whether they promise this:</b>", name=made.name)
    )
    text = paragraphs(
        amiss, heading, lines(quote(sentence_of(pledge)), counter.promised(t, promise, reader)), _what_it_means(t, made)
    )
    label = t.button("Promise it") if made.own else t.button("Ask them")
    yes = Button(label, tap=tap("return_yes", pledge.code, made.token), style=Style.SUCCESS)
    return Screen(text, ((yes, _back(t, pledge.code)),))


def _what_it_means(t: Words, made: Making) -> Html:
    if made.own:
        return t.say(
            "It counts once enough people have signed. Until then you can take it back; after that you can only say "
            "that you can't, and everybody is told why. To say it differently, write it anew."
        )
    return t.say("Until they say yes nobody else sees it. To say it differently, write it anew.")


def _back(t: Words, pledge_code: str) -> Button:
    return Button(t.button("Back"), tap=tap("return_stop", pledge_code))


def made(t: Words, answer: Made) -> Html | None:
    """The headline over the pledge once it is said yes to; none where nothing waited for that."""
    match answer.promise:
        case None:
            return None
        case CounterPromise(state=CounterState.PROPOSED):
            return t.say("<b>%(name)s is asked.</b> I tell you the answer.", name=answer.name)
    return bold(_now_promised(t))


def _now_promised(t: Words) -> Phrase:
    return t.plain("Thank you! Everybody sees now what you promise in return.")


def answered(t: Words, answer: Answered) -> Phrase:
    """What an answer about a promise came to, in one line."""
    if answer.promise.state is CounterState.PROMISED and answer.promise.stays:
        return t.plain("Thank you! Your promise holds with fewer people as well.")
    return _ANSWERS[answer.promise.state](t)


_ANSWERS: Final[Mapping[CounterState, Callable[[Words], Phrase]]] = {
    CounterState.PROPOSED: lambda t: t.plain("Nobody has answered yet."),
    CounterState.PROMISED: _now_promised,
    CounterState.DECLINED: lambda t: t.plain("All right. Whoever asked is told, and nobody else."),
    CounterState.LAPSED: lambda t: t.plain("Your promise is taken back. Nobody had signed yet."),
    CounterState.WITHDRAWN: lambda t: t.plain("Your promise is taken back. Everybody who signed is told."),
    CounterState.RELEASED: lambda t: t.plain("Nothing is owed in return any more."),
    CounterState.OWED: lambda t: t.plain("All right. If a reminder is still to come, I will ask again then."),
    CounterState.CLAIMED: lambda t: t.plain("Thank you! Everybody who is in is told."),
    CounterState.VERIFIED: lambda t: t.plain("It is confirmed that the promise was kept. Thank you!"),
    CounterState.EXCUSED: lambda t: t.plain("Everybody who is in is told that it can't be kept, and why."),
    CounterState.MISSED: lambda t: t.plain("Its day has passed. If it is kept after all, press “I kept it”."),
}


def unasked(t: Words) -> Phrase:
    """A proposal was taken back."""
    return t.plain("Nobody is asked for a promise any more.")


def withdrawing(t: Words, pledge: Pledge) -> Screen:
    """Before a promise is taken back: really?"""
    text = (
        t.say(
            "Take back what you promise in return for pledge %(code)s? Everybody who signed is told, and you cannot "
            "promise anything else for it then.",
            code=code(pledge.code),
        )
        if pledge.signed
        else t.say(
            "Take back what you promise in return for pledge %(code)s? Nobody has signed yet: nobody is told, and "
            "you can promise something else.",
            code=code(pledge.code),
        )
    )
    yes = Button(t.button("Take it back"), tap=tap("return_withdraw_yes", pledge.code), style=Style.DANGER)
    return Screen(text, ((yes, Button(t.button("Back"), tap=tap("pledge_show", pledge.code))),))


def excusing(t: Words, asked: Excusing, *, problem: str | None) -> Screen:
    """Why can't it be kept? `problem` is what was wrong with the answer."""
    name = asked.pledge.code
    text = paragraphs(
        None if problem is None else bold(problem),
        t.say("You can't keep what you promised in return for pledge %(code)s?", code=code(name)),
        quote(asked.promise.what),
        t.say("Write the reason in a few words: everybody who is in is told."),
    )
    return Screen(text, ((Button(t.button("I can after all"), tap=tap("return_keep", name)),),))
