"""Statements about half-finished dialogues."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import bindparam, delete, or_, select

from bot.communities.model import CommunityId, PersonId
from bot.communities.store.groups import hold
from bot.communities.tables import drafts
from bot.core.db import Tx
from bot.core.schema import Moment
from bot.core.statement import given, statement, upsert

_KEEP = upsert(
    drafts,
    keys=[drafts.c.person_id, drafts.c.kind],
    change=[
        drafts.c.step,
        drafts.c.data,
        drafts.c.community_id,
        drafts.c.updated_at,
        drafts.c.expires_at,
    ],
)
_MINE = drafts.c.person_id == given(drafts.c.person_id, "person")
_OPEN = or_(drafts.c.expires_at.is_(None), drafts.c.expires_at > bindparam("now", type_=Moment(), required=True))
_LOAD = statement(
    select(
        drafts.c.kind,
        drafts.c.step,
        drafts.c.data,
        drafts.c.community_id,
        drafts.c.updated_at,
        drafts.c.expires_at,
    )
    .where(_MINE, _OPEN)
    .order_by(drafts.c.updated_at.desc())
)
_DROP = statement(delete(drafts).where(_MINE, drafts.c.kind == given(drafts.c.kind)))

_OVER: Final = drafts.c.expires_at <= bindparam("now", type_=Moment(), required=True)
_EXPIRED = statement(
    select(drafts.c.person_id, drafts.c.kind)
    .where(_OVER)
    .order_by(drafts.c.expires_at)
    .limit(bindparam("limit", type_=drafts.c.person_id.type, required=True))
)
_FORGET = statement(delete(drafts).where(_MINE, drafts.c.kind == given(drafts.c.kind), _OVER))

_TICK: Final = timedelta(microseconds=1)


class Kept(NamedTuple):
    """A dialogue as it is kept."""

    kind: str
    step: str
    data: str
    """JSON."""
    community: CommunityId | None
    updated_at: datetime
    """Different for each of a person's dialogues."""
    expires_at: datetime | None


def keep(
    tx: Tx,
    person: PersonId,
    *,
    question: tuple[str, str],
    data: str,
    community: CommunityId | None,
    expires_at: datetime | None,
) -> None:
    """`question` is the dialogue's kind and its step. The dialogue is the newest, whatever the clock says.

    Raises Outage as `groups.hold`.
    """
    if community is not None:
        hold(tx, community)
    kind, step = question
    before = [row.updated_at for row in load(tx, person)[:1]]
    tx.run(
        _KEEP,
        person_id=person,
        kind=kind,
        step=step,
        data=data,
        community_id=community,
        updated_at=max(tx.now, *(moment + _TICK for moment in before)) if before else tx.now,
        expires_at=expires_at,
    )


def load(tx: Tx, person: PersonId) -> list[Kept]:
    """Those whose time is not up, the newest first."""
    return [Kept(*row) for row in tx.rows(_LOAD, person=person, now=tx.now)]


def drop(tx: Tx, person: PersonId, kind: str) -> bool:
    """False: there was none of this kind."""
    return tx.run(_DROP, person=person, kind=kind) == 1


def forget(tx: Tx, limit: int) -> int:
    """Delete those whose time is up, a few at a time; how many."""
    expired = tx.rows(_EXPIRED, now=tx.now, limit=limit)
    return sum(tx.run(_FORGET, person=row.person_id, kind=row.kind, now=tx.now) for row in expired)
