"""Bringing two neighbours together, and the hours that come of it."""

from collections.abc import Mapping
from typing import Final

from bot.communities.model import CommunityId
from bot.handlers.context import Hearing
from bot.handlers.market_form import place
from bot.handlers.setting_up import number
from bot.handlers.table import TapHandler, figure
from bot.screens import market_asking as screens
from bot.screens import market_card as cards
from bot.screens import timebank
from bot.timebank.market import asking, listing, thanking
from bot.timebank.market.asking import Between
from bot.timebank.market.model import AskId


async def confirm(hearing: Hearing, community: str, post: str) -> None:
    """I can help, I need this: really ask?"""
    card = await hearing.read(listing.card, *place(community, post))
    await hearing.redraw(cards.confirm_ask(hearing.words, card))


async def ask(hearing: Hearing, community: str, post: str) -> None:
    """Really."""
    await _show(hearing, await hearing.write(asking.ask, *place(community, post)))


async def between(hearing: Hearing, community: str, ask: str) -> None:
    """Where it stands."""
    await _show(hearing, await hearing.read(asking.look, *_ask(community, ask)))


async def agree(hearing: Hearing, community: str, ask: str) -> None:
    """Yes, connect us."""
    await _show(hearing, await hearing.write(asking.agree, *_ask(community, ask)))


async def decline(hearing: Hearing, community: str, ask: str) -> None:
    """Not this time."""
    await _show(hearing, await hearing.write(asking.decline, *_ask(community, ask)))


async def take_back(hearing: Hearing, community: str, ask: str) -> None:
    """Rather not."""
    await _show(hearing, await hearing.write(asking.take_back, *_ask(community, ask)))


async def how_long(hearing: Hearing, community: str, ask: str) -> None:
    """Give hours: how many?"""
    await hearing.redraw(screens.how_long(hearing.words, await hearing.read(thanking.ask, *_ask(community, ask))))


async def give(hearing: Hearing, community: str, ask: str, minutes: str) -> None:
    """So many."""
    given = await hearing.write(thanking.give, *_ask(community, ask), figure(minutes))
    await hearing.redraw(timebank.given(hearing.words, given))


async def _show(hearing: Hearing, now: Between) -> None:
    await hearing.redraw(screens.between(hearing.words, now))


def _ask(community: str, ask: str) -> tuple[CommunityId, AskId]:
    return number(community), AskId(number(ask))


TAPS: Final[Mapping[str, TapHandler]] = {
    "market_ask": confirm,
    "market_ask_yes": ask,
    "market_between": between,
    "market_yes": agree,
    "market_no": decline,
    "market_unask": take_back,
    "market_hours": how_long,
    "market_give": give,
}
