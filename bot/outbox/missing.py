"""What is missing for a feature is said once, in private, to those who organise the group and can be written to."""

from bot.communities import service as communities
from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToPeople
from bot.outbox.notices import Missing, SomethingIsMissing


def say(tx: Tx, community: CommunityId, what: Missing) -> None:
    """Tell them, once in the community's life. As long as nobody can be told, it is not said yet."""
    where = communities.community(tx, community)
    organisers = communities.organisers_in_reach(tx, community)
    if where is None or not organisers or not communities.said_once(tx, community, what.value):
        return
    notice = SomethingIsMissing(community, where.title, what)
    outbox.tell(tx, community, Owed(notice, ToPeople(organisers), f"missing:{what}", f"missing:{what}"))
