"""Small pieces that all screens of the market share: what a post says, in a few words."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.communities.model import Reader
from bot.core.minutes import Minutes
from bot.screens import format as put
from bot.screens.choices import excerpt
from bot.screens.html import Html, Phrase, isolated, joined, lines, markup, quote
from bot.screens.model import Button
from bot.screens.taps import tap
from bot.screens.words import Words
from bot.timebank.market.model import Category, Post, PostState, Side
from bot.timebank.market.notices import PostFacts

_ON_BUTTON: Final = 24
"""Characters of a post's text on a button."""

CATEGORIES: Final[Mapping[Category, Callable[[Words], str]]] = {
    Category.HOME: lambda t: t.button("Home"),
    Category.GARDEN: lambda t: t.button("Garden"),
    Category.REPAIRS: lambda t: t.button("Repairs"),
    Category.ERRANDS: lambda t: t.button("Errands"),
    Category.LIFTS: lambda t: t.button("Lifts"),
    Category.COMPANY: lambda t: t.button("Company"),
    Category.CHILDREN: lambda t: t.button("Children"),
    Category.LEARNING: lambda t: t.button("Learning"),
    Category.OTHER: lambda t: t.button("Something else"),
}
"""The names of the kinds of help, on buttons and in lists."""


def heading(t: Words, side: Side) -> Phrase:
    """Which way the help goes."""
    return t.plain("Offered") if side is Side.OFFER else t.plain("Needed")


def entry(t: Words, post: Post) -> Html:
    """Two lines for one post."""
    first = t.say("<b>%(side)s:</b> %(text)s", side=heading(t, post.side), text=markup(post.text))
    details = facts(t, post.category, post.minutes, post.area)
    return first if details is None else lines(first, details)


def facts(t: Words, category: Category | None, minutes: int | None, area: str | None) -> Html | None:
    """What kind of help, how long, where; None: nothing of it was said."""
    parts: list[str] = []
    if category is not None and category is not Category.OTHER:
        parts.append(Phrase(CATEGORIES[category](t)))
    if minutes is not None:
        parts.append(t.plain("up to %(time)s", time=put.duration(t, minutes)))
    if area is not None:
        parts.append(area)
    return joined(" · ", parts) if parts else None


def which(t: Words, about: PostFacts) -> Html:
    """What a message is about."""
    minutes = None if about.minutes is None else Minutes(about.minutes)
    return lines(quote(about.text), facts(t, None, minutes, about.area))


def door(post: Post) -> Button:
    """To one post."""
    return Button(isolated(excerpt(post.text, _ON_BUTTON)), tap=tap("market_post", post.community, post.id))


def standing(t: Words, post: Post, reader: Reader) -> Html:
    """For its author: until when it stays, or why nobody sees it."""
    if post.hidden_at is not None:
        return t.say("An organiser has hidden it: nobody else sees it.")
    if post.state is PostState.ASLEEP:
        return t.say("It is asleep: nobody else sees it.")
    day = put.day(t, put.local(post.fresh_until, reader).date())
    return t.say("It stays until %(date)s.", date=day)


def market_button(t: Words) -> Button:
    """To the list."""
    return Button(t.button("Market"), tap=tap("market"))


def own_button(t: Words) -> Button:
    """To one's own."""
    return Button(t.button("Mine"), tap=tap("market_mine"))
