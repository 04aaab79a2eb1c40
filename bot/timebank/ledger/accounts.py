"""Opening accounts, setting how far they may go, closing them."""

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.timebank.ledger import rules
from bot.timebank.ledger.model import NOBODY, Account, AccountId, Kind, Limits
from bot.timebank.ledger.refusals import AccountInUse, UnknownAccount
from bot.timebank.ledger.store import accounts as store


def find(tx: Tx, community: CommunityId, kind: Kind, holder: int = NOBODY) -> Account | None:
    """Whose account it is, as it is; None: they have none."""
    return store.by_holder(tx, community, kind, holder)


def account(tx: Tx, community: CommunityId, account: AccountId) -> Account | None:
    """By its number."""
    return store.by_id(tx, community, account)


def all_of(tx: Tx, community: CommunityId) -> list[Account]:
    """Every account of a community."""
    return store.all_of(tx, community)


def open_account(tx: Tx, community: CommunityId, kind: Kind, holder: int, limits: Limits) -> tuple[Account, bool]:
    """The account, and whether it is new. One that was there keeps its limits.

    Open several by ascending holder: two who open the same ones must not wait for each other.
    """
    new = store.add(tx, community, kind, holder, limits)
    found = store.by_holder(tx, community, kind, holder)
    assert found is not None, "it was opened, or stood in the way"
    return found, new


def set_limits(tx: Tx, community: CommunityId, account: AccountId, limits: Limits) -> Account:
    """From now on these. An account that is beyond them keeps what it has, and goes no further: it gets the tightest
    limits that it can have now. Refuses UnknownAccount."""
    found = _locked(tx, community, account)
    wanted = rules.reachable(limits, found)
    if wanted != found.limits:
        store.limit(tx, found, wanted)
    return _locked(tx, community, account)


def close(tx: Tx, community: CommunityId, account: AccountId) -> None:
    """Nothing moves to it or from it any more. Twice is once. Refuses UnknownAccount, AccountInUse."""
    found = _locked(tx, community, account)
    if found.closed_at is not None:
        return
    if found.balance or found.held_out or found.held_in:
        raise AccountInUse
    store.close(tx, found, tx.now)


def _locked(tx: Tx, community: CommunityId, account: AccountId) -> Account:
    found = store.by_id(tx, community, account, lock=True)
    if found is None:
        raise UnknownAccount
    return found
