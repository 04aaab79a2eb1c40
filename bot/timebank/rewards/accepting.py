"""At the till: is this voucher good, and using it. At most once, also when two tills press at once."""

from bot.communities.model import Actor
from bot.core.db import Tx
from bot.core.refusal import Refusal
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToPeople
from bot.timebank import members
from bot.timebank.ledger import accounts, holding
from bot.timebank.ledger.model import Kind, Reason, Slip
from bot.timebank.rewards import finding, rules
from bot.timebank.rewards.model import Voucher, VoucherState, VoucherView
from bot.timebank.rewards.notices import VoucherCalledOff, VoucherExpired, VoucherUsed
from bot.timebank.rewards.redeeming import settled
from bot.timebank.rewards.refusals import NotYourVenue, UnknownVoucher
from bot.timebank.rewards.store import venues, vouchers


def look(tx: Tx, actor: Actor, code: str) -> tuple[VoucherView, bool]:
    """The voucher as it is, and whether it is the actor's own: else they work where it is used.

    Refuses UnknownVoucher, NotYourVenue. Raises MembershipStale.
    """
    voucher = _by_code(tx, code)
    if voucher.person == actor.person:
        return finding.view_of(tx, voucher), True
    _check_staff(tx, actor, voucher)
    return finding.view_of(tx, voucher), False


def accept(tx: Tx, actor: Actor, code: str) -> VoucherView:
    """Use it, if it is good; one that is not is answered as it is, and so is one that was used just now.

    Refuses UnknownVoucher, NotYourVenue, OwnVoucher. Raises MembershipStale.
    """
    found = _by_code(tx, code)
    _check_staff(tx, actor, found)
    rules.check_accepting(found, actor.person)
    voucher = vouchers.by_id(tx, found.community, found.id, lock=True)
    assert voucher is not None, "nothing is deleted"
    view = finding.view_of(tx, voucher)
    if view.state is not VoucherState.OPEN:
        return view
    day = finding.today(tx, voucher.community)
    holding.post(tx, Slip(voucher.community, f"accept:{voucher.id}", Reason.REWARD, day, actor.person), voucher.hold)
    voucher = settled(tx, voucher, VoucherState.USED, actor)
    tell(tx, view, VoucherUsed)
    return finding.view_of(tx, voucher, accepted=True)


def tell(tx: Tx, view: VoucherView, kind: type[VoucherUsed] | type[VoucherExpired] | type[VoucherCalledOff]) -> None:
    """Its holder hears what has become of it, and what they can spend now."""
    voucher = view.voucher
    account = accounts.find(tx, voucher.community, Kind.MEMBER, voucher.person)
    assert account is not None, "hours were held on it"
    notice = kind(
        title=view.offer.terms.title,
        venue=view.venue.name,
        minutes=voucher.minutes,
        community=voucher.community,
        can_spend=members.as_now(tx, account).can_spend,
    )
    owed = Owed(notice, ToPeople((voucher.person,)), key=f"{notice.kind}:{voucher.id}", subject=voucher.subject)
    outbox.tell(tx, voucher.community, owed)


def _by_code(tx: Tx, code: str) -> Voucher:
    read = rules.read_voucher(code)
    voucher = None if read is None else vouchers.by_code(tx, read)
    if voucher is None:
        raise UnknownVoucher
    return voucher


def _check_staff(tx: Tx, actor: Actor, voucher: Voucher) -> None:
    """Whether they accept vouchers for its venue. Refuses UnknownVoucher, NotYourVenue."""
    venue = finding.venue_of(tx, voucher)
    if not venues.workplaces(tx, voucher.community, actor.person):
        raise UnknownVoucher
    try:
        finding.living_in(tx, actor, voucher.community)
    except Refusal:
        raise UnknownVoucher from None
    if not venues.works_at(tx, venue, actor.person):
        raise NotYourVenue(venue.name)
