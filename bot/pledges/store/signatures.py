"""Statements about signatures."""

from typing import Any, Final

from sqlalchemy import and_, bindparam, insert, select, update

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Row, Tx, given, statement
from bot.core.schema import Id
from bot.pledges.model import Pledge, PledgeId, Signature, SignatureState
from bot.pledges.tables import signatures

_PERSON: Final = bindparam("person", type_=Id, required=True)
_SIGNATURE: Final = and_(
    signatures.c.community_id == given(signatures.c.community_id, "community"),
    signatures.c.pledge_id == given(signatures.c.pledge_id, "pledge"),
    signatures.c.person_id == _PERSON,
)
COURSE: Final = (
    signatures.c.number,
    signatures.c.state,
    signatures.c.signed_at,
    signatures.c.signed_key,
    signatures.c.withdrawn_at,
    signatures.c.withdrawn_key,
    signatures.c.claimed_at,
    signatures.c.settled_at,
    signatures.c.settled_by,
    signatures.c.excuse,
)
_NEW_COLUMNS: Final = (
    signatures.c.community_id,
    signatures.c.pledge_id,
    signatures.c.person_id,
    *COURSE,
    signatures.c.follows,
    signatures.c.muted,
)
_OF_PERSON: Final = statement(select(signatures.c.person_id, *COURSE).where(_SIGNATURE))
_ADD: Final = statement(insert(signatures).values({column.name: given(column) for column in _NEW_COLUMNS}))
_SAVE: Final = statement(update(signatures).where(_SIGNATURE).values({column.name: given(column) for column in COURSE}))
_SIGNERS: Final = statement(
    select(signatures.c.number, signatures.c.person_id)
    .where(
        signatures.c.community_id == given(signatures.c.community_id, "community"),
        signatures.c.pledge_id == given(signatures.c.pledge_id, "pledge"),
        signatures.c.number > bindparam("after", type_=Id, required=True),
        signatures.c.state == SignatureState.ACTIVE.value,
    )
    .order_by(signatures.c.number)
    .limit(bindparam("limit", type_=Id, required=True))
)


def of_person(tx: Tx, pledge: Pledge, person: PersonId) -> Signature | None:
    """The person's signature, withdrawn ones as well."""
    row = tx.row(_OF_PERSON, community=pledge.community, pledge=pledge.id, person=person)
    return None if row is None else signature(row)


def signature(row: Row) -> Signature:
    """The signature in a row of its columns."""
    return Signature(
        person=PersonId(row.person_id),
        number=row.number,
        state=SignatureState(row.state),
        signed_at=row.signed_at,
        signed_key=row.signed_key,
        withdrawn_at=row.withdrawn_at,
        withdrawn_key=row.withdrawn_key,
        claimed_at=row.claimed_at,
        settled_at=row.settled_at,
        settled_by=None if row.settled_by is None else PersonId(row.settled_by),
        excuse=row.excuse,
    )


def add(tx: Tx, pledge: Pledge, mine: Signature) -> None:
    """The first signature of a person, who hears what every signer hears."""
    tx.run(
        _ADD,
        community_id=pledge.community,
        pledge_id=pledge.id,
        person_id=mine.person,
        follows=0,
        muted=0,
        **_course(mine),
    )


def save(tx: Tx, pledge: Pledge, mine: Signature) -> None:
    """What has happened to a signature that was there before."""
    tx.run(_SAVE, community=pledge.community, pledge=pledge.id, person=mine.person, **_course(mine))


def _course(mine: Signature) -> dict[str, Any]:
    """The values of `COURSE`, by the columns' names."""
    return {
        "number": mine.number,
        "state": mine.state.value,
        "signed_at": mine.signed_at,
        "signed_key": mine.signed_key,
        "withdrawn_at": mine.withdrawn_at,
        "withdrawn_key": mine.withdrawn_key,
        "claimed_at": mine.claimed_at,
        "settled_at": mine.settled_at,
        "settled_by": mine.settled_by,
        "excuse": mine.excuse,
    }


def signers(tx: Tx, community: CommunityId, pledge: PledgeId, *, after: int, limit: int) -> list[tuple[int, PersonId]]:
    """Active signers in the order of their numbers, those with a greater number than `after`."""
    rows = tx.rows(_SIGNERS, community=community, pledge=pledge, after=after, limit=limit)
    return [(row.number, PersonId(row.person_id)) for row in rows]
