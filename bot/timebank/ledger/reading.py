"""Looking into the book: what one account has come to, and its entries."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.timebank.ledger.model import Account, Hold, Kind, Reason, Transfer, TransferId
from bot.timebank.ledger.store import acts, entries, totals

_NEWEST: Final = (datetime(9000, 1, 1, tzinfo=UTC), 2**62)


@dataclass(frozen=True, slots=True)
class Totals:
    """Minutes that came and went for a reason, less what was taken back."""

    received: Minutes
    paid: Minutes


def totals_of(tx: Tx, account: Account, reason: Reason) -> Totals:
    """Over all time."""
    return Totals(
        totals.sum_of(tx, account, reason, received=True),
        totals.sum_of(tx, account, reason, received=False),
    )


def balances(tx: Tx, community: CommunityId) -> dict[Kind, Minutes]:
    """What stands on all accounts of each kind together; kinds of which there are none are left out."""
    return totals.balances(tx, community)


def partners(tx: Tx, account: Account, reason: Reason, most: int) -> int:
    """With how many others minutes have moved for this reason and were not taken back; counted up to `most`."""
    return totals.partners(tx, account, reason, most)


def page(tx: Tx, account: Account, before: TransferId | None, limit: int) -> list[Transfer]:
    """The entries of an account, the newest first, from before one of its own on. None for `before`: the newest."""
    begin = _NEWEST
    if before is not None:
        last = entries.by_id(tx, account.community, before)
        begin = _NEWEST if last is None else (last.recorded_at, last.id)
    return entries.page(tx, account.community, account.id, begin, limit)


def was_done(tx: Tx, community: CommunityId, key: str) -> bool:
    """Whether this key stands for an act already."""
    return acts.by_key(tx, community, key) is not None


def words_of(tx: Tx, entry: Transfer | Hold) -> str | None:
    """What people wrote about it, if that is still there."""
    if isinstance(entry, Transfer) and entry.hold is not None:
        own = entries.text_of(tx, entry.community, entry.id)
        return own if own is not None else entries.text_of(tx, entry.community, entry.hold)
    return entries.text_of(tx, entry.community, entry.id)
