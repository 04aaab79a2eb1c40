"""Statements about vouchers."""

from datetime import date
from typing import Any, Final

from sqlalchemy import and_, bindparam, func, insert, select, update

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx
from bot.core.schema import Id
from bot.core.statement import Row, given, insert_new, statement
from bot.timebank.rewards.model import Offer, OfferId, Venue, Voucher, VoucherId, VoucherState
from bot.timebank.rewards.rules import TAKES_STOCK
from bot.timebank.rewards.tables import voucher_codes, vouchers

_HERE: Final = vouchers.c.community_id == given(vouchers.c.community_id, "community")
_THIS: Final = and_(_HERE, vouchers.c.id == given(vouchers.c.id, "voucher"))
_OFFER: Final = vouchers.c.offer_id == given(vouchers.c.offer_id, "offer")
_PERSON: Final = vouchers.c.person_id == given(vouchers.c.person_id, "person")
_IS_OPEN: Final = vouchers.c.state == VoucherState.OPEN.value
_TAKE_CODE: Final = insert_new(voucher_codes, keys=(voucher_codes.c.code,))
_ADD: Final = statement(insert(vouchers).values({each.name: given(each) for each in vouchers.c}))
_BY_ID: Final = statement(select(*vouchers.c).where(_THIS))
_LOCKED: Final = statement(select(*vouchers.c).where(_THIS).with_for_update())
_BY_CODE: Final = statement(
    select(*vouchers.c)
    .join_from(
        voucher_codes,
        vouchers,
        and_(
            vouchers.c.community_id == voucher_codes.c.community_id,
            vouchers.c.id == voucher_codes.c.voucher_id,
        ),
    )
    .where(voucher_codes.c.code == given(voucher_codes.c.code))
)
_BY_NUMBER: Final = statement(
    select(*vouchers.c).where(_HERE, _OFFER, _PERSON, vouchers.c.number == given(vouchers.c.number))
)
_LAST: Final = statement(
    select(func.coalesce(func.max(vouchers.c.number), 0).label("last")).where(_HERE, _OFFER, _PERSON)
)
_TAKEN: Final = statement(
    select(func.count().label("taken"))
    .select_from(vouchers)
    .where(
        *(_HERE, _OFFER, vouchers.c.week == given(vouchers.c.week)),
        vouchers.c.state.in_(sorted(state.value for state in TAKES_STOCK)),
    )
)
_OUT_OF_PERSON: Final = statement(
    select(*vouchers.c)
    .where(_HERE, _PERSON, _IS_OPEN)
    .order_by(vouchers.c.expires_at, vouchers.c.id)
    .limit(bindparam("limit", type_=Id, required=True))
)
_OUT_OF_OFFER: Final = statement(select(*vouchers.c).where(_HERE, _OFFER, _IS_OPEN).order_by(vouchers.c.id))
_OUT_OF_VENUE: Final = statement(
    select(*vouchers.c)
    .where(_HERE, vouchers.c.venue_id == given(vouchers.c.venue_id, "venue"), _IS_OPEN)
    .order_by(vouchers.c.id)
)
_OUT: Final = statement(select(*vouchers.c).where(_HERE, _IS_OPEN).order_by(vouchers.c.id))
_SETTLE: Final = statement(
    update(vouchers)
    .where(_THIS, _IS_OPEN)
    .values(
        state=given(vouchers.c.state, "now"),
        settled_at=given(vouchers.c.settled_at, "at"),
        settled_by=given(vouchers.c.settled_by, "by"),
    )
)


def take_code(tx: Tx, code: str, community: CommunityId, voucher: VoucherId) -> bool:
    """False: it was given out before."""
    return tx.run(_TAKE_CODE, code=code, community_id=community, voucher_id=voucher) == 1


def add(tx: Tx, voucher: Voucher) -> None:
    tx.run(_ADD, **_row(voucher))


def by_id(tx: Tx, community: CommunityId, voucher: VoucherId, *, lock: bool = False) -> Voucher | None:
    """With `lock` nobody else settles it before this transaction is over."""
    row = tx.row(_LOCKED if lock else _BY_ID, community=community, voucher=voucher)
    return None if row is None else _voucher(row)


def by_code(tx: Tx, code: str) -> Voucher | None:
    """In whichever community."""
    row = tx.row(_BY_CODE, code=code)
    return None if row is None else _voucher(row)


def by_number(tx: Tx, offer: Offer, person: PersonId, number: int) -> Voucher | None:
    asked = {"community": offer.community, "offer": offer.id, "person": person, "number": number}
    row = tx.row(_BY_NUMBER, **asked)
    return None if row is None else _voucher(row)


def last_number(tx: Tx, community: CommunityId, offer: OfferId, person: PersonId) -> int:
    """How many of this offer this person has ever taken."""
    return int(tx.value(_LAST, community=community, offer=offer, person=person) or 0)


def taken(tx: Tx, offer: Offer, week: date) -> int:
    """How many of the stock of this week are gone. Whoever takes one has the offer locked."""
    return int(tx.value(_TAKEN, community=offer.community, offer=offer.id, week=week.isoformat()) or 0)


def out_of_person(tx: Tx, community: CommunityId, person: PersonId, limit: int) -> list[Voucher]:
    """What somebody has and has not used, the one that is over first first."""
    rows = tx.rows(_OUT_OF_PERSON, community=community, person=person, limit=limit)
    return [_voucher(row) for row in rows]


def out_of_offer(tx: Tx, offer: Offer) -> list[Voucher]:
    """What is out of this offer."""
    return [_voucher(row) for row in tx.rows(_OUT_OF_OFFER, community=offer.community, offer=offer.id)]


def out_of_venue(tx: Tx, venue: Venue) -> list[Voucher]:
    """What is out of all that it offers, or has offered."""
    return [_voucher(row) for row in tx.rows(_OUT_OF_VENUE, community=venue.community, venue=venue.id)]


def out(tx: Tx, community: CommunityId) -> list[Voucher]:
    """What is out in a whole community."""
    return [_voucher(row) for row in tx.rows(_OUT, community=community)]


def settle(tx: Tx, voucher: Voucher, state: VoucherState, by: PersonId | None) -> None:
    """It is over. Whoever calls has it locked, and has seen that it is open."""
    asked = {"community": voucher.community, "voucher": voucher.id, "now": state.value, "at": tx.now, "by": by}
    changed = tx.run(_SETTLE, **asked)
    assert changed == 1, "a voucher is settled once"


def _row(voucher: Voucher) -> dict[str, Any]:
    return {
        "community_id": voucher.community,
        "id": voucher.id,
        "code": voucher.code,
        "offer_id": voucher.offer,
        "venue_id": voucher.venue,
        "person_id": voucher.person,
        "number": voucher.number,
        "minutes": voucher.minutes,
        "hold_id": voucher.hold,
        "week": voucher.week.isoformat(),
        "issued_at": voucher.issued_at,
        "expires_at": voucher.expires_at,
        "state": voucher.state.value,
        "settled_at": voucher.settled_at,
        "settled_by": voucher.settled_by,
    }


def _voucher(row: Row) -> Voucher:
    return Voucher(
        community=row.community_id,
        id=row.id,
        code=row.code,
        offer=row.offer_id,
        venue=row.venue_id,
        person=row.person_id,
        number=row.number,
        minutes=row.minutes,
        hold=row.hold_id,
        week=date.fromisoformat(row.week),
        issued_at=row.issued_at,
        expires_at=row.expires_at,
        state=VoucherState(row.state),
        settled_at=row.settled_at,
        settled_by=row.settled_by,
    )
