"""Minutes move at once: from one account to another, several together, or back."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.timebank.ledger import rules
from bot.timebank.ledger.booking import Books, What, naming, take_key, write
from bot.timebank.ledger.model import AccountId, Leg, Receipt, Slip, Transfer, TransferId, TransferKind
from bot.timebank.ledger.refusals import MoreThanLeft, ReverserGains, UnknownTransfer
from bot.timebank.ledger.store import entries


def transfer(tx: Tx, slip: Slip, leg: Leg) -> Receipt:
    """Move minutes. Refuses in the order of `refusals`."""
    return transfer_all(tx, slip, (leg,))


def transfer_all(tx: Tx, slip: Slip, legs: Sequence[Leg]) -> Receipt:
    """Move all of them, one after the other, or none. Refuses as `transfer`; a refusal names its leg."""
    rules.check_group(legs)
    rules.check_form(slip, (leg.minutes for leg in legs))
    if not take_key(tx, slip, What.TRANSFER, rules.content_of(slip, legs)):
        return Receipt(entries.by_key(tx, slip.community, slip.key), again=True)
    several = len(legs)
    for number, leg in enumerate(legs):
        with naming(number, among=several):
            rules.check_leg(leg)
    books = Books(tx, slip.community, (account for leg in legs for account in (leg.payer, leg.payee)))
    for number, leg in enumerate(legs):
        with naming(number, among=several):
            books.expect(leg)
    done = []
    for number, leg in enumerate(legs):
        with naming(number, among=several):
            books.check(leg)
        books.shift(leg, moves=leg.minutes)
        done.append(
            write(tx, slip if number == 0 else replace(slip, text=None), leg, TransferKind.PLAIN, number=number)
        )
    return Receipt(tuple(done))


def reverse(tx: Tx, slip: Slip, original: TransferId, minutes: Minutes | None = None) -> Receipt:
    """Take a transfer back, in whole (what is left of it) or in part: a transfer the other way that names it.

    The slip's reason is not asked: it is the original's. Refuses ReverserGains when the actor is who paid, and else in
    the order of `refusals`, with UnknownTransfer and MoreThanLeft where that speaks of holds.
    """
    rules.check_form(slip, () if minutes is None else (minutes,))
    before = entries.by_id(tx, slip.community, original)
    if not take_key(tx, slip, What.REVERSAL, [*rules.content_of(slip, ()), original, minutes]):
        return Receipt(entries.by_key(tx, slip.community, slip.key), again=True)
    if minutes is not None:
        rules.check_amount(minutes)
    if before is None or before.kind is TransferKind.REVERSAL:
        raise UnknownTransfer
    books = Books(tx, slip.community, (before.leg.payer, before.leg.payee))
    if rules.gains(slip.actor, books[before.leg.payer]):
        raise ReverserGains
    leg = Leg(before.leg.payee, before.leg.payer, _left(tx, before, minutes))
    rules.check_accounts(books[leg.payer], books[leg.payee], leg.minutes)
    books.shift(leg, moves=leg.minutes)
    slip = replace(slip, reason=before.reason)
    return Receipt((write(tx, slip, leg, TransferKind.REVERSAL, reverses=before.id),))


def _left(tx: Tx, original: Transfer, wanted: Minutes | None) -> Minutes:
    """How much to take back. Refuses MoreThanLeft; its accounts are locked, so nobody else takes it back now."""
    left = Minutes(original.leg.minutes - entries.reversed_of(tx, original))
    if left == 0 or (wanted is not None and wanted > left):
        raise MoreThanLeft(left)
    return left if wanted is None else wanted


def shared_out(payer: AccountId, payees: Sequence[AccountId], total: Minutes, fund: AccountId) -> tuple[Leg, ...]:
    """`total` from one to many, the same for each; what cannot be divided goes to the fund: 100 among three is 33, 33,
    33 and 1."""
    share, rest = divmod(total, len(payees))
    legs = [Leg(payer, payee, Minutes(share)) for payee in payees if share]
    return (*legs, Leg(payer, fund, Minutes(rest))) if rest else tuple(legs)


def gathered(payers: Sequence[AccountId], payee: AccountId, total: Minutes, fund: AccountId) -> tuple[Leg, ...]:
    """`total` from many to one, the same from each; what cannot be divided comes from the fund."""
    share, rest = divmod(total, len(payers))
    legs = [Leg(payer, payee, Minutes(share)) for payer in payers if share]
    return (*legs, Leg(fund, payee, Minutes(rest))) if rest else tuple(legs)
