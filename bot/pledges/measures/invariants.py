"""What must hold of hours and money at every moment, as in `pledges.invariants`."""

from typing import Final

from sqlalchemy import and_, case, func, or_, select

from bot.core.db import Statement, statement
from bot.pledges.tables import pledges, signatures
from bot.pledges.wording import HALF_AN_HOUR, Unit

_SAME: Final = and_(signatures.c.community_id == pledges.c.community_id, signatures.c.pledge_id == pledges.c.id)
COUNTS_HEADS: Final = pledges.c.unit == Unit.PEOPLE.value
REACHED: Final = case((COUNTS_HEADS, pledges.c.count), else_=pledges.c.given)
GIVEN: Final = func.coalesce(signatures.c.amount, 0)


_GIVES_ODDLY: Final = statement(
    select(pledges.c.code)
    .join_from(pledges, signatures, _SAME)
    .where(
        or_(
            and_(COUNTS_HEADS, signatures.c.amount.is_not(None)),
            and_(~COUNTS_HEADS, func.coalesce(signatures.c.amount, 0) < 1),
            and_(pledges.c.unit == Unit.MONEY.value, signatures.c.amount != pledges.c.amount),
            and_(pledges.c.unit == Unit.HOURS.value, signatures.c.amount % HALF_AN_HOUR != 0),
        )
    )
    .distinct()
)

MEASURE_INVARIANTS: Final[dict[str, Statement]] = {
    "who signs gives hours by halves, what each pays, or nothing but a head": _GIVES_ODDLY
}
