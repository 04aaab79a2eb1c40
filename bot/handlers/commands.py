"""Everything that can be heard, from all areas, in one table."""

from typing import Final

from bot.handlers import basics, communities, deeds, helping, pledges
from bot.handlers.table import Table, joined

_AREAS: Final = (pledges, deeds, communities, helping, basics)

COMMANDS: Final = joined(area.COMMANDS for area in _AREAS)
"""By name, in the order of the menu."""

TABLE: Final = Table(
    commands=COMMANDS,
    taps=joined(area.TAPS for area in _AREAS),
    redraws=joined((pledges.REDRAWS, deeds.REDRAWS)),
    fresh=(pledges.fresh, basics.fresh),
    dialogues=joined((pledges.DIALOGUES, deeds.DIALOGUES, communities.DIALOGUES)),
    undos=joined((basics.UNDOS, communities.UNDOS)),
    memberships=communities.MEMBERSHIPS,
    payloads=joined((pledges.PAYLOADS, communities.PAYLOADS)),
)
