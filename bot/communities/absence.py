"""Why somebody is no member of a community: what may be said of it, and to whom."""

from collections.abc import Callable
from typing import TypeAlias

from bot.communities.model import Actor, CommunityId, PersonId
from bot.communities.refusals import BotIsOut, MovedOut, NoCommunity, NotAMember
from bot.communities.store import groups, people, residents, rights
from bot.core.db import Tx
from bot.core.refusal import Refusal

Departure: TypeAlias = Callable[[Tx, CommunityId, PersonId], None]
"""What has to follow when somebody has left a community."""


def no_member(tx: Tx, actor: Actor) -> Refusal:
    """The refusal. Only who has lived here is told that there is something here: to them its name is no secret."""
    if actor.community is None:
        return NoCommunity()
    here, where = rights.here(tx, actor.community, actor.person), groups.community_by_id(tx, actor.community)
    if here is None or where is None or here.place.came_by is None:
        return NotAMember()
    homes = {home.id: home for home in residents.communities_of(tx, actor.person)}
    who = people.person_by_id(tx, actor.person)
    now = homes.pop(who.current_community, None) if who is not None and who.current_community is not None else None
    kind = BotIsOut if here.gone_at is not None and here.place.left_at is None else MovedOut
    return kind(where.title, now.title if now else None, len(homes))
