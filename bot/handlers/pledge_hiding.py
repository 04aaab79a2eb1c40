"""Report a pledge; as an organiser hide it, and show it again."""

from collections.abc import Mapping
from typing import Final

from bot.handlers.context import Hearing
from bot.handlers.pledge_cards import answer_with_card, redraw_card
from bot.handlers.table import Redraw, TapHandler
from bot.pledges import hiding, reading
from bot.screens import pledge_hiding as screens


async def ask_report(hearing: Hearing, code: str) -> None:
    """Report it: really?"""
    card = await hearing.read(reading.card, code)
    await hearing.redraw(screens.reporting(hearing.words, card.pledge))


async def report(hearing: Hearing, code: str) -> None:
    """Really."""
    answer = await hearing.write(hiding.report, code)
    await answer_with_card(hearing, answer.pledge.code, screens.reported(hearing.words, answer))


async def hide(hearing: Hearing, code: str) -> None:
    """Out of the group's sight; the same button shows it again."""
    pledge = await hearing.write(hiding.hide, code)
    await answer_with_card(hearing, pledge.code, screens.hidden(hearing.words, pledge))


async def show_again(hearing: Hearing, code: str) -> None:
    """As before."""
    pledge = await hearing.write(hiding.show_again, code)
    await answer_with_card(hearing, pledge.code, screens.hidden(hearing.words, pledge))


TAPS: Final[Mapping[str, TapHandler]] = {
    "pledge_report": ask_report,
    "pledge_report_yes": report,
    "pledge_hide": hide,
    "pledge_unhide": show_again,
}

REDRAWS: Final[Mapping[str, Redraw]] = {"pledge_hide": redraw_card, "pledge_unhide": redraw_card}
