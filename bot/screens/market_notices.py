"""What people are told about the market, and what they cannot do in it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.core.refusal import Refusal
from bot.outbox.model import Notice
from bot.screens import format as put
from bot.screens.choices import about, excerpt
from bot.screens.html import bold, isolated, paragraphs
from bot.screens.market import mute_button
from bot.screens.market_asking import answers, introduction, promise, question
from bot.screens.market_card import hide_button
from bot.screens.market_words import which
from bot.screens.model import Button, Screen, Style
from bot.screens.taps import tap
from bot.screens.words import Words
from bot.timebank.market import refusals as no
from bot.timebank.market.asking import Contact
from bot.timebank.market.model import Side
from bot.timebank.market.notices import (
    MarketAsked,
    MarketConnected,
    MarketDigest,
    MarketFading,
    MarketHidden,
    MarketNotThisTime,
    MarketReported,
    PostFacts,
)

_ON_BUTTON: Final = 24


def _asked(t: Words, notice: MarketAsked, reader: Reader) -> Screen:
    text = paragraphs(question(t, notice.about.side), which(t, notice.about), about(t, reader.about), promise(t))
    return Screen(text, answers(t, notice.about.community, notice.ask))


def _connected(t: Words, notice: MarketConnected, _reader: Reader) -> Screen:
    other = Contact(notice.name, notice.username, notice.telegram_id)
    place = (notice.about.community, notice.ask)
    return introduction(t, other, notice.about.text, place, i_give=notice.about.side is Side.OFFER)


def _not_this_time(t: Words, notice: MarketNotThisTime, reader: Reader) -> Screen:
    text = paragraphs(
        bold(t.plain("It does not work out this time.")),
        which(t, notice.about),
        about(t, reader.about),
        t.say("Thank you for asking. Perhaps somebody else in the market is just right."),
    )
    return Screen(text, ((Button(t.button("Market"), tap=tap("market")),),))


def _digest(t: Words, notice: MarketDigest, reader: Reader) -> Screen:
    text = paragraphs(
        bold(t.plain("Neighbours need what you may be able to do:")),
        *(which(t, need) for need in notice.needs),
        t.say("There are more in the market.") if notice.more else None,
        about(t, reader.about),
    )
    rows = [(_door(need),) for need in notice.needs]
    return Screen(text, (*rows, (mute_button(t, notice.community, muted=False),)), loud=False)


def _fading(t: Words, notice: MarketFading, reader: Reader) -> Screen:
    place = (notice.about.community, notice.about.post)
    day = put.day(t, put.local(notice.until, reader).date())
    heading = (
        t.plain("Does your offer still stand?")
        if notice.about.side is Side.OFFER
        else t.plain("Do you still need this?")
    )
    text = paragraphs(
        bold(heading),
        which(t, notice.about),
        about(t, reader.about),
        t.say("It falls asleep on %(date)s, unless you keep it: then it stays for another 90 days.", date=day),
    )
    keep = Button(t.button("Keep it"), tap=tap("market_renew", *place), style=Style.SUCCESS)
    return Screen(text, ((keep, Button(t.button("Take it down"), tap=tap("market_down", *place))),))


def _reported(t: Words, notice: MarketReported, reader: Reader) -> Screen:
    place = (notice.about.community, notice.about.post)
    text = paragraphs(
        bold(t.plain("Somebody has reported this in the market.")),
        which(t, notice.about),
        about(t, reader.about),
        t.say("Please look at it. As an organiser you can hide it."),
    )
    return Screen(text, ((_door(notice.about), hide_button(t, *place)),))


def _hidden(t: Words, notice: MarketHidden, reader: Reader) -> Screen:
    text = paragraphs(
        bold(t.plain("An organiser has hidden what you posted in the market.")),
        which(t, notice.about),
        about(t, reader.about),
        t.say("Nobody else sees it. Ask an organiser what was wrong; they can show it again."),
    )
    return Screen(text, ((_door(notice.about),),))


def _door(facts: PostFacts) -> Button:
    return Button(isolated(excerpt(facts.text, _ON_BUTTON)), tap=tap("market_post", facts.community, facts.post))


NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {
    MarketAsked: _asked,
    MarketConnected: _connected,
    MarketNotThisTime: _not_this_time,
    MarketDigest: _digest,
    MarketFading: _fading,
    MarketReported: _reported,
    MarketHidden: _hidden,
}

REFUSALS: Final[Mapping[type[Refusal], Callable[[Words, Any, Reader], str]]] = {
    no.UnknownPost: lambda t, _, __: t.plain("This is not in the market (any more). /market shows what is."),
    no.PostTextTooShort: lambda t, _, __: t.plain("Please say it in a few words more: at least three letters."),
    no.PostTextTooLong: lambda t, refusal, _: t.plain(
        "That is too long: it may have %(most)s characters, and yours has %(length)s.",
        most=refusal.text_most,
        length=refusal.text_length,
    ),
    no.AreaTooLong: lambda t, refusal, _: t.plain(
        "That is too long for a place: it may have %(most)s characters, and yours has %(length)s.",
        most=refusal.text_most,
        length=refusal.text_length,
    ),
    no.NotATime: lambda t, _, __: t.plain("How long may it take? From 5 minutes to 24 hours, for example 1h30."),
    no.ChooseAKind: lambda t, _, __: t.plain("Please press the button with the kind of help that comes closest."),
    no.TooManyPosts: lambda t, refusal, _: t.plain_count(
        "You have posted %(n)s time today already. Tomorrow there is room again.",
        "You have posted %(n)s times today already. Tomorrow there is room again.",
        refusal.most,
    ),
    no.TooManyOpenPosts: lambda t, refusal, _: t.plain_count(
        "You have %(n)s post in the market already. Take it down first: /market mine",
        "You have %(n)s posts in the market already. Take one down first: /market mine",
        refusal.most,
    ),
    no.NoPostForm: lambda t, _, __: t.plain(
        "This form is finished, or another one is open. Begin with /offer or /need."
    ),
    no.OwnPost: lambda t, _, __: t.plain("This is your own."),
    no.NotThisTime: lambda t, _, __: t.plain("You have asked, and it did not work out this time."),
    no.PostIsBusy: lambda t, _, __: t.plain(
        "Several neighbours wait for an answer here already. Look again in some days."
    ),
    no.TooManyAsks: lambda t, refusal, _: t.plain_count(
        "You have asked %(n)s neighbour today already. Tomorrow you can ask again.",
        "You have asked %(n)s neighbours today already. Tomorrow you can ask again.",
        refusal.most,
    ),
    no.AskIsOver: lambda t, _, __: t.plain("This question is over: it was answered, taken back, or its time is up."),
}
