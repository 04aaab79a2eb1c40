"""What people see of the market: lists, one post, and their own."""

from typing import Final

from bot.communities.model import Reader
from bot.screens.choices import about, pairs
from bot.screens.html import Phrase, bold, lines, paragraphs
from bot.screens.market_words import door, entry, market_button, own_button, standing
from bot.screens.model import Button, Screen
from bot.screens.taps import tap
from bot.screens.words import Words
from bot.timebank.market.listing import Market, MyPosts
from bot.timebank.market.model import Side

_WORDS_SHOWN: Final = 60


def market(t: Words, page: Market) -> Screen:
    """One page of what is offered and needed. Nobody is named."""
    words = " ".join(page.words)[:_WORDS_SHOWN]
    if not page.posts:
        nothing = (
            t.say("Nothing in the market has “%(words)s” in it.", words=words)
            if words
            else t.say("The market is empty. Offer something, or say what you need: somebody has to begin.")
        )
        return Screen(paragraphs(nothing, about(t, page.title)), (*_all(t, words), _ways(t)))
    title = t.say("<b>Market</b> with “%(words)s”", words=words) if words else bold(t.plain("Market"))
    turning = _turning(t, page, words)
    narrower = None
    if not turning and (page.newer or page.older):
        narrower = t.say("There are more. Add a word to find what you look for.")
    text = paragraphs(lines(title, about(t, page.title)), *(entry(t, post) for post in page.posts), narrower)
    rows = (*pairs([door(post) for post in page.posts]), *((turning,) if turning else ()), *_all(t, words), _ways(t))
    return Screen(text, rows)


def mine(t: Words, page: MyPosts, reader: Reader) -> Screen:
    """One's own, with what is asleep."""
    entries = [lines(entry(t, post), standing(t, post, reader)) for post in page.posts]
    nothing = None if entries else t.say("You have nothing in the market. Offer something, or say what you need.")
    told = (
        t.say("You are not told of needs that match what you offer.")
        if page.muted
        else t.say("You are told of needs that match what you offer, once a day at most.")
    )
    rows = list(pairs([door(post) for post in page.posts]))
    if page.older is not None:
        rows.append((Button(t.button("Older"), tap=tap("market_mine", page.older)),))
    rows += [(mute_button(t, page.community, muted=page.muted),), (market_button(t), *_new(t))]
    text = paragraphs(lines(bold(t.plain("My offers and needs")), about(t, page.title)), *entries, nothing, told)
    return Screen(text, tuple(rows))


def taken_down(t: Words) -> Screen:
    """By its author."""
    return Screen(
        t.say("It is taken down. Nobody sees it any more, and in 30 days it is deleted."),
        ((market_button(t), own_button(t)),),
    )


def not_posted(t: Words) -> Screen:
    """Undone: it was never there."""
    return Screen(t.say("Undone: it is not in the market."), ((market_button(t),),))


def up_again(t: Words) -> Phrase:
    """Undone: it stands there as before."""
    return t.plain("It is in the market again.")


def renewed(t: Words) -> Phrase:
    """For another while."""
    return t.plain("It stays for another 90 days.")


def told(t: Words, *, muted: bool) -> Phrase:
    """What one has chosen."""
    if muted:
        return t.plain("I do not tell you of needs any more. They stand in the market.")
    return t.plain("I tell you of needs again that match what you offer.")


def mute_button(t: Words, community: int, *, muted: bool) -> Button:
    """Hear of needs, or not."""
    if muted:
        return Button(t.button("Tell me of needs"), tap=tap("market_unmute", community))
    return Button(t.button("Do not tell me"), tap=tap("market_mute", community))


def _all(t: Words, words: str) -> tuple[tuple[Button, ...], ...]:
    return ((Button(t.button("Whole market"), tap=tap("market")),),) if words else ()


def _ways(t: Words) -> tuple[Button, ...]:
    return (*_new(t), own_button(t))


def _new(t: Words) -> tuple[Button, Button]:
    offer = Button(t.button("Offer"), tap=tap("market_new", Side.OFFER.value))
    return offer, Button(t.button("Need"), tap=tap("market_new", Side.NEED.value))


def _turning(t: Words, page: Market, words: str) -> tuple[Button, ...]:
    """The buttons that turn the page; none when the words of the search do not fit on a button."""
    try:
        newer = None if page.newer is None else tap("market", "before", page.newer, words)
        older = None if page.older is None else tap("market", "after", page.older, words)
    except ValueError:
        return ()
    ways = ((t.button("Newer"), newer), (t.button("Older"), older))
    return tuple(Button(label, tap=press) for label, press in ways if press is not None)
