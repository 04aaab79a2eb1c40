"""Statements for those who did not say yes when a pledge was rescued."""

from typing import Final

from sqlalchemy import and_, bindparam, select, update

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx, given, statement
from bot.core.schema import Id
from bot.pledges.model import Pledge, PledgeId, SignatureState
from bot.pledges.tables import pledges, signatures

_OF_PLEDGE: Final = and_(
    signatures.c.community_id == given(signatures.c.community_id, "community"),
    signatures.c.pledge_id == given(signatures.c.pledge_id, "pledge"),
)
_LEAVE_OUT: Final = statement(
    update(signatures)
    .where(
        _OF_PLEDGE,
        signatures.c.state == SignatureState.ACTIVE.value,
        signatures.c.stays.is_distinct_from(1),
    )
    .values(state=SignatureState.WITHDRAWN.value, withdrawn_at=given(signatures.c.withdrawn_at, "now"))
)
_LEFT_OUT: Final = statement(
    select(signatures.c.number, signatures.c.person_id)
    .join_from(
        signatures,
        pledges,
        and_(pledges.c.community_id == signatures.c.community_id, pledges.c.id == signatures.c.pledge_id),
    )
    .where(
        _OF_PLEDGE,
        signatures.c.number > bindparam("after", type_=Id, required=True),
        signatures.c.state == SignatureState.WITHDRAWN.value,
        signatures.c.stays.is_(None),
        signatures.c.withdrawn_at == pledges.c.rescued_at,
    )
    .order_by(signatures.c.number)
    .limit(bindparam("limit", type_=Id, required=True))
)


def leave_out(tx: Tx, pledge: Pledge) -> None:
    """Whoever has not said yes is not in it any more, from the moment of the rescue on."""
    tx.run(_LEAVE_OUT, community=pledge.community, pledge=pledge.id, now=pledge.rescued_at)


def left_out(tx: Tx, community: CommunityId, pledge: PledgeId, *, after: int, limit: int) -> list[tuple[int, PersonId]]:
    """Who had not answered then and has not since, by number, those with a greater number than `after`."""
    rows = tx.rows(_LEFT_OUT, community=community, pledge=pledge, after=after, limit=limit)
    return [(row.number, PersonId(row.person_id)) for row in rows]
