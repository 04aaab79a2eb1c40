"""What must hold of signatures on paper at every moment, as in `pledges.invariants`; what the database checks by itself
(a third at most, no name of what was taken back) is not asked again."""

from typing import Any, Final

from sqlalchemy import ScalarSelect, and_, exists, func, or_, select, type_coerce

from bot.core.db import Statement, statement
from bot.core.schema import Id
from bot.pledges.model import OWING, PledgeState, SignatureState
from bot.pledges.paper.tables import paper_signatures as paper
from bot.pledges.tables import pledges, signatures

_SAME: Final = and_(paper.c.community_id == pledges.c.community_id, paper.c.pledge_id == pledges.c.id)
_SECOND: Final = 1_000_000  # microseconds


def _how_many(*which: Any) -> ScalarSelect[int]:
    return select(func.count()).select_from(paper).where(_SAME, *which).correlate(pledges).scalar_subquery()


def on_paper(state: SignatureState) -> ScalarSelect[int]:
    """How many of a pledge's signatures on paper are in this state."""
    return _how_many(paper.c.state == state.value)


ON_PAPER: Final = _how_many(paper.c.state != SignatureState.WITHDRAWN.value)
"""How many of those who are in have signed on paper,"""
ON_PAPER_EVER: Final = _how_many()
"""and how many ever have."""

_MISCOUNTED: Final = statement(select(pledges.c.code).where(func.coalesce(pledges.c.paper, 0) != ON_PAPER))
_NUMBERED_TWICE: Final = statement(
    select(pledges.c.code)
    .join_from(pledges, paper, _SAME)
    .where(
        or_(
            paper.c.number > pledges.c.last_number,
            exists().where(
                signatures.c.community_id == paper.c.community_id,
                signatures.c.pledge_id == paper.c.pledge_id,
                signatures.c.number == paper.c.number,
            ),
        )
    )
    .distinct()
)
_ADDED_LATE: Final = statement(
    select(pledges.c.code)
    .join_from(pledges, paper, _SAME)
    .where(type_coerce(paper.c.added_at, Id) >= type_coerce(pledges.c.deadline, Id) + _SECOND)
    .distinct()
)
_SETTLED_WRONGLY: Final = statement(
    select(pledges.c.code)
    .join_from(pledges, paper, _SAME)
    .where(
        or_(
            and_(paper.c.settled_at.is_not(None), pledges.c.acting_at.is_(None)),
            and_(
                pledges.c.state == PledgeState.CLOSED.value,
                pledges.c.acting_at.is_not(None),
                paper.c.state.in_(sorted(state.value for state in OWING)),
            ),
        )
    )
    .distinct()
)

PAPER_INVARIANTS: Final[dict[str, Statement]] = {
    "a pledge counts who has signed on paper": _MISCOUNTED,
    "signatures on paper have numbers of their own": _NUMBERED_TWICE,
    "nobody is added on paper after the deadline": _ADDED_LATE,
    "who signed on paper did it, or missed it, once the time had come, and before it closed": _SETTLED_WRONGLY,
}
"""Each query finds the exceptions, by their codes."""
