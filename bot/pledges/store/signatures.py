"""Statements about signatures."""

from typing import Any, Final

from sqlalchemy import and_, bindparam, insert, select, update

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Row, Statement, Tx, given, statement
from bot.core.schema import Id
from bot.pledges.model import Pledge, PledgeId, SignatureState
from bot.pledges.signature import Signature
from bot.pledges.tables import signatures

_PERSON: Final = bindparam("person", type_=Id, required=True)
_SIGNATURE: Final = and_(
    signatures.c.community_id == given(signatures.c.community_id, "community"),
    signatures.c.pledge_id == given(signatures.c.pledge_id, "pledge"),
    signatures.c.person_id == _PERSON,
)
_COURSE: Final = (
    signatures.c.number,
    signatures.c.state,
    signatures.c.signed_at,
    signatures.c.signed_key,
    signatures.c.withdrawn_at,
    signatures.c.withdrawn_key,
    signatures.c.stays,
    signatures.c.first_in_at,
)
_NEW_COLUMNS: Final = (
    signatures.c.community_id,
    signatures.c.pledge_id,
    signatures.c.person_id,
    *_COURSE,
    signatures.c.follows,
    signatures.c.muted,
)
_OF_PERSON: Final = statement(select(signatures.c.person_id, *_COURSE).where(_SIGNATURE))
_ADD: Final = statement(insert(signatures).values({column.name: given(column) for column in _NEW_COLUMNS}))
_SAVE: Final = statement(
    update(signatures).where(_SIGNATURE).values({column.name: given(column) for column in _COURSE})
)


def _in_state(state: SignatureState) -> Statement:
    """A bite of the signatures of a pledge that are in this state."""
    return statement(
        select(signatures.c.number, signatures.c.person_id)
        .where(
            signatures.c.community_id == given(signatures.c.community_id, "community"),
            signatures.c.pledge_id == given(signatures.c.pledge_id, "pledge"),
            signatures.c.number > bindparam("after", type_=Id, required=True),
            signatures.c.state == state.value,
        )
        .order_by(signatures.c.number)
        .limit(bindparam("limit", type_=Id, required=True))
    )


_SIGNERS: Final = _in_state(SignatureState.ACTIVE)
_WAITING: Final = _in_state(SignatureState.WAITING)


_FIRST_WAITING: Final = statement(
    select(signatures.c.person_id, *_COURSE)
    .where(
        signatures.c.community_id == given(signatures.c.community_id, "community"),
        signatures.c.pledge_id == given(signatures.c.pledge_id, "pledge"),
        signatures.c.state == SignatureState.WAITING.value,
    )
    .order_by(signatures.c.number)
    .limit(1)
)


def of_person(tx: Tx, pledge: Pledge, person: PersonId) -> Signature | None:
    """The person's signature, withdrawn ones as well."""
    row = tx.row(_OF_PERSON, community=pledge.community, pledge=pledge.id, person=person)
    return None if row is None else _signature(row)


def first_waiting(tx: Tx, pledge: Pledge) -> Signature | None:
    """Who has waited longest for a place."""
    row = tx.row(_FIRST_WAITING, community=pledge.community, pledge=pledge.id)
    return None if row is None else _signature(row)


def _signature(row: Row) -> Signature:
    return Signature(
        person=PersonId(row.person_id),
        number=row.number,
        state=SignatureState(row.state),
        signed_at=row.signed_at,
        signed_key=row.signed_key,
        withdrawn_at=row.withdrawn_at,
        withdrawn_key=row.withdrawn_key,
        stays=None if row.stays is None else bool(row.stays),
        first_in_at=row.first_in_at,
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
    """The values of `_COURSE`, by the columns' names."""
    return {
        "number": mine.number,
        "state": mine.state.value,
        "signed_at": mine.signed_at,
        "signed_key": mine.signed_key,
        "withdrawn_at": mine.withdrawn_at,
        "withdrawn_key": mine.withdrawn_key,
        "stays": None if mine.stays is None else int(mine.stays),
        "first_in_at": mine.first_in_at,
    }


def waiting(tx: Tx, community: CommunityId, pledge: PledgeId, *, after: int, limit: int) -> list[tuple[int, PersonId]]:
    """Those on the waiting list, as `signers`."""
    rows = tx.rows(_WAITING, community=community, pledge=pledge, after=after, limit=limit)
    return [(row.number, PersonId(row.person_id)) for row in rows]


def signers(tx: Tx, community: CommunityId, pledge: PledgeId, *, after: int, limit: int) -> list[tuple[int, PersonId]]:
    """Active signers in the order of their numbers, those with a greater number than `after`."""
    rows = tx.rows(_SIGNERS, community=community, pledge=pledge, after=after, limit=limit)
    return [(row.number, PersonId(row.person_id)) for row in rows]
