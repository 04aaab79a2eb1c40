"""Everything that can be heard, from all areas, in one table."""

from typing import Final

from bot.handlers import (
    basics,
    claims,
    communities,
    deeds,
    helping,
    inline,
    pledge_change,
    pledge_heeding,
    pledge_hiding,
    pledge_news,
    pledge_rescue,
    pledges,
    timebank,
)
from bot.handlers.table import Table, joined

_AREAS: Final = (pledges, deeds, timebank, claims, communities, helping, basics)
_PLEDGES: Final = (pledge_change, pledge_heeding, pledge_hiding, pledge_news, pledge_rescue)
"""More of what is pressed about pledges."""

COMMANDS: Final = joined(area.COMMANDS for area in _AREAS)
"""By name, in the order of the menu."""

TABLE: Final = Table(
    commands=COMMANDS,
    taps=joined(area.TAPS for area in (*_AREAS, *_PLEDGES)),
    redraws=joined(area.REDRAWS for area in (pledges, deeds, claims, *_PLEDGES)),
    fresh=(pledges.fresh, basics.fresh),
    dialogues=joined(area.DIALOGUES for area in (pledges, deeds, pledge_change, pledge_news, claims, communities)),
    undos=joined((basics.UNDOS, communities.UNDOS, timebank.UNDOS)),
    memberships=communities.MEMBERSHIPS,
    inline=inline.answer,
    chosen=inline.chosen,
    payloads=joined((pledges.PAYLOADS, communities.PAYLOADS)),
)
