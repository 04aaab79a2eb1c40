"""Everything that can be heard, from all areas, in one table."""

from typing import Final

from bot.handlers import (
    basics,
    claims,
    communities,
    deeds,
    forgetting,
    helping,
    inline,
    market,
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
    programmes,
    reward_venues,
    rewards,
    timebank,
)
from bot.handlers.table import Table, joined

_AREAS: Final = (
    pledges,
    deeds,
    timebank,
    claims,
    programmes,
    rewards,
    market,
    communities,
    forgetting,
    helping,
    basics,
)
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
_DIALOGUES: Final = (pledge_change, pledge_counter, pledge_giving, pledge_news, pledge_paper)
_ASKING: Final = (pledges, deeds, *_DIALOGUES, timebank, claims, programmes, reward_venues, market, communities)
"""What is answered by typing."""

COMMANDS: Final = joined(area.COMMANDS for area in _AREAS)
"""By name, in the order of the menu."""

TABLE: Final = Table(
    commands=COMMANDS,
    taps=joined(area.TAPS for area in (*_AREAS, *_PLEDGES, reward_venues)),
    redraws=joined(area.REDRAWS for area in (pledges, deeds, claims, rewards, market, *_PLEDGES)),
    fresh=(pledges.fresh, basics.fresh),
    dialogues=joined(area.DIALOGUES for area in _ASKING),
    undos=joined((basics.UNDOS, communities.UNDOS, pledge_counter.UNDOS, market.UNDOS)),
    memberships=communities.MEMBERSHIPS,
    inline=inline.answer,
    chosen=inline.chosen,
    payloads=joined((pledges.PAYLOADS, rewards.PAYLOADS, communities.PAYLOADS, market.PAYLOADS)),
    departures=market.DEPARTURES,
)
