"""What must hold of counter-promises at every moment, as in `pledges.invariants`."""

from typing import Final

from sqlalchemy import and_, func, or_, select, type_coerce

from bot.core.db import Statement, statement
from bot.core.schema import Id
from bot.pledges.counter.model import BOUND, CounterState
from bot.pledges.counter.tables import counter_promises
from bot.pledges.model import PledgeState
from bot.pledges.tables import pledges

_T: Final = counter_promises.c
_SAME: Final = and_(pledges.c.community_id == _T.community_id, pledges.c.id == _T.pledge_id)
_BOUND: Final = tuple(sorted(state.value for state in BOUND))
_WAITING: Final = (PledgeState.OPEN.value, PledgeState.EXPIRED.value, PledgeState.RESCUED.value)
_ENDED: Final = (CounterState.DECLINED.value, CounterState.LAPSED.value, CounterState.WITHDRAWN.value)

_BOUND_TOO_EARLY: Final = statement(
    select(pledges.c.code)
    .join_from(counter_promises, pledges, _SAME)
    .where(_T.state.in_(_BOUND), pledges.c.tipped_at.is_(None))
    .distinct()
)
_NOT_LET_GO: Final = statement(
    select(pledges.c.code)
    .join_from(counter_promises, pledges, _SAME)
    .where(
        or_(
            and_(_T.state == CounterState.PROMISED.value, pledges.c.state.not_in(_WAITING)),
            and_(_T.state == CounterState.PROPOSED.value, pledges.c.state != PledgeState.OPEN.value),
            and_(_T.state == CounterState.OWED.value, pledges.c.state == PledgeState.CANCELLED.value),
        )
    )
    .distinct()
)
_WITHDRAWN_LATE: Final = statement(
    select(pledges.c.code)
    .join_from(counter_promises, pledges, _SAME)
    .where(
        _T.state.in_(_ENDED),
        pledges.c.rescued_at.is_(None),
        type_coerce(_T.ended_at, Id) > type_coerce(pledges.c.tipped_at, Id),
    )
    .distinct()
)
_FOR_FEWER_UNASKED: Final = statement(
    select(pledges.c.code)
    .join_from(counter_promises, pledges, _SAME)
    .where(_T.state.in_(_BOUND), pledges.c.rescued_at.is_not(None), _T.stays.is_distinct_from(1))
    .distinct()
)
_DUE_TOO_EARLY: Final = statement(
    select(pledges.c.code)
    .join_from(counter_promises, pledges, _SAME)
    .where(_T.state.not_in(_ENDED), type_coerce(_T.due, Id) < type_coerce(pledges.c.deadline, Id))
    .distinct()
)
_MISNUMBERED: Final = statement(
    select(pledges.c.code)
    .join_from(counter_promises, pledges, _SAME)
    .group_by(pledges.c.community_id, pledges.c.id, pledges.c.code)
    .having(func.max(_T.number) != func.count(_T.number))
)
_AGREED_BY_NOBODY: Final = statement(
    select(pledges.c.code)
    .join_from(counter_promises, pledges, _SAME)
    .where(
        or_(
            and_(_T.state == CounterState.PROPOSED.value, _T.owner_id == _T.author_id),
            and_(_T.state == CounterState.CLAIMED.value, _T.claimed_at.is_(None)),
        )
    )
    .distinct()
)

COUNTER_INVARIANTS: Final[dict[str, Statement]] = {
    "what is promised in return binds only once its pledge has come alive": _BOUND_TOO_EARLY,
    "nothing is promised or owed in return for what has ended without it": _NOT_LET_GO,
    "what is promised in return is not taken back once it binds": _WITHDRAWN_LATE,
    "what is promised in return binds for fewer people only if its owner says so": _FOR_FEWER_UNASKED,
    "what is promised in return is not due before people have signed": _DUE_TOO_EARLY,
    "promises in return are numbered without a gap": _MISNUMBERED,
    "nobody is asked for their own promise, and what is claimed was claimed at a moment": _AGREED_BY_NOBODY,
}
