"""What becomes of the market of a community that turned out to be part of another one."""

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.timebank.market.store import moving


def move(tx: Tx, one: CommunityId, other: CommunityId) -> None:
    """It is that of `one` from now on."""
    moving.move(tx, one, other)
