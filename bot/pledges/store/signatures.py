"""Statements about signatures."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, and_, bindparam, func, insert, select, update

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Row, Tx, given, statement
from bot.core.schema import Id, Moment
from bot.pledges.model import STILL_IN, Pledge, PledgeId, SignatureState
from bot.pledges.signature import Signature
from bot.pledges.tables import FOLLOWS, signatures
from bot.pledges.wording import Unit

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
    signatures.c.stays,
    signatures.c.first_in_at,
    signatures.c.follows,
    signatures.c.muted,
    signatures.c.claimed_at,
    signatures.c.settled_at,
    signatures.c.settled_by,
    signatures.c.excuse,
    signatures.c.amount,
)
_NEW_COLUMNS: Final = (
    signatures.c.community_id,
    signatures.c.pledge_id,
    signatures.c.person_id,
    *COURSE,
)
_OF_PERSON: Final = statement(select(signatures.c.person_id, *COURSE).where(_SIGNATURE))
_ADD: Final = statement(insert(signatures).values({column.name: given(column) for column in _NEW_COLUMNS}))
_SAVE: Final = statement(update(signatures).where(_SIGNATURE).values({column.name: given(column) for column in COURSE}))


def _in_state(*states: SignatureState) -> Select[Any]:
    """A bite of the signatures of a pledge that are in one of these states."""
    return (
        select(signatures.c.number, signatures.c.person_id)
        .where(
            signatures.c.community_id == given(signatures.c.community_id, "community"),
            signatures.c.pledge_id == given(signatures.c.pledge_id, "pledge"),
            signatures.c.number > bindparam("after", type_=Id, required=True),
            signatures.c.state.in_([state.value for state in states]),
        )
        .order_by(signatures.c.number)
        .limit(bindparam("limit", type_=Id, required=True))
    )


_SIGNERS_CLAUSE: Final = _in_state(*sorted(STILL_IN))
_SIGNERS: Final = statement(_SIGNERS_CLAUSE)
_FOLLOWERS: Final = statement(_SIGNERS_CLAUSE.where(FOLLOWS))
_WAITING: Final = statement(_in_state(SignatureState.WAITING))
_FIRST_WAITING: Final = statement(
    select(signatures.c.person_id, *COURSE)
    .where(
        signatures.c.community_id == given(signatures.c.community_id, "community"),
        signatures.c.pledge_id == given(signatures.c.pledge_id, "pledge"),
        signatures.c.state == SignatureState.WAITING.value,
    )
    .order_by(signatures.c.number)
    .limit(1)
)
_SINCE: Final = statement(
    select(func.count().label("people"), func.coalesce(func.sum(signatures.c.amount), 0).label("given")).where(
        signatures.c.community_id == given(signatures.c.community_id, "community"),
        signatures.c.pledge_id == given(signatures.c.pledge_id, "pledge"),
        signatures.c.state == SignatureState.ACTIVE.value,
        signatures.c.signed_at > bindparam("since", type_=Moment(), required=True),
    )
)


def of_person(tx: Tx, pledge: Pledge, person: PersonId) -> Signature | None:
    """The person's signature, withdrawn ones as well."""
    row = tx.row(_OF_PERSON, community=pledge.community, pledge=pledge.id, person=person)
    return None if row is None else signature(row)


def first_waiting(tx: Tx, pledge: Pledge) -> Signature | None:
    """Who has waited longest for a place."""
    row = tx.row(_FIRST_WAITING, community=pledge.community, pledge=pledge.id)
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
        stays=None if row.stays is None else bool(row.stays),
        first_in_at=row.first_in_at,
        follows=bool(row.follows),
        muted=bool(row.muted),
        claimed_at=row.claimed_at,
        settled_at=row.settled_at,
        settled_by=None if row.settled_by is None else PersonId(row.settled_by),
        excuse=row.excuse,
        amount=row.amount,
    )


def add(tx: Tx, pledge: Pledge, mine: Signature) -> None:
    """The first signature of a person, who hears what every signer hears."""
    tx.run(
        _ADD,
        community_id=pledge.community,
        pledge_id=pledge.id,
        person_id=mine.person,
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
        "stays": None if mine.stays is None else int(mine.stays),
        "first_in_at": mine.first_in_at,
        "follows": int(mine.follows),
        "muted": int(mine.muted),
        "claimed_at": mine.claimed_at,
        "settled_at": mine.settled_at,
        "settled_by": mine.settled_by,
        "excuse": mine.excuse,
        "amount": mine.amount,
    }


def waiting(tx: Tx, community: CommunityId, pledge: PledgeId, *, after: int, limit: int) -> list[tuple[int, PersonId]]:
    """Those on the waiting list, as `signers`."""
    rows = tx.rows(_WAITING, community=community, pledge=pledge, after=after, limit=limit)
    return [(row.number, PersonId(row.person_id)) for row in rows]


def signers(tx: Tx, community: CommunityId, pledge: PledgeId, *, after: int, limit: int) -> list[tuple[int, PersonId]]:
    """Those who are in, in the order of their numbers, those with a greater number than `after`."""
    rows = tx.rows(_SIGNERS, community=community, pledge=pledge, after=after, limit=limit)
    return [(row.number, PersonId(row.person_id)) for row in rows]


def followers(
    tx: Tx, community: CommunityId, pledge: PledgeId, *, after: int, limit: int
) -> list[tuple[int, PersonId]]:
    """The same of those who follow."""
    rows = tx.rows(_FOLLOWERS, community=community, pledge=pledge, after=after, limit=limit)
    return [(row.number, PersonId(row.person_id)) for row in rows]


def since(tx: Tx, pledge: Pledge, moment: datetime) -> int:
    """How much of the threshold those bring who are in and have signed after this moment."""
    row = tx.row(_SINCE, community=pledge.community, pledge=pledge.id, since=moment)
    assert row is not None, "a sum is always there"
    return int(row.people if pledge.wording.unit is Unit.PEOPLE else row.given)
