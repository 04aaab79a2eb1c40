"""Statements about counter-promises, each under the lock of its pledge when it writes."""

from typing import Any, Final

from sqlalchemy import and_, bindparam, case, func, insert, select, update

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Row, Tx, given, statement
from bot.core.schema import Id
from bot.pledges.counter.model import SHOWN, CounterPromise, CounterState
from bot.pledges.counter.tables import counter_promises
from bot.pledges.model import Pledge, PledgeId
from bot.pledges.store.rates import Kept
from bot.pledges.tables import pledges
from bot.pledges.wording import Deadline

_T: Final = counter_promises.c
_OF_PLEDGE: Final = and_(
    _T.community_id == given(_T.community_id, "community"), _T.pledge_id == given(_T.pledge_id, "pledge")
)
_COURSE: Final = (
    _T.state,
    _T.agreed_at,
    _T.ended_at,
    _T.stays,
    _T.claimed_at,
    _T.settled_at,
    _T.settled_by,
    _T.reason,
)
"""What happens to it; all else stays as it was made."""
_ALL: Final = statement(select(counter_promises).where(_OF_PLEDGE).order_by(_T.number))
_SHOWN_ONE: Final = statement(
    select(counter_promises).where(_OF_PLEDGE, _T.state.in_(sorted(state.value for state in SHOWN)))
)
_ADD: Final = statement(insert(counter_promises).values({each.name: given(each) for each in _T}))
_SAVE: Final = statement(
    update(counter_promises)
    .where(_OF_PLEDGE, _T.number == given(_T.number, "which"))
    .values({each.name: given(each) for each in _COURSE})
)
_PERSON: Final = bindparam("person", type_=Id, required=True)
_KEPT: Final = statement(
    select(
        func.count().label("all"),
        func.coalesce(func.sum(case((_T.state == CounterState.VERIFIED.value, 1), else_=0)), 0).label("kept"),
    ).where(
        _T.community_id == given(_T.community_id, "community"),
        _T.owner_id == _PERSON,
        _T.state.in_([CounterState.VERIFIED.value, CounterState.MISSED.value]),
    )
)
_LIVING: Final = statement(
    select(pledges.c.code, _T.what)
    .join_from(counter_promises, pledges, and_(pledges.c.community_id == _T.community_id, pledges.c.id == _T.pledge_id))
    .where(
        _T.community_id == given(_T.community_id, "community"),
        _T.owner_id == _PERSON,
        _T.state.in_([CounterState.PROMISED.value, CounterState.OWED.value]),
    )
    .order_by(_T.pledge_id.desc())
    .limit(bindparam("limit", type_=Id, required=True))
)


def of_pledge(tx: Tx, pledge: Pledge) -> list[CounterPromise]:
    """All that were made or proposed for it, in that order: a handful."""
    return [_promise(row) for row in tx.rows(_ALL, community=pledge.community, pledge=pledge.id)]


def shown(tx: Tx, pledge: Pledge) -> CounterPromise | None:
    """The one that the card shows."""
    row = tx.row(_SHOWN_ONE, community=pledge.community, pledge=pledge.id)
    return None if row is None else _promise(row)


def add(tx: Tx, pledge: Pledge, one: CounterPromise) -> None:
    """A new one."""
    tx.run(
        _ADD,
        community_id=pledge.community,
        pledge_id=pledge.id,
        number=one.number,
        owner_id=one.owner,
        author_id=one.author,
        what=one.what,
        office=one.office,
        due=one.due.at,
        due_whole_day=int(one.due.whole_day),
        time_zone=one.due.time_zone,
        made_at=one.made_at,
        **_course(one),
    )


def save(tx: Tx, pledge: Pledge, one: CounterPromise) -> None:
    """What has happened to it."""
    tx.run(_SAVE, community=pledge.community, pledge=pledge.id, which=one.number, **_course(one))


def kept_by(tx: Tx, community: CommunityId, person: PersonId) -> Kept:
    """How much of what this person promised in return here was kept."""
    row = tx.row(_KEPT, community=community, person=person)
    assert row is not None, "it counts"
    return Kept(int(row.kept), int(row.all), int(row.all))


def living(tx: Tx, community: CommunityId, person: PersonId, limit: int) -> list[tuple[str, str]]:
    """What this person promises or owes in return, the newest first: the pledge's code, and what."""
    return [(row.code, row.what) for row in tx.rows(_LIVING, community=community, person=person, limit=limit)]


def _course(one: CounterPromise) -> dict[str, Any]:
    """The values of `_COURSE`, by the columns' names."""
    return {
        "state": one.state.value,
        "agreed_at": one.agreed_at,
        "ended_at": one.ended_at,
        "stays": None if one.stays is None else int(one.stays),
        "claimed_at": one.claimed_at,
        "settled_at": one.settled_at,
        "settled_by": one.settled_by,
        "reason": one.reason,
    }


def _promise(row: Row) -> CounterPromise:
    return CounterPromise(
        pledge=PledgeId(row.pledge_id),
        number=row.number,
        owner=PersonId(row.owner_id),
        author=PersonId(row.author_id),
        what=row.what,
        due=Deadline(row.due, bool(row.due_whole_day), row.time_zone),
        made_at=row.made_at,
        office=row.office,
        state=CounterState(row.state),
        agreed_at=row.agreed_at,
        ended_at=row.ended_at,
        stays=None if row.stays is None else bool(row.stays),
        claimed_at=row.claimed_at,
        settled_at=row.settled_at,
        settled_by=None if row.settled_by is None else PersonId(row.settled_by),
        reason=row.reason,
    )
