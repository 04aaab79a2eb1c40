"""How much was kept of what people signed for somebody's pledges."""

from typing import Final

from bot.core.db import Tx
from bot.pledges.model import Pledge
from bot.pledges.store import rates

RATED_FROM: Final = 5
"""Pledges of one creator that have to be closed before their rate is shown."""
RANGE: Final = 20
"""Percent."""


def creator_keeps(tx: Tx, pledge: Pledge) -> tuple[int, int] | None:
    """A range rather than a figure: nobody can tell from it what became of one pledge, or one signer."""
    return in_steps(rates.of_creator(tx, pledge.community, pledge.creator))


def in_steps(rate: rates.Kept) -> tuple[int, int] | None:
    """The range in which a rate lies; None: there are too few pledges to tell."""
    if rate.pledges < RATED_FROM:
        return None
    low = min(rate.kept * 100 // rate.all // RANGE * RANGE, 100 - RANGE)
    return low, low + RANGE
