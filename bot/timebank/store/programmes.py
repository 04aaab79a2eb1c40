"""Statements about what a community issues hours for."""

from typing import Final

from sqlalchemy import String, case, cast, literal, select, update

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.core.statement import Row, given, insert_new, statement
from bot.timebank.programmes.model import Programme, ProgrammeId
from bot.timebank.tables import programmes

_HERE: Final = programmes.c.community_id == given(programmes.c.community_id, "community")
_ADD = insert_new(programmes, keys=(programmes.c.community_id, programmes.c.folded))
_ALL = statement(select(programmes).where(_HERE).order_by(programmes.c.id))
_BUDGET = statement(
    update(programmes).where(_HERE, programmes.c.id == given(programmes.c.id)).values(budget=given(programmes.c.budget))
)
_THERE = programmes.alias("there")
_TAKEN: Final = (
    select(_THERE.c.id)
    .where(_THERE.c.community_id == given(programmes.c.community_id, "one"), _THERE.c.folded == programmes.c.folded)
    .exists()
)
_MOVE = statement(
    update(programmes)
    .where(programmes.c.community_id == given(programmes.c.community_id, "other"))
    .values(
        community_id=given(programmes.c.community_id, "one"),
        folded=case(
            (_TAKEN, programmes.c.folded + literal(" #") + cast(programmes.c.id, String)), else_=programmes.c.folded
        ),
    )
)


def add(tx: Tx, programme: Programme, folded: str) -> None:
    """A new one; nothing if somebody was faster with its name."""
    tx.run(
        _ADD,
        community_id=programme.community,
        id=programme.id,
        name=programme.name,
        folded=folded,
        budget=programme.budget,
        founded_at=programme.founded_at,
        founded_by=programme.founded_by,
    )


def all_of(tx: Tx, community: CommunityId) -> list[Programme]:
    """In the order in which they were founded: the number of each stays what it is."""
    return [_programme(row) for row in tx.rows(_ALL, community=community)]


def set_budget(tx: Tx, programme: Programme, budget: Minutes) -> None:
    tx.run(_BUDGET, community=programme.community, id=programme.id, budget=budget)


def move(tx: Tx, one: CommunityId, other: CommunityId) -> None:
    """Those of `other` are those of `one`; where both have one of a name, there are two."""
    tx.run(_MOVE, one=one, other=other)


def _programme(row: Row) -> Programme:
    return Programme(
        community=CommunityId(row.community_id),
        id=ProgrammeId(row.id),
        name=row.name,
        budget=Minutes(row.budget),
        founded_at=row.founded_at,
        founded_by=PersonId(row.founded_by),
    )
