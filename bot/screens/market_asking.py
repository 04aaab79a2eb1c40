"""Two neighbours are brought together: what each of them sees."""

from typing import Final

from bot.screens import format as put
from bot.screens.choices import excerpt, pairs
from bot.screens.html import Html, bold, code, isolated, lines, link, paragraphs, quote
from bot.screens.market_words import market_button
from bot.screens.model import Button, Screen, Style
from bot.screens.taps import tap
from bot.screens.words import Words
from bot.timebank.market.asking import Between, Contact
from bot.timebank.market.model import AskState, Side
from bot.timebank.market.thanking import HowLong

_USUAL_TIMES: Final = (30, 60, 90, 120, 180, 240)
_IN_LINE: Final = 60
"""Characters of the post in the line to copy."""


def between(t: Words, now: Between) -> Screen:
    """Where it stands between the reader and a neighbour."""
    place = (now.ask.community, now.ask.id)
    if now.contact is not None:
        return introduction(t, now.contact, now.post.text, place, i_give=now.i_give, can_settle=now.mine)
    if now.ask.state is AskState.OPEN and now.mine:
        return Screen(paragraphs(question(t, now.post.side), quote(now.post.text), promise(t)), answers(t, *place))
    if now.ask.state is AskState.OPEN:
        text = paragraphs(
            bold(t.plain("I have asked.")),
            quote(now.post.text),
            t.say("I tell you as soon as there is an answer. Without one the question ends after 7 days."),
        )
        return Screen(text, ((Button(t.button("Take it back"), tap=tap("market_unask", *place)),), (market_button(t),)))
    return Screen(paragraphs(_over(t, now), quote(now.post.text)), ((market_button(t),),))


def introduction(
    t: Words, other: Contact, text: str, place: tuple[int, int], *, i_give: bool, can_settle: bool = False
) -> Screen:
    """Who the other one is, and how to go on. To whoever gives the hours: a button for them."""
    about = paragraphs(
        bold(t.plain("You are connected.")),
        quote(text),
        t.say("This is %(name)s. Write to each other, and agree on when and where.", name=who(other)),
        t.say("When it is done, whoever was helped gives the hours.") if not i_give else None,
    )
    rows: list[tuple[Button, ...]] = []
    if other.username is not None:
        label = t.button("Write to %(name)s", name=excerpt(other.name, 20))
        rows.append((Button(label, url=f"https://t.me/{other.username}"),))
    if i_give:
        label = t.button("Give hours")
        rows.append((Button(label, tap=tap("market_hours", *place), style=Style.SUCCESS),))
    if can_settle:
        rows.append((Button(t.button("My offers and needs"), tap=tap("market_mine")),))
    return Screen(about, tuple(rows))


def question(t: Words, side: Side) -> Html:
    """To the author. Not who."""
    if side is Side.OFFER:
        return bold(t.plain("A neighbour needs what you offer."))
    return bold(t.plain("A neighbour can help you."))


def promise(t: Words) -> Html:
    """What yes and no mean."""
    return t.say(
        "If you say yes, you both see each other’s first name and username. If not, they are told kindly that it does "
        "not work out, and learn nothing about you."
    )


def answers(t: Words, community: int, ask: int) -> tuple[tuple[Button, ...], ...]:
    """Yes and no."""
    yes = Button(t.button("Yes, connect us"), tap=tap("market_yes", community, ask), style=Style.SUCCESS)
    return ((yes,), (Button(t.button("Not this time"), tap=tap("market_no", community, ask)),))


def how_long(t: Words, now: HowLong) -> Screen:
    """Before hours are given."""
    other, place = now.contact, (now.ask.community, now.ask.id)
    times = sorted({*_USUAL_TIMES, *(() if now.minutes is None else (now.minutes,))})
    name = other.name if other.username is None else f"@{other.username}"
    text = paragraphs(
        bold(t.plain("How long did %(name)s help you?", name=other.name)),
        lines(
            t.say("Choose, or write another time yourself:"),
            code(f"/give {name} 1h30 {excerpt(now.text, _IN_LINE)}"),
        ),
    )
    choices = [Button(put.duration(t, each), tap=tap("market_give", *place, each)) for each in times]
    return Screen(text, (*pairs(choices), (Button(t.button("Back"), tap=tap("market_between", *place)),)))


def who(other: Contact) -> Html:
    """The name leads to the profile."""
    name = isolated(other.name)
    shown = Html(name) if other.telegram_id is None else link(other.name, f"tg://user?id={other.telegram_id}")
    if other.username is None:
        return shown
    return Html(f"{shown} ({isolated(f'@{other.username}')})")


def _over(t: Words, now: Between) -> Html:
    if now.ask.state is AskState.WITHDRAWN and not now.mine:
        return bold(t.plain("You have taken it back; nobody has to answer it any more."))
    if now.mine and now.ask.state is AskState.DECLINED:
        return bold(t.plain("I tell them kindly that it does not work out this time."))
    if now.mine:
        return bold(t.plain("This question is over: nobody waits for an answer."))
    return bold(t.plain("It did not work out this time."))
