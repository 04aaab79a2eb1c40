"""The end of vouchers that nobody has used: their time is over, or what they are for was called off."""

from bot.core.db import Tx
from bot.reminders.model import Reminder
from bot.timebank.ledger import holding
from bot.timebank.rewards import finding
from bot.timebank.rewards.accepting import tell
from bot.timebank.rewards.model import VoucherId, VoucherState, VoucherView
from bot.timebank.rewards.notices import VoucherCalledOff, VoucherExpired
from bot.timebank.rewards.redeeming import release, settled
from bot.timebank.rewards.store import vouchers


def look_again(tx: Tx, reminder: Reminder) -> None:
    """Whoever has it gets the hours back and is told, unless it was used or taken back before."""
    number = VoucherId(int(reminder.subject.partition(":")[2]))
    voucher = vouchers.by_id(tx, reminder.community, number, lock=True)
    if voucher is None or voucher.state is not VoucherState.OPEN:
        return
    view = finding.view_of(tx, voucher)
    if view.state is not VoucherState.OPEN:
        tell(tx, view, end(tx, view, "call off"))


def end(tx: Tx, view: VoucherView, why: str) -> type[VoucherExpired] | type[VoucherCalledOff]:
    """Its hours are the holder's again, because its time is over, or else it is called off; what to tell of that.
    `why` is part of the key in the book. Whoever calls has it locked, and has seen that nobody has used it."""
    voucher = view.voucher
    if view.state is VoucherState.EXPIRED:
        holding.expire(tx, voucher.community, voucher.hold)
        settled(tx, voucher, VoucherState.EXPIRED, None)
        return VoucherExpired
    release(tx, voucher, f"{why}:{voucher.id}", tx.now.date())
    settled(tx, voucher, VoucherState.CALLED_OFF, None)
    return VoucherCalledOff
