"""What must hold of the book at every moment. Each query finds the exceptions, by their numbers.

That no update is lost (6) shows in (3): a lost one is a balance that its entries do not explain. That erasing a person
changes nothing else (9) is held by the triggers of `tables`, and by texts being in a table of their own.
"""

from typing import Any, Final

from sqlalchemy import ColumnElement, Subquery, and_, case, func, or_, select

from bot.core.db import Statement, statement
from bot.timebank.ledger.model import HoldState, Kind, TransferKind
from bot.timebank.ledger.tables import accounts, acts, holds, texts, transfers

_ZERO: Final = 0


def _sum(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.coalesce(func.sum(column), 0)


def _by_side(side: str, *where: ColumnElement[bool], table: Any = transfers) -> Subquery:
    """For each account the minutes on one side ("payer_id", "payee_id")."""
    account = table.c[side]
    found = select(table.c.community_id, account.label("account_id"), func.sum(table.c.minutes).label("minutes"))
    return found.where(*where).group_by(table.c.community_id, account).subquery()


def _of(side: Subquery) -> ColumnElement[bool]:
    return and_(side.c.community_id == accounts.c.community_id, side.c.account_id == accounts.c.id)


def _n(side: Subquery) -> ColumnElement[Any]:
    return func.coalesce(side.c.minutes, 0)


_UNBALANCED: Final = statement(
    select(accounts.c.community_id).group_by(accounts.c.community_id).having(_sum(accounts.c.balance) != _ZERO)
)
_HELD_ONE_SIDED: Final = statement(
    select(accounts.c.community_id)
    .group_by(accounts.c.community_id)
    .having(_sum(accounts.c.held_out) != _sum(accounts.c.held_in))
)
_PAID, _GOT = _by_side("payer_id"), _by_side("payee_id")
_IS_OPEN: Final = holds.c.state == HoldState.OPEN.value
_OUT = _by_side("payer_id", _IS_OPEN, table=holds)
_INTO = _by_side("payee_id", _IS_OPEN, table=holds)
_UNEXPLAINED: Final = statement(
    select(accounts.c.community_id, accounts.c.id)
    .join_from(accounts, _PAID, _of(_PAID), isouter=True)
    .join(_GOT, _of(_GOT), isouter=True)
    .join(_OUT, _of(_OUT), isouter=True)
    .join(_INTO, _of(_INTO), isouter=True)
    .where(
        or_(
            accounts.c.balance != _n(_GOT) - _n(_PAID),
            accounts.c.held_out != _n(_OUT),
            accounts.c.held_in != _n(_INTO),
        )
    )
)
_LEADS_TO_TRANSFER: Final = acts.c.what.in_(("transfer", "post", "reversal"))
_WITHOUT_OUTCOME: Final = statement(
    select(acts.c.community_id, acts.c.recorded_at)
    .join_from(
        acts,
        transfers,
        and_(transfers.c.community_id == acts.c.community_id, transfers.c.key == acts.c.key),
        isouter=True,
    )
    .join(
        holds,
        and_(holds.c.community_id == acts.c.community_id, or_(holds.c.key == acts.c.key, holds.c.id == acts.c.hold_id)),
        isouter=True,
    )
    .where(
        or_(
            transfers.c.id.is_not(None) != _LEADS_TO_TRANSFER,
            holds.c.id.is_not(None) == _LEADS_TO_TRANSFER,
            and_(acts.c.what == "void", holds.c.state != HoldState.VOIDED.value),
        )
    )
)
_BEYOND_LIMITS: Final = statement(
    select(accounts.c.community_id, accounts.c.id).where(
        or_(
            accounts.c.balance - accounts.c.held_out < accounts.c.floor,
            accounts.c.balance + accounts.c.held_in > accounts.c.ceiling,
            and_(
                accounts.c.closed_at.is_not(None),
                or_(accounts.c.balance != 0, accounts.c.held_out != 0, accounts.c.held_in != 0),
            ),
        )
    )
)
_POSTED: Final = and_(transfers.c.community_id == holds.c.community_id, transfers.c.hold_id == holds.c.id)
_RESOLVED_ODDLY: Final = statement(
    select(holds.c.community_id, holds.c.id)
    .join_from(holds, transfers, _POSTED, isouter=True)
    .group_by(holds.c.community_id, holds.c.id, holds.c.state, holds.c.posted, holds.c.payer_id, holds.c.payee_id)
    .having(
        or_(
            func.count(transfers.c.id) != case((holds.c.state == HoldState.POSTED.value, 1), else_=0),
            func.sum(transfers.c.minutes) != holds.c.posted,
            func.max(transfers.c.payer_id) != holds.c.payer_id,
            func.max(transfers.c.payee_id) != holds.c.payee_id,
        )
    )
)
_ORIGINAL: Final = transfers.alias("original")
_REVERSES: Final = and_(_ORIGINAL.c.community_id == transfers.c.community_id, _ORIGINAL.c.id == transfers.c.reverses_id)
_REVERSED_TOO_MUCH: Final = statement(
    select(_ORIGINAL.c.community_id, _ORIGINAL.c.id)
    .join_from(_ORIGINAL, transfers, _REVERSES)
    .group_by(_ORIGINAL.c.community_id, _ORIGINAL.c.id, _ORIGINAL.c.minutes)
    .having(func.sum(transfers.c.minutes) > _ORIGINAL.c.minutes)
)
_REVERSED_ODDLY: Final = statement(
    select(transfers.c.community_id, transfers.c.id)
    .join_from(transfers, _ORIGINAL, _REVERSES)
    .where(
        or_(
            transfers.c.payer_id != _ORIGINAL.c.payee_id,
            transfers.c.payee_id != _ORIGINAL.c.payer_id,
            transfers.c.reason != _ORIGINAL.c.reason,
            _ORIGINAL.c.kind == TransferKind.REVERSAL.value,
        )
    )
)
_GAINER: Final = and_(accounts.c.community_id == transfers.c.community_id, accounts.c.id == transfers.c.payee_id)
_REVERSED_BY_GAINER: Final = statement(
    select(transfers.c.community_id, transfers.c.id)
    .join_from(transfers, accounts, _GAINER)
    .where(
        transfers.c.kind == TransferKind.REVERSAL.value,
        accounts.c.kind == Kind.MEMBER.value,
        accounts.c.holder_id == transfers.c.actor_id,
    )
)
_ISSUES: Final = and_(accounts.c.community_id == transfers.c.community_id, accounts.c.id == transfers.c.payer_id)
_ISSUED: Final = (
    select(transfers.c.community_id, _sum(transfers.c.minutes).label("minutes"))
    .join_from(transfers, accounts, and_(_ISSUES, accounts.c.kind == Kind.ISSUANCE.value))
    .group_by(transfers.c.community_id)
    .subquery()
)
_RETURNED: Final = (
    select(transfers.c.community_id, _sum(transfers.c.minutes).label("minutes"))
    .join_from(transfers, accounts, and_(_GAINER, accounts.c.kind == Kind.ISSUANCE.value))
    .group_by(transfers.c.community_id)
    .subquery()
)
_ELSEWHERE: Final = (
    select(accounts.c.community_id, _sum(accounts.c.balance).label("minutes"))
    .where(accounts.c.kind != Kind.ISSUANCE.value)
    .group_by(accounts.c.community_id)
    .subquery()
)
_ISSUED_ODDLY: Final = statement(
    select(_ELSEWHERE.c.community_id)
    .join_from(_ELSEWHERE, _ISSUED, _ISSUED.c.community_id == _ELSEWHERE.c.community_id, isouter=True)
    .join(_RETURNED, _RETURNED.c.community_id == _ELSEWHERE.c.community_id, isouter=True)
    .where(_n(_ISSUED) - _n(_RETURNED) != _ELSEWHERE.c.minutes)
)
_ABOUT_TRANSFER: Final = and_(transfers.c.community_id == texts.c.community_id, transfers.c.id == texts.c.entry_id)
_ABOUT_HOLD: Final = and_(holds.c.community_id == texts.c.community_id, holds.c.id == texts.c.entry_id)
_ABOUT_NOTHING: Final = statement(
    select(texts.c.community_id, texts.c.entry_id)
    .join_from(texts, transfers, _ABOUT_TRANSFER, isouter=True)
    .join(holds, _ABOUT_HOLD, isouter=True)
    .where(transfers.c.id.is_(None), holds.c.id.is_(None))
)

INVARIANTS: Final[dict[str, Statement]] = {
    "the balances of a community sum to nothing": _UNBALANCED,
    "what is held to be paid is held to be received": _HELD_ONE_SIDED,
    "what is stored of an account is the sum of its entries": _UNEXPLAINED,
    "every act on the book has one outcome": _WITHOUT_OUTCOME,
    "no account is beyond its limits, and nothing stands on a closed one": _BEYOND_LIMITS,
    "a hold is resolved once, and posted with what was moved": _RESOLVED_ODDLY,
    "never more of a transfer is taken back than it was": _REVERSED_TOO_MUCH,
    "what is taken back goes where it came from": _REVERSED_ODDLY,
    "what was written about an entry is about one that there is": _ABOUT_NOTHING,
    "what was issued is spent, has expired or is outstanding": _ISSUED_ODDLY,
    "nobody reverses where they gain": _REVERSED_BY_GAINER,
}
