"""Forgetting a person's part of claims, rewards and the market: before their account is closed (`erasing`).

Vouchers that were not used give their hours back, hours that wait are withdrawn, posts go down, and nobody works at a
venue any more; of what stays, no word is left. What a venue is called and offers is the venue's.
"""

from collections.abc import Mapping
from typing import Any, Final

from bot.communities.keeping import Keeper, Traces, traces
from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx
from bot.timebank.ledger import erasing as book
from bot.timebank.market import leaving as market
from bot.timebank.rewards import ending, finding
from bot.timebank.rewards.model import VoucherId, VoucherState
from bot.timebank.rewards.store import vouchers
from bot.timebank.store import erasing as store


def erase(tx: Tx, person: PersonId) -> Traces:
    """Nothing of theirs waits, and no word of theirs is left."""
    for community, voucher in store.open_vouchers(tx, person):
        _give_back(tx, community, VoucherId(voucher))
    for community in store.markets(tx, person):
        market.gone(tx, community, person)
    claims, posts = store.claims_written(tx, person), store.posts_written(tx, person)
    for claim in claims:
        book.erase_words_under(tx, claim.community, f"claim:{claim.id}")
    store.erase(tx, person)
    about = {(each.community, f"claim:{each.id}") for each in claims}
    about |= {(each.community, f"post:{each.id}") for each in posts}
    return traces((word for each in (*claims, *posts) for word in each.words), about)


def tell(tx: Tx, person: PersonId) -> Mapping[str, Any]:
    """Everything that is kept of them."""
    return store.told(tx, person)


def _give_back(tx: Tx, community: CommunityId, number: VoucherId) -> None:
    voucher = vouchers.by_id(tx, community, number, lock=True)
    if voucher is not None and voucher.state is VoucherState.OPEN:
        ending.end(tx, finding.view_of(tx, voucher), "forget")


KEEPER: Final = Keeper("claims_rewards_market", erase, tell)
