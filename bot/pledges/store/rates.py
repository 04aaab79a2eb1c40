"""Statements that count how much of what was promised was kept."""

from typing import Final, NamedTuple

from sqlalchemy import bindparam, case, func, select

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx, given, statement
from bot.core.schema import Id
from bot.pledges.model import OWING, PledgeId, PledgeState, SignatureState
from bot.pledges.tables import pledges, signatures

_PERSON: Final = bindparam("person", type_=Id, required=True)
_VERIFIED: Final = func.coalesce(pledges.c.verified, 0)
_MISSED: Final = func.coalesce(pledges.c.missed, 0)
_OF_CREATOR: Final = statement(
    select(
        func.count().label("pledges"),
        func.coalesce(func.sum(_VERIFIED), 0).label("kept"),
        func.coalesce(func.sum(_VERIFIED + _MISSED), 0).label("all"),
    ).where(
        pledges.c.community_id == given(pledges.c.community_id, "community"),
        pledges.c.creator_id == _PERSON,
        pledges.c.state == PledgeState.CLOSED.value,
        _VERIFIED + _MISSED > 0,
    )
)
_KEPT: Final = case((signatures.c.state == SignatureState.VERIFIED.value, 1), else_=0)
_OF_SIGNER: Final = statement(
    select(func.count().label("all"), func.coalesce(func.sum(_KEPT), 0).label("kept")).where(
        signatures.c.community_id == given(signatures.c.community_id, "community"),
        signatures.c.person_id == _PERSON,
        signatures.c.state.in_([SignatureState.VERIFIED.value, SignatureState.MISSED.value]),
    )
)
_OWED: Final = statement(
    select(pledges.c.id)
    .join_from(
        signatures,
        pledges,
        (pledges.c.community_id == signatures.c.community_id) & (pledges.c.id == signatures.c.pledge_id),
    )
    .where(
        signatures.c.community_id == given(signatures.c.community_id, "community"),
        signatures.c.person_id == _PERSON,
        signatures.c.state.in_(sorted(state.value for state in OWING)),
        pledges.c.state == PledgeState.ACTING.value,
    )
)


class Kept(NamedTuple):
    """How much was kept, of all of which that is known."""

    kept: int
    all: int
    pledges: int = 0
    """In how many pledges."""


def of_creator(tx: Tx, community: CommunityId, person: PersonId) -> Kept:
    """Of what was signed for this person's pledges that are closed."""
    row = tx.row(_OF_CREATOR, community=community, person=person)
    assert row is not None, "it counts"
    return Kept(int(row.kept), int(row.all), int(row.pledges))


def of_signer(tx: Tx, community: CommunityId, person: PersonId) -> Kept:
    """Of what this person signed."""
    row = tx.row(_OF_SIGNER, community=community, person=person)
    assert row is not None, "it counts"
    return Kept(int(row.kept), int(row.all))


def owed(tx: Tx, community: CommunityId, person: PersonId) -> frozenset[PledgeId]:
    """The pledges to which this person owes an answer."""
    return frozenset(PledgeId(row.id) for row in tx.rows(_OWED, community=community, person=person))
