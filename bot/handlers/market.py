"""Everything that can be heard about the market: lists, posts, and one's own."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from bot.communities.model import CommunityId
from bot.communities.undoing import Undone
from bot.core.refusal import Refusal
from bot.handlers import market_asking, market_form
from bot.handlers.context import Hearing
from bot.handlers.market_form import example, place, show_card
from bot.handlers.setting_up import number
from bot.handlers.table import Command, Dialogue, OutOfDate, Payload, Redraw, TapHandler, Undo
from bot.screens import market as screens
from bot.screens import market_card as cards
from bot.screens.helping import Task
from bot.screens.model import Toast
from bot.screens.words import Words
from bot.timebank.market import hiding, keeping, leaving, listing, matching, posting
from bot.timebank.market.form import KIND
from bot.timebank.market.model import Category, PostId, Side

_MINE: Final = "mine"
_WAYS: Final = frozenset({"before", "after"})


async def market(hearing: Hearing) -> None:
    """/market, /market words, /market mine"""
    if hearing.args.strip().lower() == _MINE:
        await mine(hearing)
    else:
        await hearing.answer(screens.market(hearing.words, await hearing.read(listing.market, hearing.args)))


async def turn_page(hearing: Hearing, way: str = "after", post: str = "", *words: str) -> None:
    """A button of the list: the newest, or what comes before or after a post."""
    if way not in _WAYS:
        raise OutOfDate
    asked = " ".join(words)
    page = await hearing.read(listing.market, asked, post, backwards=way == "before")
    await hearing.redraw(screens.market(hearing.words, page))


async def mine(hearing: Hearing, post: str = "") -> None:
    """One's own."""
    page = await hearing.read(listing.mine, post)
    await hearing.redraw(screens.mine(hearing.words, page, hearing.reader))


async def show(hearing: Hearing, community: str, post: str) -> None:
    """One post."""
    await show_card(hearing, *place(community, post))


async def categorise(hearing: Hearing, community: str, post: str, category: str) -> None:
    """What kind of help one's own is."""
    if category not in set(Category):
        raise OutOfDate
    changed = await hearing.write(posting.categorise, *place(community, post), Category(category))
    await show_card(hearing, changed.community, changed.id)


async def renew(hearing: Hearing, community: str, post: str) -> None:
    """For another while."""
    kept = await hearing.write(keeping.renew, *place(community, post))
    await show_card(hearing, kept.community, kept.id, screens.renewed(hearing.words))


async def take_down(hearing: Hearing, community: str, post: str) -> None:
    """Out of the market."""
    hearing.undo = await hearing.write(keeping.take_down, *place(community, post))
    await hearing.redraw(screens.taken_down(hearing.words))


async def ask_report(hearing: Hearing, community: str, post: str) -> None:
    """Report it: really?"""
    card = await hearing.read(listing.card, *place(community, post))
    await hearing.redraw(cards.reporting(hearing.words, card))


async def report(hearing: Hearing, community: str, post: str) -> None:
    """Really."""
    answer = await hearing.write(hiding.report, *place(community, post))
    said = cards.reported(hearing.words, answer)
    await hearing.answer(Toast(said))
    await show_card(hearing, answer.post.community, answer.post.id, said)


async def hide(hearing: Hearing, community: str, post: str) -> None:
    """Out of everybody's sight."""
    found = await hearing.write(hiding.hide, *place(community, post))
    await show_card(hearing, found.community, found.id, cards.hidden(hearing.words, found))


async def show_again(hearing: Hearing, community: str, post: str) -> None:
    """As before."""
    found = await hearing.write(hiding.show_again, *place(community, post))
    await show_card(hearing, found.community, found.id, cards.hidden(hearing.words, found))


async def mute(hearing: Hearing, community: str) -> None:
    """Not told of needs any more."""
    muted = await hearing.write(matching.mute, number(community))
    await hearing.answer(Toast(screens.told(hearing.words, muted=muted), alert=True))


async def unmute(hearing: Hearing, community: str) -> None:
    """Told of them again."""
    muted = await hearing.write(matching.unmute, number(community))
    await hearing.answer(Toast(screens.told(hearing.words, muted=muted), alert=True))


async def redraw_list(hearing: Hearing, *args: str) -> None:
    """What was pressed about is gone, and the last of `args` says so: the market as it is now."""
    await hearing.answer(Toast(args[-1], alert=True))
    with suppress(Refusal):  # whoever does not live here (any more) sees no list
        page = await hearing.read(listing.market, "")
        await hearing.redraw(screens.market(hearing.words, page))


async def _show_undone(hearing: Hearing, _undone: Undone) -> None:
    await hearing.redraw(screens.not_posted(hearing.words))


async def _show_up_again(hearing: Hearing, undone: Undone) -> None:
    assert undone.community is not None, "a post stands somewhere"
    post = PostId(undone.data["post"])
    await show_card(hearing, CommunityId(undone.community), post, screens.up_again(hearing.words))


def _searched(t: Words, _code: str) -> str:
    # Translators: what somebody looks for in the market, in the example /market bike
    what = t.plain("bike")
    return f"/market {what}"


COMMANDS: Final[Mapping[str, Command]] = {
    "offer": Command(
        market_form.offer,
        description=lambda t: t.plain("Offer neighbours your help"),
        explanation=lambda t: t.say(
            "puts into the market what you can do for neighbours; how long and where may follow behind commas. "
            "By itself it opens a short form."
        ),
        example=lambda t, _: example(t, Side.OFFER),
        task=Task.MARKET,
    ),
    "need": Command(
        market_form.need,
        description=lambda t: t.plain("Say what you need help with"),
        explanation=lambda t: t.say(
            "puts into the market what you need. Neighbours who offer such help are told, once a day at most."
        ),
        example=lambda t, _: example(t, Side.NEED),
        task=Task.MARKET,
    ),
    "market": Command(
        market,
        description=lambda t: t.plain("What neighbours offer and need"),
        explanation=lambda t: t.say(
            "shows what neighbours offer and need, all or with certain words; /market mine shows your own."
        ),
        example=_searched,
        task=Task.MARKET,
    ),
}

TAPS: Final[Mapping[str, TapHandler]] = {
    "market": turn_page,
    "market_mine": mine,
    "market_post": show,
    "market_kind": categorise,
    "market_renew": renew,
    "market_down": take_down,
    "market_report": ask_report,
    "market_report_yes": report,
    "market_hide": hide,
    "market_unhide": show_again,
    "market_mute": mute,
    "market_unmute": unmute,
    **market_form.TAPS,
    **market_asking.TAPS,
}

_ABOUT_POSTS: Final = ("post", "renew", "down", "report", "report_yes", "hide", "unhide", "ask", "ask_yes")
_ABOUT_ASKS: Final = ("between", "yes", "no", "unask", "hours")
REDRAWS: Final[Mapping[str, Redraw]] = {f"market_{verb}": redraw_list for verb in (*_ABOUT_POSTS, *_ABOUT_ASKS)}

DIALOGUES: Final[Mapping[str, Dialogue]] = {KIND: Dialogue(market_form.typed, market_form.ask_again)}

UNDOS: Final[Mapping[str, Undo]] = {
    posting.POSTED: Undo(posting.put_back, _show_undone),
    keeping.TAKEN_DOWN: Undo(keeping.put_back, _show_up_again),
}

PAYLOADS: Final[Mapping[str, Payload]] = {"m": market_form.go_on}

DEPARTURES: Final = (leaving.gone,)
