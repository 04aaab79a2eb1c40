"""What can be erased of the book is what people wrote about entries; amounts stay, under the number of an account."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx
from bot.timebank.ledger.model import Account
from bot.timebank.ledger.store import erasing as store
from bot.timebank.ledger.store.erasing import Written


def accounts_of(tx: Tx, person: PersonId) -> list[Account]:
    """Their own accounts, in all communities, in the order in which accounts are locked."""
    return store.accounts_of(tx, person)


def erase_words(tx: Tx, person: PersonId) -> list[Written]:
    """Erase all texts that this person wrote about an entry; what was erased."""
    return store.erase_words(tx, person)


def erase_words_under(tx: Tx, community: CommunityId, key: str) -> None:
    """Erase what was written about the entries of one act."""
    store.erase_under(tx, community, key)


def entries_of(tx: Tx, account: Account) -> Sequence[Mapping[str, Any]]:
    """All that came and went, and what is held, the oldest first; with the words, whoever wrote them."""
    return store.entries_of(tx, account)
