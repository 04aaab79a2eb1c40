"""Statements about signatures."""

from datetime import datetime
from typing import Final

from sqlalchemy import and_, bindparam, select, update

from bot.communities.model import Actor, CommunityId, PersonId
from bot.core.db import Tx, given, statement, upsert
from bot.core.schema import Id, Moment
from bot.pledges.model import Pledge, PledgeId, Signature, SignatureState
from bot.pledges.tables import signatures

_NOW: Final = bindparam("now", type_=Moment(), required=True)
_PERSON: Final = bindparam("person", type_=Id, required=True)
_SIGNATURE: Final = and_(
    signatures.c.community_id == given(signatures.c.community_id, "community"),
    signatures.c.pledge_id == given(signatures.c.pledge_id, "pledge"),
    signatures.c.person_id == _PERSON,
)
_OF_PERSON: Final = statement(
    select(
        signatures.c.person_id,
        signatures.c.number,
        signatures.c.state,
        signatures.c.signed_key,
        signatures.c.withdrawn_key,
    ).where(_SIGNATURE)
)
_SIGN: Final = upsert(
    signatures,
    keys=(signatures.c.community_id, signatures.c.pledge_id, signatures.c.person_id),
    change=(
        signatures.c.number,
        signatures.c.state,
        signatures.c.signed_at,
        signatures.c.signed_key,
        signatures.c.withdrawn_at,
    ),
)
_WITHDRAW: Final = statement(
    update(signatures)
    .where(_SIGNATURE)
    .values(
        state=SignatureState.WITHDRAWN.value,
        withdrawn_at=_NOW,
        withdrawn_key=given(signatures.c.withdrawn_key, "key"),
    )
)
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
    if row is None:
        return None
    return Signature(PersonId(row.person_id), row.number, SignatureState(row.state), row.signed_key, row.withdrawn_key)


def sign(tx: Tx, pledge: Pledge, mine: Signature, at: datetime) -> None:
    """The signature, new or once more."""
    tx.run(
        _SIGN,
        community_id=pledge.community,
        pledge_id=pledge.id,
        person_id=mine.person,
        number=mine.number,
        state=mine.state.value,
        amount=None,
        signed_at=at,
        signed_key=mine.signed_key,
        withdrawn_at=None,
        withdrawn_key=mine.withdrawn_key,
        claimed_at=None,
        settled_at=None,
        settled_by=None,
        excuse=None,
        follows=0,
        muted=0,
    )


def withdraw(tx: Tx, pledge: Pledge, actor: Actor) -> None:
    """The signature is taken back now, by this act."""
    tx.run(_WITHDRAW, community=pledge.community, pledge=pledge.id, person=actor.person, now=tx.now, key=actor.key)


def signers(tx: Tx, community: CommunityId, pledge: PledgeId, *, after: int, limit: int) -> list[tuple[int, PersonId]]:
    """Active signers in the order of their numbers, those with a greater number than `after`."""
    rows = tx.rows(_SIGNERS, community=community, pledge=pledge, after=after, limit=limit)
    return [(row.number, PersonId(row.person_id)) for row in rows]
