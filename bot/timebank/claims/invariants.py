"""What must hold of the hours that were logged: a sentence, and the query for its exceptions."""

from typing import Final

from sqlalchemy import String, and_, cast, func, literal, select

from bot.core.db import Statement, statement
from bot.timebank.claims.model import ClaimState
from bot.timebank.ledger.tables import accounts, transfers
from bot.timebank.tables import claims

_APPROVED: Final = claims.c.state == ClaimState.APPROVED.value
_KEY: Final = literal("claim:") + cast(claims.c.id, String)
_ITS_TRANSFER: Final = and_(transfers.c.community_id == claims.c.community_id, transfers.c.key == _KEY)
_RIGHT: Final = (
    select(func.count())
    .select_from(transfers)
    .join(accounts, and_(accounts.c.community_id == transfers.c.community_id, accounts.c.id == transfers.c.payee_id))
    .where(
        _ITS_TRANSFER,
        transfers.c.minutes == claims.c.approved,
        transfers.c.happened_on == claims.c.happened_on,
        accounts.c.kind == "member",
        accounts.c.holder_id == claims.c.person_id,
    )
    .correlate(claims)
    .scalar_subquery()
)
_ANY: Final = select(transfers.c.id).where(_ITS_TRANSFER).correlate(claims).exists()
_WHICH: Final = (claims.c.community_id, claims.c.id)

INVARIANTS: Final[dict[str, Statement]] = {
    "approved hours are in the book exactly once": statement(select(*_WHICH).where(_APPROVED, _RIGHT != 1)),
    "hours that are not approved are not in the book": statement(select(*_WHICH).where(~_APPROVED, _ANY)),
    "nobody decided on their own hours": statement(
        select(*_WHICH).where(
            claims.c.state.in_((ClaimState.APPROVED.value, ClaimState.DECLINED.value)),
            claims.c.decided_by == claims.c.person_id,
        )
    ),
}
