"""Statements about signatures on paper."""

from typing import Any, Final

from sqlalchemy import and_, bindparam, func, insert, select, update

from bot.communities.model import PersonId
from bot.core.db import Row, Tx, given, statement
from bot.core.schema import Id, Moment
from bot.pledges.model import OWING, Pledge, SignatureState
from bot.pledges.paper.model import PaperSignature
from bot.pledges.paper.tables import paper_signatures as paper

_LIMIT: Final = bindparam("limit", type_=Id, required=True)
_AFTER: Final = bindparam("after", type_=Id, required=True)
_NOW: Final = bindparam("now", type_=Moment(), required=True)
_BY: Final = bindparam("by", type_=Id, required=True)
_OF_PLEDGE: Final = and_(
    paper.c.community_id == given(paper.c.community_id, "community"),
    paper.c.pledge_id == given(paper.c.pledge_id, "pledge"),
)
_THIS: Final = and_(_OF_PLEDGE, paper.c.number == given(paper.c.number, "this"))
_IN: Final = paper.c.state != SignatureState.WITHDRAWN.value
_LISTED: Final = paper.c.withdrawn_by.is_(None)
_OWING: Final = paper.c.state.in_(sorted(state.value for state in OWING))
_ACTIVE: Final = paper.c.state == SignatureState.ACTIVE.value
_COURSE: Final = (
    paper.c.name,
    paper.c.state,
    paper.c.withdrawn_at,
    paper.c.withdrawn_by,
    paper.c.settled_at,
    paper.c.settled_by,
)
_COLUMNS: Final = (paper.c.number, paper.c.vouched_by, paper.c.added_at, *_COURSE)

_ADD: Final = statement(insert(paper).values({column.name: given(column) for column in paper.c}))
_SAVE: Final = statement(update(paper).where(_THIS).values({column.name: given(column) for column in _COURSE}))
_BY_NUMBER: Final = statement(select(*_COLUMNS).where(_THIS))
_BY_KEY: Final = statement(select(func.count()).where(_OF_PLEDGE, paper.c.key == given(paper.c.key)))
_PAGE: Final = statement(
    select(*_COLUMNS).where(_OF_PLEDGE, _LISTED, paper.c.number > _AFTER).order_by(paper.c.number).limit(_LIMIT)
)
_NAMES: Final = statement(
    select(paper.c.name).where(_OF_PLEDGE, _IN, paper.c.name.is_not(None)).order_by(paper.c.number).limit(_LIMIT)
)
_VOUCHERS: Final = statement(
    select(paper.c.vouched_by, func.count().label("people"))
    .where(_OF_PLEDGE, _IN)
    .group_by(paper.c.vouched_by)
    .order_by(paper.c.vouched_by)
)
_VOUCHERS_ASKED: Final = statement(
    select(paper.c.vouched_by, func.count().label("people"))
    .where(_OF_PLEDGE, _OWING)
    .group_by(paper.c.vouched_by)
    .order_by(paper.c.vouched_by)
)
_BITE: Final = paper.c.number.in_(
    select(paper.c.number).where(_OF_PLEDGE, _OWING).order_by(paper.c.number).limit(_LIMIT)
)
_VERIFY: Final = statement(
    update(paper).where(_OF_PLEDGE, _BITE).values(state=SignatureState.VERIFIED.value, settled_at=_NOW, settled_by=_BY)
)
_MISS: Final = statement(
    update(paper).where(_OF_PLEDGE, _BITE).values(state=SignatureState.MISSED.value, settled_at=_NOW)
)
_LEAVE_OUT: Final = statement(
    update(paper).where(_OF_PLEDGE, _ACTIVE).values(state=SignatureState.WITHDRAWN.value, withdrawn_at=_NOW)
)


def add(tx: Tx, pledge: Pledge, one: PaperSignature, *, key: str) -> None:
    """A new one, made by the act `key`."""
    tx.run(
        _ADD,
        community_id=pledge.community,
        pledge_id=pledge.id,
        number=one.number,
        vouched_by=one.vouched_by,
        added_at=one.added_at,
        key=key,
        **_course(one),
    )


def save(tx: Tx, pledge: Pledge, one: PaperSignature) -> None:
    """What has happened to one that was there before."""
    tx.run(_SAVE, **_these(pledge), this=one.number, **_course(one))


def by_number(tx: Tx, pledge: Pledge, number: int) -> PaperSignature | None:
    """The one with this number, also when it was taken back."""
    row = tx.row(_BY_NUMBER, **_these(pledge), this=number)
    return None if row is None else _signature(row)


def was_added_by(tx: Tx, pledge: Pledge, key: str) -> bool:
    """Whether this act has added one."""
    return bool(tx.value(_BY_KEY, **_these(pledge), key=key))


def page(tx: Tx, pledge: Pledge, after: int, limit: int) -> list[PaperSignature]:
    """Those that nobody has taken back, in the order of their numbers, from behind `after` on: also those without whom
    a rescue went ahead, so that who vouches for them can see whom to tell."""
    return [_signature(row) for row in tx.rows(_PAGE, **_these(pledge), after=after, limit=limit)]


def names(tx: Tx, pledge: Pledge, limit: int) -> tuple[str, ...]:
    """The names of the first of them that have one."""
    return tuple(row.name for row in tx.rows(_NAMES, **_these(pledge), limit=limit))


def vouchers(tx: Tx, pledge: Pledge, *, owing: bool = False) -> list[tuple[PersonId, int]]:
    """Who vouches for how many: of all that are in, or of those of whom nobody has said that they did it."""
    rows = tx.rows(_VOUCHERS_ASKED if owing else _VOUCHERS, **_these(pledge))
    return [(PersonId(row.vouched_by), int(row.people)) for row in rows]


def verify(tx: Tx, pledge: Pledge, by: PersonId, limit: int) -> int:
    """Confirm up to `limit` of whom nothing has been said; how many."""
    return tx.run(_VERIFY, **_these(pledge), by=by, limit=limit, now=tx.now)


def miss(tx: Tx, pledge: Pledge, limit: int) -> int:
    """The next up to `limit` of whom nothing was ever said; how many."""
    return tx.run(_MISS, **_these(pledge), limit=limit, now=tx.now)


def leave_out(tx: Tx, pledge: Pledge) -> None:
    """A rescue goes without them, from its moment on."""
    tx.run(_LEAVE_OUT, **_these(pledge), now=pledge.rescued_at)


def _these(pledge: Pledge) -> dict[str, Any]:
    return {"community": pledge.community, "pledge": pledge.id}


def _course(one: PaperSignature) -> dict[str, Any]:
    return {
        "name": one.name,
        "state": one.state.value,
        "withdrawn_at": one.withdrawn_at,
        "withdrawn_by": one.withdrawn_by,
        "settled_at": one.settled_at,
        "settled_by": one.settled_by,
    }


def _signature(row: Row) -> PaperSignature:
    return PaperSignature(
        number=row.number,
        name=row.name,
        state=SignatureState(row.state),
        vouched_by=PersonId(row.vouched_by),
        added_at=row.added_at,
        withdrawn_at=row.withdrawn_at,
        withdrawn_by=None if row.withdrawn_by is None else PersonId(row.withdrawn_by),
        settled_at=row.settled_at,
        settled_by=None if row.settled_by is None else PersonId(row.settled_by),
    )
