"""The group reads another language from now on: its open cards are drawn anew, and not only when somebody signs."""

from typing import Final

from bot.communities import service as communities
from bot.communities.model import Actor, CommunityId
from bot.communities.setup import OurSettings
from bot.core.db import Tx
from bot.outbox import arriving
from bot.pledges import listing
from bot.pledges.signing import show_if_listed

CARDS_MOST: Final = 200
"""Cards drawn anew at once, in ten minutes at Telegram's pace; what ends later follows with its next signature."""


def save_setup(tx: Tx, actor: Actor, community: CommunityId) -> OurSettings:
    """The answers become the settings, and the group's messages follow. Refuses as `arriving.save_setup`."""
    before = communities.group_reader(tx, community).language
    saved = arriving.save_setup(tx, actor, community)
    if saved.community.language != before:
        for pledge in listing.open_now(tx, community, CARDS_MOST):
            show_if_listed(tx, pledge)
    return saved
