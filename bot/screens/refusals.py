"""Every refusal to one calm sentence, which says what to do instead."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.core.refusal import Refusal
from bot.screens import (
    claim_notices,
    communities,
    ledger_refusals,
    market_notices,
    pledge_counter_refusals,
    pledge_measure_refusals,
    pledge_refusals,
    pledge_series,
    programmes,
    reward_notices,
    timebank_notices,
)
from bot.screens.words import Words

Sentence = Callable[[Words, Any, Reader], str]
"""Takes the refusal of exactly the type under which it stands in the table; returns plain text that fits a toast."""

SENTENCES: Final[Mapping[type[Refusal], Sentence]] = {
    **communities.REFUSALS,
    **pledge_refusals.REFUSALS,
    **timebank_notices.REFUSALS,
    **claim_notices.REFUSALS,
    **programmes.REFUSALS,
    **reward_notices.REFUSALS,
    **ledger_refusals.REFUSALS,
    **market_notices.REFUSALS,
    **pledge_counter_refusals.REFUSALS,
    **pledge_measure_refusals.REFUSALS,
    **pledge_series.REFUSALS,
}
"""Complete over all subclasses of `Refusal` (tests/screens/test_totality.py)."""


def sentence(t: Words, refusal: Refusal, reader: Reader) -> str:
    """The refusal in plain words, at most 200 characters. Raises KeyError for one nobody has words for."""
    return SENTENCES[type(refusal)](t, refusal, reader)
