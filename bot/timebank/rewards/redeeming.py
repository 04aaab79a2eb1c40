"""Taking a voucher of an offer, and giving it back unused. The hours are held meanwhile."""

from datetime import date, datetime
from typing import Final

from bot.communities import service as communities
from bot.communities.model import Actor, CommunityId
from bot.core.codes import new_code
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.reminders import service as reminders
from bot.timebank import members
from bot.timebank.ledger import accounts, holding
from bot.timebank.ledger.model import Hold, HoldId, Kind, Leg, Limits, Reason, Slip
from bot.timebank.rewards import finding, rules
from bot.timebank.rewards.model import Offer, OfferId, Voucher, VoucherId, VoucherState, VoucherView
from bot.timebank.rewards.refusals import UnknownReward, UnknownVoucher, VoucherOver
from bot.timebank.rewards.store import offers, vouchers

OVER: Final = "voucher_over"
"""The kind of the reminder that rings when the time of a voucher is over, or it was called off."""

VENUE_LIMITS: Final = Limits(floor=Minutes(0))
_TRIES: Final = 20


def redeem(tx: Tx, actor: Actor, community: CommunityId, offer_id: OfferId, number: int) -> VoucherView:
    """The `number`-th voucher that the actor takes of this offer; one that they have taken is answered as it is.

    Refuses as `require`; UnknownReward; RewardEnded, NoneLeft, TooManyVouchers; then in the order of the book.
    """
    actor = finding.living_in(tx, actor, community)
    offer = offers.by_id(tx, community, offer_id, lock=True)
    if offer is None:
        raise UnknownReward
    before = vouchers.by_number(tx, offer, actor.person, number)
    if before is not None:
        return finding.view_of(tx, before)
    day = finding.today(tx, community)
    week = rules.week_of(day)
    out = len(vouchers.out_of_person(tx, community, actor.person, rules.OUT_MOST))
    rules.check_redeemable(offer, vouchers.taken(tx, offer, week), out, week)
    return finding.view_of(tx, _issued(tx, actor, offer, day))


def take_back(tx: Tx, actor: Actor, code: str) -> VoucherView:
    """By its holder, before it is used; twice is once. Refuses UnknownVoucher, VoucherOver."""
    found = own_voucher(tx, actor, code)
    voucher = vouchers.by_id(tx, found.community, found.id, lock=True)
    assert voucher is not None, "nothing is deleted"
    view = finding.view_of(tx, voucher)
    if view.state is VoucherState.RETURNED:
        return view
    if view.state is not VoucherState.OPEN:
        raise VoucherOver
    release(tx, voucher, f"return:{voucher.id}", finding.today(tx, voucher.community))
    return finding.view_of(tx, settled(tx, voucher, VoucherState.RETURNED, actor))


def own_voucher(tx: Tx, actor: Actor, code: str) -> Voucher:
    """By its code, for whoever has taken it: also for who lives there no more. Refuses UnknownVoucher."""
    read = rules.read_voucher(code)
    voucher = None if read is None else vouchers.by_code(tx, read)
    if voucher is None or voucher.person != actor.person:
        raise UnknownVoucher
    return voucher


def release(tx: Tx, voucher: Voucher, key: str, day: date) -> None:
    """Its hours are the holder's again."""
    holding.void(tx, Slip(voucher.community, key, Reason.REWARD, day, actor=None), voucher.hold)


def settled(tx: Tx, voucher: Voucher, state: VoucherState, actor: Actor | None) -> Voucher:
    """It is over, and nothing waits for it any more."""
    vouchers.settle(tx, voucher, state, None if actor is None else actor.person)
    reminders.forget(tx, voucher.community, voucher.subject)
    after = vouchers.by_id(tx, voucher.community, voucher.id)
    assert after is not None, "nothing is deleted"
    return after


def ring_at(tx: Tx, voucher: Voucher, at: datetime) -> None:
    """Look at the voucher then: it may be over."""
    reminders.remind(tx, voucher.community, OVER, voucher.subject, at, key=f"{OVER}:{voucher.id}")


def _issued(tx: Tx, actor: Actor, offer: Offer, day: date) -> Voucher:
    zone = communities.group_reader(tx, offer.community).time_zone
    voucher_id = VoucherId(tx.new_id())
    expires_at = rules.expiry(day, offer.terms.days, zone)
    voucher = Voucher(
        community=offer.community,
        id=voucher_id,
        code=_code(tx, offer.community, voucher_id),
        offer=offer.id,
        venue=offer.venue,
        person=actor.person,
        number=vouchers.last_number(tx, offer.community, offer.id, actor.person) + 1,
        minutes=offer.terms.minutes,
        hold=_hold(tx, actor, offer, voucher_id, day, expires_at),
        week=rules.week_of(day),
        issued_at=tx.now,
        expires_at=expires_at,
    )
    vouchers.add(tx, voucher)
    ring_at(tx, voucher, expires_at)
    return voucher


def _hold(tx: Tx, actor: Actor, offer: Offer, voucher: VoucherId, day: date, expires_at: datetime) -> HoldId:
    (mine,) = members.ready(tx, actor, offer.community, actor.person)
    venue, _ = accounts.open_account(tx, offer.community, Kind.VENUE, offer.venue, VENUE_LIMITS)
    key, about = f"redeem:{voucher}", f"voucher:{voucher}"
    slip = Slip(offer.community, key, Reason.REWARD, day, actor.person, reference=about)
    held: Hold | None = holding.hold(tx, slip, Leg(mine.id, venue.id, offer.terms.minutes), expires_at).hold
    assert held is not None, "a hold gives a hold"
    return held.id


def _code(tx: Tx, community: CommunityId, voucher: VoucherId) -> str:
    """Unguessable: `tx.random` is the system's own source, except in tests."""
    codes = (new_code(tx.random, rules.CODE_LENGTH) for _ in range(_TRIES))
    return next(code for code in codes if vouchers.take_code(tx, code, community, voucher))
