"""What must hold of signatures on paper at every moment, as in `pledges.invariants`."""

from typing import Any, Final

from sqlalchemy import ScalarSelect, and_, exists, func, or_, select, type_coerce

from bot.core.db import Statement, statement
from bot.core.schema import Id
from bot.pledges.model import OWING, PledgeState, SignatureState
from bot.pledges.paper.rules import OF
from bot.pledges.paper.tables import paper_signatures as paper
from bot.pledges.tables import pledges, signatures
from bot.pledges.wording import Unit

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
_TOO_MANY: Final = statement(
    select(pledges.c.code).where(
        pledges.c.paper > 0,
        or_(pledges.c.paper * OF > pledges.c.threshold, pledges.c.unit != Unit.PEOPLE.value),
    )
)
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
_NAMED_AFTERWARDS: Final = statement(
    select(pledges.c.code)
    .join_from(pledges, paper, _SAME)
    .where(paper.c.withdrawn_by.is_not(None), paper.c.name.is_not(None))
    .distinct()
)

PAPER_INVARIANTS: Final[dict[str, Statement]] = {
    "a pledge counts who has signed on paper": _MISCOUNTED,
    "of those who are needed a third at most have signed on paper": _TOO_MANY,
    "signatures on paper have numbers of their own": _NUMBERED_TWICE,
    "nobody is added on paper after the deadline": _ADDED_LATE,
    "who signed on paper did it, or missed it, once the time had come, and before it closed": _SETTLED_WRONGLY,
    "of what was taken back no name is kept": _NAMED_AFTERWARDS,
}
"""Each query finds the exceptions, by their codes."""
