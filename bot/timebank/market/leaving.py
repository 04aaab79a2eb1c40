"""Whoever leaves a community takes nothing along, and leaves nothing behind in its market."""

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx
from bot.timebank.market import asking, keeping


def gone(tx: Tx, community: CommunityId, person: PersonId) -> None:
    """Their posts go down, and what they have asked is over. Nothing if they live here all the same."""
    keeping.gone(tx, community, person)
    asking.gone(tx, community, person)
