"""Statements about hours that people say they gave to the community."""

from datetime import date
from typing import Any, Final

from sqlalchemy import BindParameter, bindparam, func, select, update

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.core.statement import Row, given, insert_new, statement
from bot.timebank.claims.model import Claim, ClaimId, ClaimState, Verdict
from bot.timebank.programmes.model import ProgrammeId
from bot.timebank.tables import claims

_HERE: Final = claims.c.community_id == given(claims.c.community_id, "community")
_ONE: Final = (_HERE, claims.c.id == given(claims.c.id))
_WAITS: Final = claims.c.state == ClaimState.WAITING.value
_LIMIT: Final[BindParameter[int]] = bindparam("limit", required=True)
_ALL: Final = select(*(column for column in claims.c if column is not claims.c.key))

_ADD = insert_new(claims, keys=(claims.c.community_id, claims.c.key))
_BY_ID = statement(_ALL.where(*_ONE))
_LOCK = statement(_ALL.where(*_ONE).with_for_update())
_QUEUE = statement(
    _ALL.where(_HERE, _WAITS, claims.c.id > given(claims.c.id, "after")).order_by(claims.c.id).limit(_LIMIT)
)
_COUNT = statement(
    select(func.count().label("number"), func.min(claims.c.logged_at, type_=claims.c.logged_at.type).label("oldest"))
    .select_from(claims)
    .where(_HERE, _WAITS)
)
_COUNT_OF = statement(
    select(func.count().label("number"))
    .select_from(claims)
    .where(_HERE, _WAITS, claims.c.person_id == given(claims.c.person_id, "person"))
)
_OF_DAY = statement(
    _ALL.where(
        _HERE,
        claims.c.person_id == given(claims.c.person_id, "person"),
        claims.c.happened_on == given(claims.c.happened_on),
        claims.c.id != given(claims.c.id, "besides"),
        claims.c.state.in_((ClaimState.WAITING.value, ClaimState.APPROVED.value)),
    ).order_by(claims.c.id)
)
_CORRECT = statement(
    update(claims)
    .where(*_ONE)
    .values(
        happened_on=given(claims.c.happened_on),
        raw_minutes=given(claims.c.raw_minutes),
        minutes=given(claims.c.minutes),
        words=given(claims.c.words),
        pledge_code=given(claims.c.pledge_code),
        programme_id=given(claims.c.programme_id),
        version=claims.c.version + 1,
    )
)
_SETTLE = statement(
    update(claims)
    .where(*_ONE)
    .values(
        {
            column.name: given(column)
            for column in (
                claims.c.state,
                claims.c.approved,
                claims.c.decided_by,
                claims.c.decided_at,
                claims.c.reason,
            )
        }
    )
)
_MOVE = statement(
    update(claims)
    .where(claims.c.community_id == given(claims.c.community_id, "other"), claims.c.state != ClaimState.APPROVED.value)
    .values(community_id=given(claims.c.community_id, "one"))
)


def add(tx: Tx, claim: Claim, key: str) -> None:
    """A new one; nothing if the same act has written it before."""
    tx.run(
        _ADD,
        community_id=claim.community,
        id=claim.id,
        key=key,
        person_id=claim.person,
        state=claim.state.value,
        version=claim.version,
        logged_at=claim.logged_at,
        approved=None,
        decided_by=None,
        decided_at=None,
        reason=None,
        **_content(claim),
    )


def by_id(tx: Tx, community: CommunityId, claim: ClaimId, *, lock: bool = False) -> Claim | None:
    """Lock several by ascending id, and before any account."""
    row = tx.row(_LOCK if lock else _BY_ID, community=community, id=claim)
    return None if row is None else _claim(row)


def waiting(tx: Tx, community: CommunityId, after: int, limit: int) -> list[Claim]:
    """Those that wait, behind one, the oldest first."""
    return [_claim(row) for row in tx.rows(_QUEUE, community=community, after=after, limit=limit)]


def count(tx: Tx, community: CommunityId) -> Row:
    """`number` of those that wait, and since when the `oldest` does (None: none)."""
    row = tx.row(_COUNT, community=community)
    assert row is not None, "a count is a row"
    return row


def count_of(tx: Tx, community: CommunityId, person: PersonId) -> int:
    """How many of one person's wait."""
    return tx.value(_COUNT_OF, community=community, person=person) or 0


def of_day(tx: Tx, claim: Claim) -> list[Claim]:
    """The others of the same person and day, waiting or approved."""
    rows = tx.rows(
        _OF_DAY,
        community=claim.community,
        person=claim.person,
        happened_on=claim.on.isoformat(),
        besides=claim.id,
    )
    return [_claim(row) for row in rows]


def correct(tx: Tx, claim: Claim) -> None:
    """Day, minutes and words as they are in `claim`; its version grows."""
    tx.run(_CORRECT, community=claim.community, id=claim.id, **_content(claim))


def settle(tx: Tx, claim: Claim, verdict: Verdict) -> None:
    """It waits no longer."""
    tx.run(
        _SETTLE,
        community=claim.community,
        id=claim.id,
        state=verdict.state.value,
        approved=verdict.approved,
        decided_by=verdict.by,
        decided_at=tx.now,
        reason=verdict.reason,
    )


def move(tx: Tx, one: CommunityId, other: CommunityId) -> None:
    """The claims of `other` are those of `one`, but for those that are in its book."""
    tx.run(_MOVE, one=one, other=other)


def _content(claim: Claim) -> dict[str, Any]:
    return {
        "happened_on": claim.on.isoformat(),
        "raw_minutes": claim.raw,
        "minutes": claim.minutes,
        "words": claim.words,
        "pledge_code": claim.pledge_code,
        "programme_id": claim.programme,
    }


def _claim(row: Row) -> Claim:
    return Claim(
        community=CommunityId(row.community_id),
        id=ClaimId(row.id),
        person=PersonId(row.person_id),
        on=date.fromisoformat(row.happened_on),
        raw=Minutes(row.raw_minutes),
        minutes=Minutes(row.minutes),
        words=row.words,
        state=ClaimState(row.state),
        version=row.version,
        logged_at=row.logged_at,
        approved=None if row.approved is None else Minutes(row.approved),
        decided_by=None if row.decided_by is None else PersonId(row.decided_by),
        decided_at=row.decided_at,
        reason=row.reason,
        pledge_code=row.pledge_code,
        programme=None if row.programme_id is None else ProgrammeId(row.programme_id),
    )
