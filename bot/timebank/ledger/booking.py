"""What all acts on the book have in common: a key that is used once, accounts under lock, limits, entries."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.timebank.ledger import rules
from bot.timebank.ledger.model import Account, AccountId, HoldId, Leg, Slip, Transfer, TransferId, TransferKind
from bot.timebank.ledger.refusals import EntryRefused, ForeignAccount, KeyStandsForOther, UnknownAccount
from bot.timebank.ledger.store import accounts, acts, entries
from bot.timebank.ledger.store.acts import Done


class What(StrEnum):
    """What a key can stand for."""

    TRANSFER = "transfer"
    HOLD = "hold"
    POST = "post"
    VOID = "void"
    REVERSAL = "reversal"


def take_key(tx: Tx, slip: Slip, what: What, content: Sequence[Any], hold: HoldId | None = None) -> bool:
    """The act's key is its own from now on. False: the same act was done before. Refuses KeyStandsForOther.

    It comes before everything that depends on the state of the book, so that a replay finds its first outcome whatever
    has become of the accounts since. A refusal that follows rolls it back: what was refused may be tried again.
    """
    done = Done(what.value, rules.fingerprint(what, *content), hold)
    if acts.add(tx, slip.community, slip.key, done):
        return True
    before = acts.by_key(tx, slip.community, slip.key)
    assert before is not None, "it stood in the way"
    if (before.what, before.fingerprint) != (done.what, done.fingerprint):
        raise KeyStandsForOther
    return False


class Books:
    """The accounts that one act touches, locked, and as they are at each step of it."""

    def __init__(self, tx: Tx, community: CommunityId, ids: Iterable[AccountId]) -> None:
        """Lock them by ascending id, as everybody does. Those that there are not are left out: `expect` tells."""
        self._tx = tx
        self._community = community
        found = (accounts.by_id(tx, community, each, lock=True) for each in sorted(set(ids)))
        self._now = {account.id: account for account in found if account is not None}

    def expect(self, leg: Leg) -> None:
        """Refuses UnknownAccount (either side), then ForeignAccount."""
        missing = [each for each in (leg.payer, leg.payee) if each not in self._now]
        if not all(accounts.exists_anywhere(self._tx, each) for each in missing):
            raise UnknownAccount
        if missing:
            raise ForeignAccount

    def __getitem__(self, account: AccountId) -> Account:
        return self._now[account]

    def check(self, leg: Leg) -> None:
        """Whether the leg may be written. Refuses AccountClosed, BelowFloor, AboveCeiling, OverPeriodLimit."""
        payer, payee = self[leg.payer], self[leg.payee]
        rules.check_accounts(payer, payee, leg.minutes)
        rules.check_period(payer, payer.limits.most_out, self._moved(payer, out=True), leg.minutes)
        rules.check_period(payee, payee.limits.most_in, self._moved(payee, out=False), leg.minutes)

    def _moved(self, account: Account, *, out: bool) -> Minutes:
        """Within the account's span of time, and what is held besides; 0 where nobody asks."""
        if account.limits.span is None or (account.limits.most_out if out else account.limits.most_in) is None:
            return Minutes(0)
        since = self._tx.now - timedelta(minutes=account.limits.span)
        moved = entries.moved(self._tx, self._community, account.id, since, out=out)
        return Minutes(moved + (account.held_out if out else account.held_in))

    def shift(self, leg: Leg, *, moves: int = 0, held: int = 0) -> None:
        """Add to what is stored of both sides: `moves` to the balances, `held` to what is reserved."""
        for account, sign in ((leg.payer, -1), (leg.payee, 1)):
            now = self[account]
            out, into = (held, 0) if sign < 0 else (0, held)
            accounts.move(self._tx, self._community, account, balance=sign * moves, held_out=out, held_in=into)
            self._now[account] = replace(
                now,
                balance=Minutes(now.balance + sign * moves),
                held_out=Minutes(now.held_out + out),
                held_in=Minutes(now.held_in + into),
            )


def write(  # noqa: PLR0913  each says another thing
    tx: Tx,
    slip: Slip,
    leg: Leg,
    kind: TransferKind,
    *,
    number: int = 0,
    hold: HoldId | None = None,
    reverses: TransferId | None = None,
) -> Transfer:
    """The transfer, and what people wrote about it."""
    transfer = entries.add(tx, slip, leg, kind=kind, number=number, hold=hold, reverses=reverses)
    if slip.text is not None:
        entries.add_text(tx, slip.community, transfer.id, slip.text)
    return transfer


@contextmanager
def naming(number: int, *, among: int) -> Iterator[None]:
    """A refusal names the leg, where there are several."""
    try:
        yield
    except EntryRefused as refusal:
        if among > 1:
            refusal.leg = number
        raise
