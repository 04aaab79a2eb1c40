"""What becomes of hours when their community becomes part of another one.

Nothing in a book is changed, so nothing of it can move: each account is emptied against "brought along from elsewhere"
in the old book, and filled against it in the new one. Both books balance, and the old one keeps its history.
"""

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.timebank import giving, members
from bot.timebank.claims import digest
from bot.timebank.ledger import accounts, holding, reading, transferring
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
        if account.kind is not Kind.OPENING:
            _carry(tx, account, one)


def _carry(tx: Tx, account: Account, one: CommunityId) -> None:
    """The balance of an account, for the account of the same holder in the other book, whatever its limits are."""
    accounts.set_limits(tx, account.community, account.id, Limits())
    _balance_out(tx, account.community, account.id, Minutes(-account.balance))
    target, _ = accounts.open_account(tx, one, account.kind, account.holder, account.limits)
    accounts.set_limits(tx, one, target.id, Limits())
    begun = _begin(tx, account, target)
    _balance_out(tx, one, target.id, Minutes(account.balance - begun), came_from=account.id)
    accounts.set_limits(tx, one, target.id, target.limits)


def _begin(tx: Tx, account: Account, target: Account) -> Minutes:
    """What somebody began with there they have begun with here, unless they have begun here, too: nobody begins twice.
    How much of their balance that is."""
    starter = reading.totals_of(tx, account, Reason.STARTER).received if account.kind is Kind.MEMBER else Minutes(0)
    key = members.starter_key(account.holder)
    if not starter or reading.was_done(tx, target.community, key):
        return Minutes(0)
    elsewhere, _ = accounts.open_account(tx, target.community, Kind.OPENING, NOBODY, Limits())
    slip = Slip(target.community, key, Reason.STARTER, happened_on=tx.now.date(), actor=None)
    transferring.transfer(tx, slip, Leg(elsewhere.id, target.id, starter))
    return starter


def _balance_out(
    tx: Tx, community: CommunityId, account: AccountId, gets: Minutes, came_from: AccountId | None = None
) -> None:
    if gets == 0:
        return
    elsewhere, _ = accounts.open_account(tx, community, Kind.OPENING, NOBODY, Limits())
    ends = (elsewhere.id, account) if gets > 0 else (account, elsewhere.id)
    key = f"moved out:{account}" if came_from is None else f"moved in:{came_from}"
    slip = Slip(community, key, Reason.MOVED, happened_on=tx.now.date(), actor=None)
    transferring.transfer(tx, slip, Leg(*ends, Minutes(abs(gets))))
