"""What organisers press and type about people who have signed on paper."""

from collections.abc import Mapping
from typing import Final

from bot.handlers.context import Hearing
from bot.handlers.pledge_cards import draw_again, led_to_private, redraw_card
from bot.handlers.table import Dialogue, Redraw, TapHandler, figure
from bot.pledges.paper import adding
from bot.pledges.paper.adding import KIND
from bot.pledges.paper.model import PaperList
from bot.screens import pledge_paper as screens


async def show(hearing: Hearing, code: str, place: str = "0") -> None:
    """Who has signed on paper?"""
    await _listed(hearing, await hearing.read(adding.paper_list, code, figure(place)))


async def ask(hearing: Hearing, code: str) -> None:
    """More of them: who? It is typed in private, so a press in the group leads there."""
    if not await led_to_private(hearing, code):
        asked = await hearing.write(adding.ask, code)
        await hearing.redraw(screens.asking(hearing.words, asked, problem=None))


async def ask_again(hearing: Hearing, said: str | None) -> None:
    """Who?"""
    asked = await hearing.read(adding.waiting)
    question = None if asked is None else screens.asking(hearing.words, asked, problem=said)
    await hearing.answer_again(question, said)


async def typed(hearing: Hearing, text: str) -> None:
    """These."""
    await _listed(hearing, await hearing.write(adding.answer, text))


async def one(hearing: Hearing, code: str, token: str) -> None:
    """Somebody without a name."""
    await _listed(hearing, await hearing.write(adding.add_one, code, token))


async def take_back(hearing: Hearing, code: str, which: str, place: str) -> None:
    """This one is not in any more."""
    await _listed(hearing, await hearing.write(adding.take_back, code, figure(which), figure(place)))


async def stop(hearing: Hearing, code: str) -> None:
    """Nobody after all."""
    await hearing.write(adding.stop)
    await draw_again(hearing, code)


async def _listed(hearing: Hearing, found: PaperList) -> None:
    await hearing.redraw(screens.paper_list(hearing.words, found))


TAPS: Final[Mapping[str, TapHandler]] = {
    "paper_list": show,
    "paper_add": ask,
    "paper_one": one,
    "paper_back": take_back,
    "paper_stop": stop,
}

REDRAWS: Final[Mapping[str, Redraw]] = {
    "paper_add": redraw_card,
    "paper_one": redraw_card,
    "paper_back": redraw_card,
}

DIALOGUES: Final[Mapping[str, Dialogue]] = {KIND: Dialogue(typed, ask_again)}
