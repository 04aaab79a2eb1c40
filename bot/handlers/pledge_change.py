"""The creator changes an open pledge: fewer people, a later deadline, more details."""

from collections.abc import Mapping
from typing import Final

from bot.handlers.context import Hearing
from bot.handlers.pledge_cards import draw_again, led_to_private, redraw_card
from bot.handlers.table import Dialogue, OutOfDate, Redraw, TapHandler
from bot.pledges import changing
from bot.pledges.change_rules import What
from bot.pledges.changing import CHANGE_KIND
from bot.screens import pledge_change as screens


async def begin(hearing: Hearing, code: str) -> None:
    """What is to be changed? It is typed in private, so a press elsewhere leads there."""
    pledge, possible = await hearing.read(changing.possible, code)
    if not await led_to_private(hearing, pledge.code):
        await hearing.redraw(screens.choice(hearing.words, pledge, possible))


async def ask(hearing: Hearing, code: str, what: str) -> None:
    """To what?"""
    if what not in set(What):
        raise OutOfDate
    change = await hearing.write(changing.ask, code, What(what))
    await hearing.redraw(screens.changing(hearing.words, change, hearing.reader, problem=None))


async def typed(hearing: Hearing, text: str) -> None:
    """To this: really?"""
    change = await hearing.write(changing.give, text)
    await hearing.answer(screens.changing(hearing.words, change, hearing.reader, problem=None))


async def ask_again(hearing: Hearing, said: str | None) -> None:
    """To what, or really?"""
    change = await hearing.read(changing.waiting)
    question = None if change is None else screens.changing(hearing.words, change, hearing.reader, problem=said)
    await hearing.answer_again(question, said)


async def confirm(hearing: Hearing, code: str, token: str) -> None:
    """Yes."""
    changed = await hearing.write(changing.confirm, code, token)
    await draw_again(hearing, changed.pledge.code, screens.changed(hearing.words, changed))


async def keep(hearing: Hearing, code: str) -> None:
    """Not changed after all."""
    await hearing.write(changing.keep)
    await draw_again(hearing, code)


TAPS: Final[Mapping[str, TapHandler]] = {
    "pledge_change": begin,
    "change_ask": ask,
    "change_yes": confirm,
    "change_keep": keep,
}

REDRAWS: Final[Mapping[str, Redraw]] = {"change_ask": redraw_card, "change_yes": redraw_card}

DIALOGUES: Final[Mapping[str, Dialogue]] = {CHANGE_KIND: Dialogue(typed, ask_again)}
