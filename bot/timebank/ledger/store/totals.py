"""Statements that add up what one account has done."""

from typing import Any, Final

from sqlalchemy import ColumnElement, bindparam, case, func, select

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.core.statement import Statement, given, statement
from bot.timebank.ledger.model import Account, Kind, Reason, TransferKind
from bot.timebank.ledger.tables import accounts, transfers

_HERE: Final = transfers.c.community_id == given(transfers.c.community_id, "community")
_ACCOUNT: Final = given(transfers.c.payer_id, "account")
_REASON: Final = transfers.c.reason == given(transfers.c.reason)
_IS_BACK: Final = transfers.c.kind == TransferKind.REVERSAL.value


def _side(side: ColumnElement[Any], *, back: bool) -> Statement:
    """What came to an account (or went from it), or was taken back of it."""
    kind = _IS_BACK if back else ~_IS_BACK
    return statement(
        select(func.coalesce(func.sum(case((kind, transfers.c.minutes), else_=0)), 0)).where(
            _HERE, side == _ACCOUNT, _REASON
        )
    )


_GOT = _side(transfers.c.payee_id, back=False)
_GOT_BACK = _side(transfers.c.payee_id, back=True)
_PAID = _side(transfers.c.payer_id, back=False)
_PAID_BACK = _side(transfers.c.payer_id, back=True)

_BACK: Final = transfers.alias("back")
_STANDS: Final = ~(
    select(_BACK.c.id)
    .where(_BACK.c.community_id == transfers.c.community_id, _BACK.c.reverses_id == transfers.c.id)
    .exists()
)


def _others(side: ColumnElement[Any], other: ColumnElement[Any]) -> Any:
    return select(other.label("other")).where(_HERE, side == _ACCOUNT, _REASON, ~_IS_BACK, _STANDS)


_PARTNERS = statement(
    _others(transfers.c.payer_id, transfers.c.payee_id)
    .union(_others(transfers.c.payee_id, transfers.c.payer_id))
    .limit(bindparam("most", type_=transfers.c.id.type, required=True))
)
_BALANCES = statement(
    select(accounts.c.kind, func.sum(accounts.c.balance).label("minutes"))
    .where(accounts.c.community_id == given(accounts.c.community_id, "community"))
    .group_by(accounts.c.kind)
)


def balances(tx: Tx, community: CommunityId) -> dict[Kind, Minutes]:
    """What stands on all accounts of each kind together."""
    return {Kind(row.kind): Minutes(int(row.minutes)) for row in tx.rows(_BALANCES, community=community)}


def sum_of(tx: Tx, account: Account, reason: Reason, *, received: bool) -> Minutes:
    """What came (or went) for this reason, less what of it was taken back."""
    there, back = (_GOT, _PAID_BACK) if received else (_PAID, _GOT_BACK)
    asked = {"community": account.community, "account": account.id, "reason": reason.value}
    return Minutes((tx.value(there, **asked) or 0) - (tx.value(back, **asked) or 0))


def partners(tx: Tx, account: Account, reason: Reason, most: int) -> int:
    """With how many other accounts, up to `most`; a transfer of which anything was taken back does not count."""
    asked = {"community": account.community, "account": account.id, "reason": reason.value}
    return len(tx.rows(_PARTNERS, **asked, most=most))
