"""What becomes of hours when their community becomes part of another one.

Nothing in a book is changed, so nothing of it can move: each account is emptied against "brought along from elsewhere"
in the old book, and filled against it in the new one. Both books balance, and the old one keeps its history.
"""

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.timebank import giving
from bot.timebank.claims import digest
from bot.timebank.ledger import accounts, holding, transferring
from bot.timebank.ledger.model import NOBODY, Account, AccountId, Kind, Leg, Limits, Reason, Slip
from bot.timebank.store import claims, programmes, settings


def move(tx: Tx, one: CommunityId, other: CommunityId) -> None:
    """The hours of `other` are those of `one` from now on. What was on its way there arrives first."""
    settings.inherit(tx, one, other)
    programmes.move(tx, one, other)
    claims.move(tx, one, other)
    if claims.count(tx, one).number:
        digest.remind(tx, one)
    for account in accounts.all_of(tx, other):
        for hold in holding.open_of(tx, other, account.id):
            giving.arrive(tx, hold)
    for account in accounts.all_of(tx, other):
        if account.balance != 0 and account.kind is not Kind.OPENING:
            _carry(tx, account, one)


def _carry(tx: Tx, account: Account, one: CommunityId) -> None:
    """The balance of an account, for the account of the same holder in the other book, whatever its limits are."""
    accounts.set_limits(tx, account.community, account.id, Limits())
    _balance_out(tx, account.community, account.id, Minutes(-account.balance))
    target, _ = accounts.open_account(tx, one, account.kind, account.holder, account.limits)
    accounts.set_limits(tx, one, target.id, Limits())
    _balance_out(tx, one, target.id, account.balance, came_from=account.id)
    accounts.set_limits(tx, one, target.id, target.limits)


def _balance_out(
    tx: Tx, community: CommunityId, account: AccountId, gets: Minutes, came_from: AccountId | None = None
) -> None:
    elsewhere, _ = accounts.open_account(tx, community, Kind.OPENING, NOBODY, Limits())
    ends = (elsewhere.id, account) if gets > 0 else (account, elsewhere.id)
    key = f"moved out:{account}" if came_from is None else f"moved in:{came_from}"
    slip = Slip(community, key, Reason.MOVED, happened_on=tx.now.date(), actor=None)
    transferring.transfer(tx, slip, Leg(*ends, Minutes(abs(gets))))
