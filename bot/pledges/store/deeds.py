"""Statements about signatures whose deed is due, in bites: none of them costs more with more signers."""

from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, update

from bot.communities.model import PersonId
from bot.core.db import Tx, given, statement
from bot.core.schema import Id, Moment
from bot.pledges.model import OWING, STILL_IN, Pledge, SignatureState
from bot.pledges.signature import Signature
from bot.pledges.store import signatures as store
from bot.pledges.tables import signatures

_LIMIT: Final = bindparam("limit", type_=Id, required=True)
_NOW: Final = bindparam("now", type_=Moment(), required=True)
_BY: Final = bindparam("by", type_=Id, required=True)
_OF_PLEDGE: Final = (
    signatures.c.community_id == given(signatures.c.community_id, "community"),
    signatures.c.pledge_id == given(signatures.c.pledge_id, "pledge"),
)
_OWING: Final = signatures.c.state.in_(sorted(state.value for state in OWING))
_IN: Final = signatures.c.state.in_(sorted(state.value for state in STILL_IN))
_ACTIVE: Final = signatures.c.state == SignatureState.ACTIVE.value
_CLAIMED: Final = signatures.c.state == SignatureState.CLAIMED.value
_SEEN_BY_OTHERS: Final = signatures.c.person_id != _BY


def _bite(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    """The first so many of them."""
    numbers = select(signatures.c.number).where(*_OF_PLEDGE, *which).order_by(signatures.c.number).limit(_LIMIT)
    return signatures.c.number.in_(numbers)


_OWE: Final = statement(update(signatures).where(*_OF_PLEDGE, _bite(_ACTIVE)).values(state=SignatureState.OWED.value))
_MISS: Final = statement(
    update(signatures).where(*_OF_PLEDGE, _bite(_OWING)).values(state=SignatureState.MISSED.value, settled_at=_NOW)
)
_VERIFIED: Final = {"state": SignatureState.VERIFIED.value, "settled_at": _NOW, "settled_by": _BY}
_VERIFY_OWING: Final = statement(
    update(signatures).where(*_OF_PLEDGE, _bite(_OWING, _SEEN_BY_OTHERS)).values(**_VERIFIED)
)
_VERIFY_CLAIMED: Final = statement(
    update(signatures).where(*_OF_PLEDGE, _bite(_CLAIMED, _SEEN_BY_OTHERS)).values(**_VERIFIED)
)


def _people(*which: ColumnElement[bool]) -> Select[tuple[int, int]]:
    """Whoever they are, in the order of their numbers. (What is muted is looked at when it is said.)"""
    return (
        select(signatures.c.number, signatures.c.person_id)
        .where(
            *_OF_PLEDGE,
            signatures.c.number > bindparam("after", type_=Id, required=True),
            *which,
        )
        .order_by(signatures.c.number)
        .limit(_LIMIT)
    )


_PEOPLE_OWING: Final = statement(_people(_OWING))
_ANSWERED_AT: Final = func.coalesce(signatures.c.claimed_at, signatures.c.settled_at)
_PEOPLE_ANSWERED: Final = statement(
    _people(
        signatures.c.state.in_(
            [SignatureState.CLAIMED.value, SignatureState.VERIFIED.value, SignatureState.EXCUSED.value]
        ),
        bindparam("before", type_=Moment(), required=True) > _ANSWERED_AT,
        or_(
            signatures.c.state != SignatureState.EXCUSED.value,
            signatures.c.settled_at >= bindparam("since", type_=Moment(), required=True),
        ),
    )
)
_PAGE: Final = statement(
    select(signatures.c.person_id, *store.COURSE)
    .where(
        *_OF_PLEDGE,
        signatures.c.number > bindparam("after", type_=Id, required=True),
        or_(_IN, and_(signatures.c.state == SignatureState.EXCUSED.value, signatures.c.settled_at.is_not(None))),
    )
    .order_by(signatures.c.number)
    .limit(_LIMIT)
)
_PEOPLE_VERIFIED: Final = statement(
    select(signatures.c.person_id, *store.COURSE)
    .where(
        *_OF_PLEDGE,
        signatures.c.number > bindparam("after", type_=Id, required=True),
        signatures.c.state == SignatureState.VERIFIED.value,
    )
    .order_by(signatures.c.number)
    .limit(_LIMIT)
)
_BY_NUMBER: Final = statement(
    select(signatures.c.person_id, *store.COURSE).where(*_OF_PLEDGE, signatures.c.number == given(signatures.c.number))
)


def owe(tx: Tx, pledge: Pledge, limit: int) -> int:
    """The time has come for the next up to `limit` of those who are in; how many."""
    return tx.run(_OWE, community=pledge.community, pledge=pledge.id, limit=limit)


def miss(tx: Tx, pledge: Pledge, limit: int) -> int:
    """The next up to `limit` who never answered; how many."""
    return tx.run(_MISS, community=pledge.community, pledge=pledge.id, limit=limit, now=tx.now)


def verify(tx: Tx, pledge: Pledge, by: PersonId, limit: int) -> tuple[int, int]:
    """Confirm up to `limit` who have not answered, and as many who say that they did it; never `by` themselves."""
    given_values = {"community": pledge.community, "pledge": pledge.id, "by": by, "limit": limit, "now": tx.now}
    return tx.run(_VERIFY_OWING, **given_values), tx.run(_VERIFY_CLAIMED, **given_values)


def people_owing(tx: Tx, pledge: Pledge, after: int, limit: int) -> list[tuple[int, PersonId]]:
    """Those who have not answered, with a greater number than `after`."""
    rows = tx.rows(_PEOPLE_OWING, community=pledge.community, pledge=pledge.id, after=after, limit=limit)
    return [(row.number, PersonId(row.person_id)) for row in rows]


def people_answered(tx: Tx, pledge: Pledge, before: datetime, after: int, limit: int) -> list[tuple[int, PersonId]]:
    """Who answered before this moment, and not that they can't before the time had come."""
    rows = tx.rows(
        _PEOPLE_ANSWERED,
        community=pledge.community,
        pledge=pledge.id,
        before=before,
        since=pledge.acting_at,
        after=after,
        limit=limit,
    )
    return [(row.number, PersonId(row.person_id)) for row in rows]


def verified(tx: Tx, pledge: Pledge, after: int, limit: int) -> list[Signature]:
    """Those who were confirmed, with a greater number than `after`, in the order of their numbers."""
    rows = tx.rows(_PEOPLE_VERIFIED, community=pledge.community, pledge=pledge.id, after=after, limit=limit)
    return [store.signature(row) for row in rows]


def page(tx: Tx, pledge: Pledge, after: int, limit: int) -> list[Signature]:
    """Everybody who is in or can't, in the order in which they signed."""
    rows = tx.rows(_PAGE, community=pledge.community, pledge=pledge.id, after=after, limit=limit)
    return [store.signature(row) for row in rows]


def by_number(tx: Tx, pledge: Pledge, number: int) -> Signature | None:
    """The signature with this number."""
    row = tx.row(_BY_NUMBER, community=pledge.community, pledge=pledge.id, number=number)
    return None if row is None else store.signature(row)
