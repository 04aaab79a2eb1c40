"""Everything that can be heard, from all areas, in one table."""

from typing import Final

from bot.handlers import basics, communities, helping, inline, pledges
from bot.handlers.table import Table, joined

_AREAS: Final = (pledges, communities, helping, basics)

COMMANDS: Final = joined(area.COMMANDS for area in _AREAS)
"""By name, in the order of the menu."""

TABLE: Final = Table(
    commands=COMMANDS,
    taps=joined(area.TAPS for area in _AREAS),
    redraws=pledges.REDRAWS,
    fresh=(pledges.fresh, basics.fresh),
    dialogues=joined((pledges.DIALOGUES, communities.DIALOGUES)),
    undos=joined((basics.UNDOS, communities.UNDOS)),
    memberships=communities.MEMBERSHIPS,
    inline=inline.answer,
    chosen=inline.chosen,
    payloads=joined((pledges.PAYLOADS, communities.PAYLOADS)),
)
