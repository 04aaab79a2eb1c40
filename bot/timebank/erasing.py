"""Forgetting a person's part of the time bank: their words go, their hours are settled, their account is closed.

The book itself stays as it is: amounts, days, accounts by number. What somebody had is the community's now (the fund);
what they owed is written off. What was on its way to them or from them goes back to where it came from.
"""

from collections.abc import Mapping
from typing import Any, Final

from bot.communities import service as communities
from bot.communities.keeping import Keeper, Traces, traces
from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.reminders import service as reminders
from bot.timebank.giving import GIFT
from bot.timebank.ledger import accounts, erasing, holding, transferring
from bot.timebank.ledger.model import NOBODY, Account, Hold, Kind, Leg, Limits, Reason, Slip
from bot.timebank.rules import FUND_LIMITS


def balances(tx: Tx, person: PersonId) -> list[tuple[str, Minutes]]:
    """What they have in each community, or owe there (below 0), by its title; nothing where they have neither."""
    found = [account for account in erasing.accounts_of(tx, person) if account.balance]
    return [(_title(tx, account.community), account.balance) for account in found]


def erase(tx: Tx, person: PersonId) -> Traces:
    """Close their accounts, and erase what they wrote about hours."""
    held: list[Hold] = []
    for account in erasing.accounts_of(tx, person):
        if account.closed_at is None:
            held += _close(tx, account)
    written = erasing.erase_words(tx, person)
    about = {(each.community, f"{GIFT}:{each.entry}") for each in written}
    about |= {(hold.community, f"{GIFT}:{hold.id}") for hold in held}
    return traces((each.text for each in written), about | _gifts(tx, person))


def tell(tx: Tx, person: PersonId) -> Mapping[str, Any]:
    """Accounts, and all that came and went."""
    return {
        "accounts": [
            {
                "community": _title(tx, account.community),
                "account": account.id,
                "balance": account.balance,
                "held_for_others": account.held_out,
                "held_for_you": account.held_in,
                "closed_at": account.closed_at,
                "entries": erasing.entries_of(tx, account),
            }
            for account in erasing.accounts_of(tx, person)
        ]
    }


def _close(tx: Tx, account: Account) -> list[Hold]:
    """Under its lock, so that nothing comes to it meanwhile; what was on its way."""
    community = account.community
    accounts.set_limits(tx, community, account.id, Limits())
    held = holding.release_all(tx, community, account.id, "forget")
    for hold in held:
        reminders.forget(tx, community, f"{GIFT}:{hold.id}")
    now = accounts.account(tx, community, account.id)
    assert now is not None, "no account is deleted"
    if now.balance:
        _settle(tx, now)
    accounts.close(tx, community, account.id)
    return held


def _settle(tx: Tx, account: Account) -> None:
    """A balance of nothing, whatever it was."""
    community, left = account.community, account.balance
    owed = left < 0
    kind, limits = (Kind.WRITE_OFF, Limits()) if owed else (Kind.FUND, FUND_LIMITS)
    other, _ = accounts.open_account(tx, community, kind, NOBODY, limits)
    ends = (other.id, account.id) if owed else (account.id, other.id)
    reason = Reason.WRITE_OFF if owed else Reason.GIFT
    slip = Slip(community, f"forget:{account.id}", reason, tx.now.date(), actor=None)
    transferring.transfer(tx, slip, Leg(*ends, Minutes(abs(left))))


def _gifts(tx: Tx, person: PersonId) -> set[tuple[CommunityId, str]]:
    """What was given by hand and has arrived: whoever got it may not have been told yet by whom."""
    return {
        (account.community, f"{GIFT}:{entry['hold_id']}")
        for account in erasing.accounts_of(tx, person)
        for entry in erasing.entries_of(tx, account)
        if entry["hold_id"] is not None
    }


def _title(tx: Tx, community: CommunityId) -> str:
    where = communities.community(tx, community)
    return where.title if where else ""


KEEPER: Final = Keeper("hours", erase, tell)
