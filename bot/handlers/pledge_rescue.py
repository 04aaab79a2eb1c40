"""After a near miss: go ahead with fewer? What creator and signers answer, by buttons."""

from collections.abc import Mapping
from typing import Final

from bot.handlers.context import Hearing
from bot.handlers.pledge_cards import answer_with_card, redraw_card
from bot.handlers.table import Redraw, TapHandler, figure
from bot.pledges import reading, rescuing
from bot.screens import pledge_rescue as screens


async def go_ahead(hearing: Hearing, code: str, minimum: str) -> None:
    """The creator's yes, with at least so many."""
    answered = await hearing.write(rescuing.go_ahead, code, figure(minimum))
    await answer_with_card(hearing, answered.pledge.code, screens.led(hearing.words, answered))


async def ask_let_go(hearing: Hearing, code: str) -> None:
    """The creator's no: really?"""
    card = await hearing.read(reading.card, code)
    await hearing.redraw(screens.letting_go(hearing.words, card.pledge))


async def let_go(hearing: Hearing, code: str) -> None:
    """Really."""
    answered = await hearing.write(rescuing.let_go, code)
    await answer_with_card(hearing, answered.pledge.code, screens.let_go(hearing.words, answered))


async def stay(hearing: Hearing, code: str) -> None:
    """A signer's yes."""
    answered = await hearing.write(rescuing.stay, code, stays=True)
    await answer_with_card(hearing, answered.pledge.code, screens.stays(hearing.words, answered))


async def leave(hearing: Hearing, code: str) -> None:
    """A signer's no."""
    answered = await hearing.write(rescuing.stay, code, stays=False)
    await answer_with_card(hearing, answered.pledge.code, screens.leaves(hearing.words, answered))


TAPS: Final[Mapping[str, TapHandler]] = {
    "rescue_go": go_ahead,
    "rescue_stop": ask_let_go,
    "rescue_stop_yes": let_go,
    "rescue_stay": stay,
    "rescue_leave": leave,
}

REDRAWS: Final[Mapping[str, Redraw]] = {
    "rescue_go": redraw_card,
    "rescue_stop_yes": redraw_card,
    "rescue_stay": redraw_card,
    "rescue_leave": redraw_card,
}
