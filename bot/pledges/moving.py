"""What becomes of pledges when their community becomes part of another one."""

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.pledges.store import moving


def move(tx: Tx, one: CommunityId, other: CommunityId) -> None:
    """The pledges of `other`, with their codes and signatures, are those of `one` from now on."""
    moving.move(tx, one, other)
