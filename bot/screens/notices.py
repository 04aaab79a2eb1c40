"""Every kind of notice to its words. The domain modules say how; this table knows whom to ask."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.outbox.model import Notice
from bot.screens import (
    claim_notices,
    communities,
    deed_notices,
    market_notices,
    organisers,
    paper_notices,
    pledge_change,
    pledge_counter_notices,
    pledge_heeding,
    pledge_hiding,
    pledge_leading,
    pledge_news,
    pledge_notices,
    pledge_nudges,
    pledge_places,
    pledge_rescue,
    pledge_series,
    reward_notices,
    timebank_notices,
)
from bot.screens.model import Screen
from bot.screens.words import Words, words_for

Renderer = Callable[[Words, Any, Reader], Screen]
"""Takes the notice of exactly the type under which it stands in the table."""

_ABOUT_PLEDGES: Final[Mapping[type[Notice], Renderer]] = {
    **pledge_notices.NOTICES,
    **deed_notices.DEED_NOTICES,
    **pledge_change.NOTICES,
    **pledge_heeding.NOTICES,
    **pledge_nudges.NOTICES,
    **pledge_news.NOTICES,
    **pledge_leading.NOTICES,
    **pledge_places.NOTICES,
    **pledge_rescue.NOTICES,
    **pledge_counter_notices.MUTABLE,
    **pledge_series.NOTICES,
}
RENDERERS: Final[Mapping[type[Notice], Renderer]] = {
    **communities.NOTICES,
    **organisers.NOTICES,
    **pledge_hiding.NOTICES,
    **pledge_counter_notices.NOTICES,
    **paper_notices.NOTICES,
    **timebank_notices.NOTICES,
    **claim_notices.NOTICES,
    **reward_notices.NOTICES,
    **market_notices.NOTICES,
    **pledge_heeding.with_mute(_ABOUT_PLEDGES),
}
"""Complete over `Notice.kinds` (tests/screens/test_totality.py)."""


def render(notice: Notice, reader: Reader) -> Screen:
    """The notice in the reader's language and zone. Raises KeyError for a kind nobody has words for."""
    return RENDERERS[type(notice)](words_for(reader.language), notice, reader)
