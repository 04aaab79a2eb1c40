"""Statements about holds."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam, select, text, update

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.core.statement import Row, given, insert_new, statement
from bot.timebank.ledger.model import AccountId, Hold, HoldId, HoldState, Leg, Reason, Slip
from bot.timebank.ledger.tables import holds

_HOLD: Final = tuple(column for column in holds.c if column.name != "key")
_HERE: Final = holds.c.community_id == given(holds.c.community_id, "community")
_OPEN: Final = text("ledger_holds.state = 'open'")
"""In these words the indexes of open holds are made."""
_ADD = insert_new(holds, keys=[holds.c.community_id, holds.c.id])
_BY_ID = statement(select(*_HOLD).where(_HERE, holds.c.id == given(holds.c.id)))
_BY_KEY = statement(select(*_HOLD).where(_HERE, holds.c.key == given(holds.c.key)))
_RESOLVE = statement(
    update(holds)
    .where(_HERE, holds.c.id == given(holds.c.id, "hold"), _OPEN)
    .values(state=given(holds.c.state, "now"), posted=given(holds.c.posted), resolved_at=given(holds.c.resolved_at))
)
_DUE = statement(
    select(*_HOLD)
    .where(_OPEN, holds.c.expires_at <= given(holds.c.expires_at, "now"))
    .order_by(holds.c.expires_at)
    .limit(bindparam("limit", type_=holds.c.id.type, required=True))
)
_ACCOUNT: Final = given(holds.c.payer_id, "account")
_OUT = statement(select(*_HOLD).where(_HERE, _OPEN, holds.c.payer_id == _ACCOUNT))
_INTO = statement(select(*_HOLD).where(_HERE, _OPEN, holds.c.payee_id == _ACCOUNT))


def add(tx: Tx, slip: Slip, leg: Leg, expires_at: datetime | None) -> Hold:
    """Write it down, open."""
    hold = Hold(
        community=slip.community,
        id=HoldId(tx.new_id()),
        leg=leg,
        reason=slip.reason,
        happened_on=slip.happened_on,
        placed_at=tx.now,
        expires_at=expires_at,
        actor=slip.actor,
        on_behalf_of=slip.on_behalf_of,
        reference=slip.reference,
        state=HoldState.OPEN,
        posted=None,
        resolved_at=None,
    )
    tx.run(_ADD, **_row(hold), key=slip.key)
    return hold


def by_id(tx: Tx, community: CommunityId, hold: HoldId) -> Hold | None:
    row = tx.row(_BY_ID, community=community, id=hold)
    return _hold(row) if row else None


def by_key(tx: Tx, community: CommunityId, key: str) -> Hold | None:
    row = tx.row(_BY_KEY, community=community, key=key)
    return _hold(row) if row else None


def resolve(tx: Tx, hold: Hold, state: HoldState, posted: Minutes | None = None) -> None:
    """It is over. Whoever calls has both accounts locked, and has seen that it is open."""
    changed = tx.run(
        _RESOLVE, community=hold.community, hold=hold.id, now=state.value, posted=posted, resolved_at=tx.now
    )
    assert changed == 1, "a hold is resolved once"


def due(tx: Tx, limit: int) -> list[Hold]:
    """Those that have expired and are still written down as open, in all communities."""
    return [_hold(row) for row in tx.rows(_DUE, now=tx.now, limit=limit)]


def open_of(tx: Tx, community: CommunityId, account: AccountId) -> list[Hold]:
    """Of one account, on either side; also those that have just expired."""
    rows = [row for side in (_OUT, _INTO) for row in tx.rows(side, community=community, account=account)]
    return sorted(map(_hold, rows), key=lambda hold: hold.id)


def _row(hold: Hold) -> dict[str, Any]:
    return {
        "community_id": hold.community,
        "id": hold.id,
        "payer_id": hold.leg.payer,
        "payee_id": hold.leg.payee,
        "minutes": hold.leg.minutes,
        "reason": hold.reason.value,
        "happened_on": hold.happened_on.isoformat(),
        "placed_at": hold.placed_at,
        "expires_at": hold.expires_at,
        "actor_id": hold.actor,
        "behalf_id": hold.on_behalf_of,
        "reference": hold.reference,
        "state": hold.state.value,
        "posted": hold.posted,
        "resolved_at": hold.resolved_at,
    }


def _hold(row: Row) -> Hold:
    return Hold(
        community=row.community_id,
        id=row.id,
        leg=Leg(row.payer_id, row.payee_id, row.minutes),
        reason=Reason(row.reason),
        happened_on=date.fromisoformat(row.happened_on),
        placed_at=row.placed_at,
        expires_at=row.expires_at,
        actor=row.actor_id,
        on_behalf_of=row.behalf_id,
        reference=row.reference,
        state=HoldState(row.state),
        posted=row.posted,
        resolved_at=row.resolved_at,
    )
