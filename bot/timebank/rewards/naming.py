"""How a venue is called, for those who look at the book."""

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.timebank.rewards.model import VenueId
from bot.timebank.rewards.store import venues


def venue_name(tx: Tx, community: CommunityId, venue: VenueId) -> str | None:
    """Also of one that is closed; None: there is none."""
    found = venues.by_id(tx, community, venue)
    return None if found is None else found.name
