"""What people see of the other half of a pledge: what an organiser promises in return."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from bot.communities.model import Reader
from bot.pledges.counter.facts import CounterFacts
from bot.pledges.counter.looking import InReturn
from bot.pledges.counter.model import CounterPromise, CounterState
from bot.pledges.reading import PledgeCard
from bot.pledges.rescue_rules import is_asking
from bot.screens.html import Html, lines
from bot.screens.model import Button, Style
from bot.screens.pledge_wording import day_of
from bot.screens.taps import tap
from bot.screens.words import Words

Rows = tuple[tuple[Button, ...], ...]


def promised(t: Words, promise: CounterFacts, reader: Reader, now: datetime | None = None) -> Html:
    """Who promises what in return: the line that every card and message has."""
    day = day_of(t, promise.due, reader, now)
    match promise.owner, promise.office:
        case "", None:
            return t.say("In return <b>an organiser</b> promises by %(day)s: %(what)s", day=day, what=promise.what)
        case "", str(office):
            return t.say(
                "In return <b>an organiser</b> (%(office)s) promises by %(day)s: %(what)s",
                office=office,
                day=day,
                what=promise.what,
            )
        case str(name), None:
            return t.say(
                "In return <b>%(name)s</b> promises by %(day)s: %(what)s", name=name, day=day, what=promise.what
            )
    return t.say(
        "In return <b>%(name)s</b> (%(office)s) promises by %(day)s: %(what)s",
        name=promise.owner,
        office=promise.office or "",
        day=day,
        what=promise.what,
    )


def on_card(t: Words, card: PledgeCard, reader: Reader) -> Html | None:
    """The other half, where it stands, and what its owner kept before; else, for whoever is asked, what they are."""
    seen, one = card.in_return, card.in_return.promise
    if one is not None:
        return lines(
            promised(t, _facts(one, seen.owner), reader, card.seen_at), _standing(t, card, one), _keeps(t, seen)
        )
    return None if seen.asked is None else _asked(t, seen, seen.asked, reader, card.seen_at)


def on_poster(t: Words, card: PledgeCard, reader: Reader) -> Html | None:
    """The other half where anybody passes: it names nobody."""
    one = card.in_return.promise
    return None if one is None else promised(t, _facts(one, ""), reader)


def _facts(one: CounterPromise, owner: str) -> CounterFacts:
    return CounterFacts(owner, one.what, one.due, one.number, one.office)


def _standing(t: Words, card: PledgeCard, one: CounterPromise) -> Html | None:
    """What has become of it so far; nothing while it waits for people to sign."""
    if one.state is CounterState.PROMISED:
        return _holds(t, stays=one.stays is True) if is_asking(card.pledge, card.seen_at) else None
    if one.state is CounterState.EXCUSED:
        return t.say("It can't be kept: %(reason)s", reason=one.reason or "")
    said = _STANDING.get(one.state)
    return None if said is None else said(t)


def with_fewer(t: Words, promise: CounterFacts | None, reader: Reader) -> Html | None:
    """The other half before people who are asked whether to go ahead with fewer."""
    return None if promise is None else lines(promised(t, promise, reader), _holds(t, stays=False))


def still_to_come(t: Words, promise: CounterFacts | None, reader: Reader) -> Html | None:
    """The other half of a pledge that has ended, where its day has not come."""
    if promise is None:
        return None
    return lines(promised(t, promise, reader), t.say("That is still to come; I tell you what becomes of it."))


def _holds(t: Words, *, stays: bool) -> Html:
    if stays:
        return t.say("That holds with fewer people as well.")
    return t.say("Whether it holds with fewer people is still to be said.")


_STANDING: Final[Mapping[CounterState, Callable[[Words], Html]]] = {
    CounterState.OWED: lambda t: t.say("It counts now: enough people have signed."),
    CounterState.CLAIMED: lambda t: t.say("That is done, they say; nobody has confirmed it yet."),
    CounterState.VERIFIED: lambda t: t.say("That was kept, and is confirmed."),
    CounterState.MISSED: lambda t: t.say("Its day has passed, and nobody has said that it was kept."),
}
"""Of what binds."""


def _keeps(t: Words, seen: InReturn) -> Html | None:
    if seen.keeps is None or not seen.owner:
        return None
    low, high = seen.keeps
    return t.say(
        "Of what %(name)s promised in return before, %(low)s–%(high)s%% was kept.", name=seen.owner, low=low, high=high
    )


def _asked(t: Words, seen: InReturn, one: CounterPromise, reader: Reader, now: datetime) -> Html:
    day = day_of(t, one.due, reader, now)
    if seen.to_answer:
        return t.say("You are asked to promise in return, by %(day)s: %(what)s", day=day, what=one.what)
    if not seen.asked_name:
        return t.say("An organiser is asked to promise in return, by %(day)s: %(what)s", day=day, what=one.what)
    return t.say(
        "%(name)s is asked to promise in return, by %(day)s: %(what)s", name=seen.asked_name, day=day, what=one.what
    )


def buttons_of(t: Words, card: PledgeCard) -> Rows:
    """What the reader of a private card can do about the other half that there is."""
    seen, name = card.in_return, card.pledge.code
    rows: list[tuple[Button, ...]] = []
    if seen.own and seen.promise is not None:
        rows += _owners(t, card, seen.promise)
    if seen.may_confirm:
        rows.append((confirm_button(t, name),))
    if seen.asked is not None and seen.to_answer:
        rows.append(answers(t, name, seen.asked.number))
    elif seen.asked is not None:
        rows.append((Button(t.button("Ask no longer"), tap=tap("return_unask", name)),))
    return tuple(rows)


def door(t: Words, card: PledgeCard) -> tuple[Button, ...]:
    """To a promise in return, for who can make one or ask for it."""
    new = Button(t.button("Promise in return"), tap=tap("return_new", card.pledge.code))
    return (new,) if card.in_return.may_make else ()


def _owners(t: Words, card: PledgeCard, one: CounterPromise) -> Rows:
    name = card.pledge.code
    match one.state:
        case CounterState.PROMISED:
            asking = is_asking(card.pledge, card.seen_at)
            stay = ((stay_button(t, name),),) if asking and not one.stays else ()
            return (*stay, (withdraw_button(t, name),))
        case CounterState.OWED:
            return (done_row(t, name),)
        case CounterState.MISSED:
            return ((_done_button(t, name),),)
    return ()


def answers(t: Words, pledge_code: str, number: int) -> tuple[Button, ...]:
    """Of whoever is asked to promise something."""
    yes = Button(t.button("I promise it"), tap=tap("return_agree", pledge_code, number), style=Style.SUCCESS)
    return (yes, Button(t.button("No, I don't"), tap=tap("return_decline", pledge_code, number)))


def done_row(t: Words, pledge_code: str) -> tuple[Button, ...]:
    """Of whoever owes it."""
    not_yet = Button(t.button("Not yet"), tap=tap("return_not_yet", pledge_code))
    cant = Button(t.button("I can't"), tap=tap("return_cant", pledge_code))
    return (_done_button(t, pledge_code), not_yet, cant)


def _done_button(t: Words, pledge_code: str) -> Button:
    return Button(t.button("I kept it"), tap=tap("return_done", pledge_code), style=Style.SUCCESS)


def confirm_button(t: Words, pledge_code: str) -> Button:
    """It was kept, says somebody else."""
    return Button(t.button("It was kept"), tap=tap("return_confirm", pledge_code), style=Style.SUCCESS)


def stay_button(t: Words, pledge_code: str) -> Button:
    """It holds for fewer."""
    return Button(t.button("Also with fewer"), tap=tap("return_stay", pledge_code), style=Style.SUCCESS)


def withdraw_button(t: Words, pledge_code: str) -> Button:
    """It shall not stand any more: really?"""
    return Button(t.button("Take my promise back"), tap=tap("return_withdraw", pledge_code))
