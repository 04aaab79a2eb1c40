"""What must hold of every series. Each query finds the exceptions, by the codes of their pledges."""

from typing import Final

from sqlalchemy import and_, func, or_, select

from bot.core.db import Statement, statement
from bot.pledges.series.tables import pledge_rounds, pledge_series
from bot.pledges.tables import pledges

_PRESENT: Final = statement(
    select(pledges.c.code)
    .join_from(
        pledge_series,
        pledges,
        and_(pledges.c.community_id == pledge_series.c.community_id, pledges.c.id == pledge_series.c.pledge_id),
    )
    .join(
        pledge_rounds,
        and_(
            pledge_rounds.c.community_id == pledge_series.c.community_id,
            pledge_rounds.c.pledge_id == pledge_series.c.pledge_id,
            pledge_rounds.c.series_id == pledge_series.c.id,
            pledge_rounds.c.number == pledge_series.c.round,
        ),
        isouter=True,
    )
    .where(pledge_rounds.c.pledge_id.is_(None))
)
_NUMBERED: Final = statement(
    select(pledge_rounds.c.series_id)
    .join_from(
        pledge_rounds,
        pledge_series,
        and_(
            pledge_series.c.community_id == pledge_rounds.c.community_id,
            pledge_series.c.id == pledge_rounds.c.series_id,
        ),
        isouter=True,
    )
    .group_by(pledge_rounds.c.community_id, pledge_rounds.c.series_id, pledge_series.c.round)
    .having(
        or_(
            pledge_series.c.round.is_(None),
            func.count(pledge_rounds.c.number) != pledge_series.c.round,
            func.max(pledge_rounds.c.number) != pledge_series.c.round,
        )
    )
)

SERIES_INVARIANTS: Final[dict[str, Statement]] = {
    "the present round of a series is its last one": _PRESENT,
    "the rounds of a series are numbered without a gap": _NUMBERED,
}
