"""Signing a pledge that counts hours: how many?"""

from collections.abc import Mapping
from typing import Final

from bot.handlers import pledge_cards as cards
from bot.handlers.context import Hearing
from bot.handlers.table import Dialogue, Redraw, TapHandler, figure
from bot.pledges.measures import giving
from bot.pledges.measures.giving import GIVE_KIND
from bot.screens import pledge_giving as screens


async def give(hearing: Hearing, code: str, minutes: str) -> None:
    """A button with so many hours."""
    await cards.answer_signed(
        hearing, await hearing.write(giving.give, code, figure(minutes), inline_id=hearing.inline_id)
    )


async def ask(hearing: Hearing, code: str) -> None:
    """Another number: it is typed in private, so a press elsewhere leads there."""
    if not await cards.led_to_private(hearing, code):
        asked = await hearing.write(giving.ask, code)
        await hearing.answer(screens.how_many(hearing.words, asked, problem=None))


async def typed(hearing: Hearing, text: str) -> None:
    """So many."""
    await cards.answer_signed(hearing, await hearing.write(giving.answer, text))


async def ask_again(hearing: Hearing, said: str | None) -> None:
    """How many?"""
    asked = await hearing.read(giving.asking)
    question = None if asked is None else screens.how_many(hearing.words, asked, problem=said)
    await hearing.answer_again(question, said)


async def keep(hearing: Hearing, code: str) -> None:
    """No other number after all."""
    await hearing.write(giving.keep)
    await cards.draw_again(hearing, code)


TAPS: Final[Mapping[str, TapHandler]] = {"pledge_give": give, "pledge_hours": ask, "pledge_hours_keep": keep}

REDRAWS: Final[Mapping[str, Redraw]] = {"pledge_give": cards.redraw_card, "pledge_hours": cards.redraw_card}

DIALOGUES: Final[Mapping[str, Dialogue]] = {GIVE_KIND: Dialogue(typed, ask_again)}
