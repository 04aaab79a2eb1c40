"""Statements about half-finished dialogues."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, or_, select

from bot.communities.model import CommunityId, PersonId
from bot.communities.store.groups import hold
from bot.communities.tables import drafts
from bot.core.db import Tx
from bot.core.schema import Moment
from bot.core.statement import given, statement, upsert

_KEEP = upsert(
    drafts,
    keys=[drafts.c.person_id],
    change=[
        drafts.c.kind,
        drafts.c.step,
        drafts.c.data,
        drafts.c.community_id,
        drafts.c.updated_at,
        drafts.c.expires_at,
    ],
)
_MINE = drafts.c.person_id == given(drafts.c.person_id, "person")
_OPEN = or_(drafts.c.expires_at.is_(None), drafts.c.expires_at > bindparam("now", type_=Moment(), required=True))
_LOAD = statement(select(drafts.c.kind, drafts.c.step, drafts.c.data, drafts.c.community_id).where(_MINE, _OPEN))
_DROP = statement(delete(drafts).where(_MINE))
_DROP_KIND = statement(delete(drafts).where(_MINE, drafts.c.kind == given(drafts.c.kind)))


class Kept(NamedTuple):
    """A dialogue as it is kept."""

    kind: str
    step: str
    data: str
    """JSON."""
    community: CommunityId | None


def keep(
    tx: Tx,
    person: PersonId,
    *,
    question: tuple[str, str],
    data: str,
    community: CommunityId | None,
    expires_at: datetime | None,
) -> None:
    """`question` is the dialogue's kind and its step. Raises Outage as `groups.hold`."""
    if community is not None:
        hold(tx, community)
    kind, step = question
    tx.run(
        _KEEP,
        person_id=person,
        kind=kind,
        step=step,
        data=data,
        community_id=community,
        updated_at=tx.now,
        expires_at=expires_at,
    )


def load(tx: Tx, person: PersonId) -> Kept | None:
    """None also for one whose time is up."""
    row = tx.row(_LOAD, person=person, now=tx.now)
    return Kept(*row) if row else None


def drop(tx: Tx, person: PersonId) -> bool:
    """False: there was none."""
    return tx.run(_DROP, person=person) == 1


def drop_kind(tx: Tx, person: PersonId, kind: str) -> bool:
    """False: there was none of this kind."""
    return tx.run(_DROP_KIND, person=person, kind=kind) == 1
