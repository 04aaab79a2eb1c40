"""Everything that can be heard, from all areas, in one table."""

from typing import Final

from bot.handlers import basics, communities, helping, pledge_change, pledge_hiding, pledge_rescue, pledges
from bot.handlers.table import Table, joined

_AREAS: Final = (pledges, communities, helping, basics)

COMMANDS: Final = joined(area.COMMANDS for area in _AREAS)
"""By name, in the order of the menu."""

TABLE: Final = Table(
    commands=COMMANDS,
    taps=joined(area.TAPS for area in (*_AREAS, pledge_change, pledge_hiding, pledge_rescue)),
    redraws=joined((pledges.REDRAWS, pledge_change.REDRAWS, pledge_rescue.REDRAWS)),
    fresh=(pledges.fresh, basics.fresh),
    dialogues=joined((pledges.DIALOGUES, pledge_change.DIALOGUES, communities.DIALOGUES)),
    undos=joined((basics.UNDOS, communities.UNDOS)),
    memberships=communities.MEMBERSHIPS,
    payloads=joined((pledges.PAYLOADS, communities.PAYLOADS)),
)
