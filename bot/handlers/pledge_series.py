"""What people press about a pledge that comes again."""

from collections.abc import Mapping
from typing import Final

from bot.handlers.context import Hearing
from bot.handlers.pledge_cards import answer_with_card, redraw_card
from bot.handlers.table import Redraw, TapHandler, figure
from bot.pledges.series import answering
from bot.pledges.series.answering import Steered
from bot.screens import pledge_series as screens
from bot.screens.model import Toast


async def skip(hearing: Hearing, code: str) -> None:
    """Not this time."""
    await hearing.write(answering.skip, code)
    await hearing.answer(Toast(screens.skipped(hearing.words), alert=True))


async def stop(hearing: Hearing, code: str) -> None:
    """Ask me no more."""
    await hearing.write(answering.stop, code)
    await hearing.answer(Toast(screens.stopped(hearing.words), alert=True))


async def end(hearing: Hearing, code: str) -> None:
    """No more rounds."""
    await _steered(hearing, await hearing.write(answering.end, code))


async def go_on(hearing: Hearing, code: str) -> None:
    """Rounds after all."""
    await _steered(hearing, await hearing.write(answering.go_on, code))


async def leave_out(hearing: Hearing, code: str, turn: str) -> None:
    """A holiday."""
    await _steered(hearing, await hearing.write(answering.leave_out, code, figure(turn)))


async def take_back(hearing: Hearing, code: str, turn: str) -> None:
    """No holiday."""
    await _steered(hearing, await hearing.write(answering.take_back, code, figure(turn)))


async def _steered(hearing: Hearing, now: Steered) -> None:
    await answer_with_card(hearing, now.pledge.code, screens.steered(hearing.words, now))


TAPS: Final[Mapping[str, TapHandler]] = {
    "round_skip": skip,
    "round_stop": stop,
    "round_end": end,
    "round_go_on": go_on,
    "round_leave_out": leave_out,
    "round_take_back": take_back,
}
REDRAWS: Final[Mapping[str, Redraw]] = {
    "round_skip": redraw_card,
    "round_end": redraw_card,
    "round_go_on": redraw_card,
    "round_leave_out": redraw_card,
    "round_take_back": redraw_card,
}
