"""Everything that can be heard, from all areas, in one table."""

from typing import Final

from bot.handlers import (
    basics,
    communities,
    deeds,
    forgetting,
    helping,
    inline,
    pledge_change,
    pledge_counter,
    pledge_giving,
    pledge_heeding,
    pledge_hiding,
    pledge_news,
    pledge_paper,
    pledge_rescue,
    pledge_series,
    pledges,
    timebank,
)
from bot.handlers.table import Table, joined

_AREAS: Final = (pledges, deeds, timebank, communities, forgetting, helping, basics)
_PLEDGES: Final = (
    pledge_change,
    pledge_counter,
    pledge_giving,
    pledge_heeding,
    pledge_hiding,
    pledge_news,
    pledge_paper,
    pledge_rescue,
    pledge_series,
)
"""More of what is pressed about pledges."""
_ASKING: Final = (pledges, deeds, pledge_change, pledge_counter, pledge_giving, pledge_news, pledge_paper, communities)
"""What is answered by typing."""

COMMANDS: Final = joined(area.COMMANDS for area in _AREAS)
"""By name, in the order of the menu."""

TABLE: Final = Table(
    commands=COMMANDS,
    taps=joined(area.TAPS for area in (*_AREAS, *_PLEDGES)),
    redraws=joined(area.REDRAWS for area in (pledges, deeds, *_PLEDGES)),
    fresh=(pledges.fresh, basics.fresh),
    dialogues=joined(area.DIALOGUES for area in _ASKING),
    undos=joined((basics.UNDOS, communities.UNDOS, pledge_counter.UNDOS)),
    memberships=communities.MEMBERSHIPS,
    inline=inline.answer,
    chosen=inline.chosen,
    payloads=joined((pledges.PAYLOADS, communities.PAYLOADS)),
)
