"""Statements that erase what one person wrote about entries, and those that tell what came and went."""

from typing import Any, Final, NamedTuple

from sqlalchemy import delete, or_, select, union_all

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx, given, statement
from bot.timebank.ledger.model import Account, Kind
from bot.timebank.ledger.store import accounts as account_store
from bot.timebank.ledger.store import entries
from bot.timebank.ledger.tables import accounts, holds, texts, transfers

_ACCOUNTS: Final = statement(
    select(accounts.c.community_id)
    .where(accounts.c.kind == Kind.MEMBER.value, accounts.c.holder_id == given(accounts.c.holder_id, "person"))
    .order_by(accounts.c.id)
)
_WRITTEN: Final = statement(
    union_all(
        *(
            select(texts.c.community_id, texts.c.entry_id, texts.c.text)
            .join_from(table, texts, (texts.c.community_id == table.c.community_id) & (texts.c.entry_id == table.c.id))
            .where(table.c.actor_id == given(table.c.actor_id, "person"))
            for table in (holds, transfers)
        )
    )
)
_ERASE: Final = statement(
    delete(texts).where(
        texts.c.community_id == given(texts.c.community_id, "community"),
        texts.c.entry_id == given(texts.c.entry_id, "entry"),
    )
)
_WORDS: Final = (
    select(texts.c.text)
    .where(texts.c.community_id == transfers.c.community_id)
    .where(or_(texts.c.entry_id == transfers.c.id, texts.c.entry_id == transfers.c.hold_id))
    .limit(1)
    .scalar_subquery()
    .label("words")
)
_ENTRIES: Final = statement(
    select(
        transfers.c.id,
        transfers.c.recorded_at,
        transfers.c.happened_on,
        transfers.c.kind,
        transfers.c.reason,
        transfers.c.minutes,
        transfers.c.payer_id,
        transfers.c.payee_id,
        transfers.c.hold_id,
        _WORDS,
    )
    .where(
        transfers.c.community_id == given(transfers.c.community_id, "community"),
        or_(
            transfers.c.payer_id == given(transfers.c.payer_id, "account"),
            transfers.c.payee_id == given(transfers.c.payee_id, "account"),
        ),
    )
    .order_by(transfers.c.recorded_at, transfers.c.id)
)


class Written(NamedTuple):
    """A text about an entry."""

    community: CommunityId
    entry: int
    text: str


def accounts_of(tx: Tx, person: PersonId) -> list[Account]:
    """Of a person in all communities, by ascending id."""
    homes = [CommunityId(row.community_id) for row in tx.rows(_ACCOUNTS, person=person)]
    found = (account_store.by_holder(tx, home, Kind.MEMBER, person) for home in homes)
    return [account for account in found if account is not None]


def erase_words(tx: Tx, person: PersonId) -> list[Written]:
    """Delete what this person wrote. It looks through all entries: nobody else ever asks who wrote them."""
    written = [Written(*row) for row in tx.rows(_WRITTEN, person=person)]
    for each in written:
        tx.run(_ERASE, community=each.community, entry=each.entry)
    return written


def erase_under(tx: Tx, community: CommunityId, key: str) -> None:
    """Delete what stands about the entries with this key."""
    for entry in entries.by_key(tx, community, key):
        tx.run(_ERASE, community=community, entry=entry.id)


def entries_of(tx: Tx, account: Account) -> list[dict[str, Any]]:
    """All transfers of an account."""
    return [row._asdict() for row in tx.rows(_ENTRIES, community=account.community, account=account.id)]
