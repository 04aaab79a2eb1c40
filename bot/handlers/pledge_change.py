"""The creator changes an open pledge: fewer people, a later deadline, more details."""

from collections.abc import Mapping
from typing import Final

from bot.handlers.context import Hearing
from bot.handlers.pledges import answer_with_card
from bot.handlers.table import Dialogue, OutOfDate, Redraw, TapHandler
from bot.pledges import changing, reading
from bot.pledges.change_rules import What
from bot.pledges.changing import CHANGE_KIND
from bot.screens import pledge_change as screens
from bot.screens import pledges
from bot.screens.choices import link
from bot.screens.html import Html
from bot.screens.model import Toast


async def begin(hearing: Hearing, code: str) -> None:
    """What is to be changed? It is typed in private, so a press elsewhere leads there."""
    pledge, possible = await hearing.read(changing.possible, code)
    if not hearing.private:
        await hearing.answer(Toast("", url=link(hearing.bot_username, f"p_{pledge.code}")))
        return
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
    await _show(hearing, changed.pledge.code, screens.changed(hearing.words, changed))


async def keep(hearing: Hearing, code: str) -> None:
    """Not changed after all."""
    await hearing.write(changing.keep)
    await _show(hearing, code, None)


async def _show(hearing: Hearing, code: str, headline: Html | None) -> None:
    card = await hearing.read(reading.card, code)
    await hearing.redraw(pledges.private_card(hearing.words, card, hearing.reader, hearing.bot_username, headline))


async def _again(hearing: Hearing, code: str, _more: str, said: str) -> None:
    await answer_with_card(hearing, code, said)


TAPS: Final[Mapping[str, TapHandler]] = {
    "pledge_change": begin,
    "change_ask": ask,
    "change_yes": confirm,
    "change_keep": keep,
}

REDRAWS: Final[Mapping[str, Redraw]] = {"change_ask": _again, "change_yes": _again}

DIALOGUES: Final[Mapping[str, Dialogue]] = {CHANGE_KIND: Dialogue(typed, ask_again)}
