"""What must hold of deeds at every moment, as in `invariants`."""

from typing import Final

from sqlalchemy import and_, case, func, or_, select, type_coerce

from bot.core.db import Statement, statement
from bot.core.schema import Id
from bot.pledges.model import OWING, PledgeState, SignatureState
from bot.pledges.paper.invariants import on_paper
from bot.pledges.tables import pledges, signatures

_SAME: Final = and_(signatures.c.community_id == pledges.c.community_id, signatures.c.pledge_id == pledges.c.id)
_OWING: Final = tuple(sorted(state.value for state in OWING))
_SETTLED: Final = (SignatureState.VERIFIED.value, SignatureState.MISSED.value, SignatureState.EXCUSED.value)
_AFTER_ITS_TIME: Final = (
    SignatureState.OWED.value,
    SignatureState.CLAIMED.value,
    SignatureState.VERIFIED.value,
    SignatureState.MISSED.value,
)
_COUNTED: Final = (
    (pledges.c.claimed, SignatureState.CLAIMED),
    (pledges.c.verified, SignatureState.VERIFIED),
    (pledges.c.missed, SignatureState.MISSED),
)

_MISCOUNTED: Final = statement(
    select(pledges.c.code)
    .join_from(pledges, signatures, _SAME, isouter=True)
    .group_by(pledges.c.community_id, pledges.c.id, pledges.c.code, *(column for column, _ in _COUNTED))
    .having(
        or_(
            *(
                func.coalesce(column, 0)
                != func.coalesce(func.sum(case((signatures.c.state == state.value, 1), else_=0)), 0) + on_paper(state)
                for column, state in _COUNTED
            )
        )
    )
)
_WITHOUT_MOMENT: Final = statement(
    select(pledges.c.code).where(
        or_(
            and_(pledges.c.state == PledgeState.ACTING.value, pledges.c.acting_at.is_(None)),
            and_(pledges.c.state == PledgeState.CLOSED.value, pledges.c.closed_at.is_(None)),
        )
    )
)
_TOO_EARLY: Final = statement(
    select(pledges.c.code).where(
        or_(
            and_(
                pledges.c.act_on.is_(None),
                type_coerce(pledges.c.acting_at, Id) <= type_coerce(pledges.c.deadline, Id),
            ),
            type_coerce(pledges.c.acting_at, Id) < type_coerce(pledges.c.act_on, Id),
        )
    )
)
_ANSWERED_TOO_EARLY: Final = statement(
    select(pledges.c.code)
    .join_from(pledges, signatures, _SAME)
    .where(signatures.c.state.in_(_AFTER_ITS_TIME), pledges.c.acting_at.is_(None))
    .distinct()
)
_OPEN_AT_THE_END: Final = statement(
    select(pledges.c.code)
    .join_from(pledges, signatures, _SAME)
    .where(
        pledges.c.state == PledgeState.CLOSED.value,
        pledges.c.acting_at.is_not(None),
        signatures.c.state.in_(_OWING),
    )
    .distinct()
)
_SETTLED_WRONGLY: Final = statement(
    select(pledges.c.code)
    .join_from(pledges, signatures, _SAME)
    .where(signatures.c.state.in_(_SETTLED) != signatures.c.settled_at.is_not(None))
    .distinct()
)
_VERIFIED_WRONGLY: Final = statement(
    select(pledges.c.code)
    .join_from(pledges, signatures, _SAME)
    .where(
        or_(
            (signatures.c.state == SignatureState.VERIFIED.value) != signatures.c.settled_by.is_not(None),
            signatures.c.settled_by == signatures.c.person_id,
        )
    )
    .distinct()
)

DEED_INVARIANTS: Final[dict[str, Statement]] = {
    "a pledge counts what was claimed, verified and missed": _MISCOUNTED,
    "the time of a pledge came, and it closed, at a moment": _WITHOUT_MOMENT,
    "the time of no pledge comes early": _TOO_EARLY,
    "nobody answers before the time has come": _ANSWERED_TOO_EARLY,
    "of a closed pledge nobody owes an answer": _OPEN_AT_THE_END,
    "what is settled was settled at a moment, and nothing else was": _SETTLED_WRONGLY,
    "what is verified was verified by somebody else": _VERIFIED_WRONGLY,
}
