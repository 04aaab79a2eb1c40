"""What becomes of venues when their community becomes part of another one.

Venues, their staff and what they offer go along, under their old numbers. Vouchers do not: their hours are held in a
book in which nothing moves, so they are called off, and people can take new ones.
"""

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.timebank.rewards import ending, finding
from bot.timebank.rewards.accepting import tell
from bot.timebank.rewards.store import offers, venues, vouchers


def move(tx: Tx, one: CommunityId, other: CommunityId) -> None:
    """Before the book of `other` is closed: what is held there must be released first."""
    for voucher in vouchers.out(tx, other):
        view = finding.view_of(tx, voucher)
        tell(tx, view, ending.end(tx, view, "moved"))
    venues.copy(tx, one, other)
    offers.copy(tx, one, other)
