"""Statements about the links by which people come into a community."""

from sqlalchemy import select, update

from bot.communities.model import Community, CommunityId
from bot.communities.store.groups import COMMUNITY
from bot.communities.tables import communities, community_aliases
from bot.core.db import Tx
from bot.core.statement import given, statement

_CODE = given(communities.c.invite_code)
_IS_THERE = communities.c.left_at.is_(None)
_BY_INVITE = statement(select(*COMMUNITY).where(communities.c.invite_code == _CODE, _IS_THERE))
_BY_FORMER_INVITE = statement(
    select(*COMMUNITY)
    .join(community_aliases, community_aliases.c.community_id == communities.c.id)
    .where(community_aliases.c.invite_code == _CODE, _IS_THERE)
)
_SET_INVITE = statement(
    update(communities).where(communities.c.id == given(communities.c.id, "community")).values(invite_code=_CODE)
)
_FORGET_FORMER_INVITES = statement(
    update(community_aliases)
    .where(community_aliases.c.community_id == given(community_aliases.c.community_id, "community"))
    .values(invite_code=None)
)


def community_by_invite(tx: Tx, code: str) -> Community | None:
    """Only where the bot still is. The link of what became part of another community leads to that one."""
    row = tx.row(_BY_INVITE, invite_code=code) or tx.row(_BY_FORMER_INVITE, invite_code=code)
    return Community(*row) if row else None


def set_invite(tx: Tx, community: CommunityId, code: str) -> None:
    """From now on no other link leads here."""
    tx.run(_FORGET_FORMER_INVITES, community=community)
    tx.run(_SET_INVITE, community=community, invite_code=code)
