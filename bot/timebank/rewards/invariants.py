"""What must hold of rewards at every moment. Each query finds the exceptions, by their numbers."""

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from bot.core.db import Statement, statement
from bot.timebank.ledger.model import HoldState, Kind, Reason, TransferKind
from bot.timebank.rewards.model import VoucherState
from bot.timebank.rewards.rules import TAKES_STOCK
from bot.timebank.rewards.tables import offers, venue_staff, voucher_codes, vouchers
from bot.timebank.tables import ledger

_accounts, _holds, _transfers = ledger.accounts, ledger.holds, ledger.transfers
_PAYER, _PAYEE = _accounts.alias("payer"), _accounts.alias("payee")


def _in(table: Any, number: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(table.c.community_id == vouchers.c.community_id, table.c.id == number)


_WITH_HOLD: Final = (
    select(vouchers.c.community_id, vouchers.c.id)
    .join_from(vouchers, _holds, _in(_holds, vouchers.c.hold_id), isouter=True)
    .join(_PAYER, _in(_PAYER, _holds.c.payer_id), isouter=True)
    .join(_PAYEE, _in(_PAYEE, _holds.c.payee_id), isouter=True)
)
_HELD_ODDLY: Final = statement(
    _WITH_HOLD.where(
        or_(
            _holds.c.id.is_(None),
            _holds.c.minutes != vouchers.c.minutes,
            _holds.c.expires_at.is_distinct_from(vouchers.c.expires_at),
            _PAYER.c.kind != Kind.MEMBER.value,
            _PAYER.c.holder_id != vouchers.c.person_id,
            _PAYEE.c.kind != Kind.VENUE.value,
            _PAYEE.c.holder_id != vouchers.c.venue_id,
        )
    )
)
_FITS: Final = or_(
    and_(
        vouchers.c.state == VoucherState.OPEN.value,
        _holds.c.state.in_((HoldState.OPEN.value, HoldState.EXPIRED.value)),
    ),
    and_(
        vouchers.c.state == VoucherState.USED.value,
        _holds.c.state == HoldState.POSTED.value,
        _holds.c.posted == vouchers.c.minutes,
    ),
    and_(vouchers.c.state == VoucherState.EXPIRED.value, _holds.c.state == HoldState.EXPIRED.value),
    and_(
        vouchers.c.state.in_((VoucherState.RETURNED.value, VoucherState.CALLED_OFF.value)),
        _holds.c.state == HoldState.VOIDED.value,
    ),
)
_SETTLED_ODDLY: Final = statement(_WITH_HOLD.where(_holds.c.id.is_not(None), ~_FITS))
_BEYOND_STOCK: Final = statement(
    select(vouchers.c.community_id, vouchers.c.offer_id, vouchers.c.week)
    .join_from(vouchers, offers, _in(offers, vouchers.c.offer_id))
    .group_by(vouchers.c.community_id, vouchers.c.offer_id, vouchers.c.week, offers.c.per_week)
    .having(
        func.count(case((vouchers.c.state.in_(sorted(state.value for state in TAKES_STOCK)), 1))) > offers.c.per_week
    )
)
_UNLIKE_OFFER: Final = statement(
    select(vouchers.c.community_id, vouchers.c.id)
    .join_from(vouchers, offers, _in(offers, vouchers.c.offer_id))
    .where(or_(vouchers.c.minutes != offers.c.minutes, vouchers.c.venue_id != offers.c.venue_id))
)
_WITHOUT_CODE: Final = statement(
    select(vouchers.c.community_id, vouchers.c.id)
    .join_from(
        vouchers,
        voucher_codes,
        and_(
            voucher_codes.c.code == vouchers.c.code,
            voucher_codes.c.community_id == vouchers.c.community_id,
            voucher_codes.c.voucher_id == vouchers.c.id,
        ),
        isouter=True,
    )
    .where(voucher_codes.c.code.is_(None))
)
_TAKEN_FOR_NOTHING: Final = statement(
    select(_transfers.c.community_id, _transfers.c.id)
    .join_from(
        _transfers,
        _PAYEE,
        and_(
            _PAYEE.c.community_id == _transfers.c.community_id,
            _PAYEE.c.id == _transfers.c.payee_id,
            _PAYEE.c.kind == Kind.VENUE.value,
        ),
    )
    .join(
        vouchers,
        and_(
            vouchers.c.community_id == _transfers.c.community_id,
            vouchers.c.hold_id == _transfers.c.hold_id,
            vouchers.c.state == VoucherState.USED.value,
        ),
        isouter=True,
    )
    .where(
        _transfers.c.reason == Reason.REWARD.value,
        _transfers.c.kind == TransferKind.POST.value,
        vouchers.c.id.is_(None),
    )
)
_ACCEPTED_BY_ANYBODY: Final = statement(
    select(vouchers.c.community_id, vouchers.c.id)
    .join_from(
        vouchers,
        venue_staff,
        and_(
            venue_staff.c.community_id == vouchers.c.community_id,
            venue_staff.c.venue_id == vouchers.c.venue_id,
            venue_staff.c.person_id == vouchers.c.settled_by,
        ),
        isouter=True,
    )
    .where(vouchers.c.state == VoucherState.USED.value, venue_staff.c.person_id.is_(None))
)

INVARIANTS: Final[dict[str, Statement]] = {
    "the hours of a voucher are held, from its holder for its venue, until it is over": _HELD_ODDLY,
    "a voucher and its hours come to the same end": _SETTLED_ODDLY,
    "of no week's stock more is taken than there is": _BEYOND_STOCK,
    "a voucher is what was offered": _UNLIKE_OFFER,
    "every voucher is found by its code": _WITHOUT_CODE,
    "a venue takes credits for vouchers that it accepted": _TAKEN_FOR_NOTHING,
    "who accepts a voucher works at its venue": _ACCEPTED_BY_ANYBODY,
}
