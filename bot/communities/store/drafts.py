"""Statements about half-finished dialogues."""

from typing import Any

from sqlalchemy import delete, select

from bot.communities.model import CommunityId, PersonId
from bot.communities.store.groups import hold
from bot.communities.tables import drafts
from bot.core.db import Tx
from bot.core.statement import given, statement, upsert

_KEEP = upsert(
    drafts,
    keys=[drafts.c.person_id],
    change=[drafts.c.kind, drafts.c.step, drafts.c.data, drafts.c.community_id, drafts.c.updated_at],
)
_MINE = drafts.c.person_id == given(drafts.c.person_id, "person")
_LOAD = statement(select(drafts.c.kind, drafts.c.step, drafts.c.data, drafts.c.community_id).where(_MINE))
_DROP = statement(delete(drafts).where(_MINE))


def keep(tx: Tx, person: PersonId, *, kind: str, step: str, data: str, community: CommunityId | None) -> None:
    """Raises Outage as `groups.hold`."""
    if community is not None:
        hold(tx, community)
    tx.run(_KEEP, person_id=person, kind=kind, step=step, data=data, community_id=community, updated_at=tx.now)


def load(tx: Tx, person: PersonId) -> tuple[Any, ...] | None:
    """Kind, step, data as JSON, community."""
    row = tx.row(_LOAD, person=person)
    return tuple(row) if row else None


def drop(tx: Tx, person: PersonId) -> bool:
    """False: there was none."""
    return tx.run(_DROP, person=person) == 1
