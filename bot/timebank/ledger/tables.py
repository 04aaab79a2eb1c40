"""The tables of the book. Private to this package.

The database itself refuses to change or delete what was written: triggers, on both databases.
"""

from sqlalchemy import (
    DDL,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Table,
    UniqueConstraint,
    event,
    text,
)

from bot.core.schema import Id, Moment, String, metadata
from bot.timebank.ledger.guards import POSTGRES_GUARDS, SQLITE_GUARDS

accounts = Table(
    "ledger_accounts",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("holder_id", Id, nullable=False),  # 0: the community has one of this kind
    Column("floor", Id),  # minutes, as all amounts; NULL: none
    Column("ceiling", Id),
    Column("span", Id),  # the span of time of the next two
    Column("most_out", Id),
    Column("most_in", Id),
    Column("balance", Id, nullable=False),
    Column("held_out", Id, nullable=False),
    Column("held_in", Id, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
    UniqueConstraint("community_id", "kind", "holder_id"),
    CheckConstraint(
        "kind IN ('member', 'household', 'fund', 'issuance', 'venue', 'emergency', 'expired', 'write_off', 'clearing',"
        " 'opening')",
        name="kind_known",
    ),
    CheckConstraint("held_out >= 0 AND held_in >= 0", name="nothing_held_backwards"),
    CheckConstraint("balance - held_out >= floor", name="floor_holds"),
    CheckConstraint("balance + held_in <= ceiling", name="ceiling_holds"),
    CheckConstraint("(span IS NOT NULL) = (most_out IS NOT NULL OR most_in IS NOT NULL)", name="span_for_limits"),
    CheckConstraint(
        "closed_at IS NULL OR (balance = 0 AND held_out = 0 AND held_in = 0)", name="closed_with_nothing_on_it"
    ),
    sqlite_strict=True,
)
Index("ix_ledger_accounts_id", accounts.c.id)

acts = Table(
    "ledger_acts",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("key", String, primary_key=True),
    Column("what", String, nullable=False),
    Column("fingerprint", String, nullable=False),  # of the content: the same key stands for nothing else
    Column("hold_id", Id),  # which was voided
    Column("recorded_at", Moment, nullable=False),
    CheckConstraint("what IN ('transfer', 'hold', 'post', 'void', 'reversal')", name="what_known"),
    CheckConstraint("(what = 'void') = (hold_id IS NOT NULL)", name="voids_a_hold"),
    sqlite_strict=True,
)
"""Everything that was done to the book, by the key under which it may come again."""

holds = Table(
    "ledger_holds",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("key", String, nullable=False),
    Column("payer_id", Id, nullable=False),
    Column("payee_id", Id, nullable=False),
    Column("minutes", Id, nullable=False),
    Column("reason", String, nullable=False),
    Column("happened_on", String, nullable=False),  # 2026-11-27
    Column("placed_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("actor_id", Id),
    Column("behalf_id", Id),
    Column("reference", String),
    Column("state", String, nullable=False),
    Column("posted", Id),
    Column("resolved_at", Moment),
    ForeignKeyConstraint(["community_id", "key"], ["ledger_acts.community_id", "ledger_acts.key"]),
    ForeignKeyConstraint(["community_id", "payer_id"], ["ledger_accounts.community_id", "ledger_accounts.id"]),
    ForeignKeyConstraint(["community_id", "payee_id"], ["ledger_accounts.community_id", "ledger_accounts.id"]),
    UniqueConstraint("community_id", "key"),
    CheckConstraint("minutes > 0", name="something_is_held"),
    CheckConstraint("payer_id <> payee_id", name="nobody_pays_themselves"),
    CheckConstraint("length(happened_on) = 10", name="happened_on_a_day"),
    CheckConstraint("state IN ('open', 'posted', 'voided', 'expired')", name="state_known"),
    CheckConstraint("(state = 'open') = (resolved_at IS NULL)", name="resolved_at_a_moment"),
    CheckConstraint("(state = 'posted') = (posted IS NOT NULL)", name="posted_an_amount"),
    CheckConstraint("posted BETWEEN 1 AND minutes", name="posted_in_range"),
    sqlite_strict=True,
)
_OPEN = text("state = 'open'")
_LASTING = text("state = 'open' AND expires_at IS NOT NULL")
Index("ix_ledger_holds_payer", holds.c.community_id, holds.c.payer_id, sqlite_where=_OPEN, postgresql_where=_OPEN)
Index("ix_ledger_holds_payee", holds.c.community_id, holds.c.payee_id, sqlite_where=_OPEN, postgresql_where=_OPEN)
Index("ix_ledger_holds_due", holds.c.expires_at, sqlite_where=_LASTING, postgresql_where=_LASTING)

transfers = Table(
    "ledger_transfers",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("key", String, nullable=False),
    Column("number", Id, nullable=False),  # 0, 1, … of those that one act has moved
    Column("kind", String, nullable=False),
    Column("payer_id", Id, nullable=False),
    Column("payee_id", Id, nullable=False),
    Column("minutes", Id, nullable=False),
    Column("reason", String, nullable=False),
    Column("happened_on", String, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("actor_id", Id),
    Column("behalf_id", Id),
    Column("reference", String),
    Column("hold_id", Id),
    Column("reverses_id", Id),
    ForeignKeyConstraint(["community_id", "key"], ["ledger_acts.community_id", "ledger_acts.key"]),
    ForeignKeyConstraint(["community_id", "payer_id"], ["ledger_accounts.community_id", "ledger_accounts.id"]),
    ForeignKeyConstraint(["community_id", "payee_id"], ["ledger_accounts.community_id", "ledger_accounts.id"]),
    ForeignKeyConstraint(["community_id", "hold_id"], ["ledger_holds.community_id", "ledger_holds.id"]),
    ForeignKeyConstraint(["community_id", "reverses_id"], ["ledger_transfers.community_id", "ledger_transfers.id"]),
    UniqueConstraint("community_id", "key", "number"),
    UniqueConstraint("community_id", "hold_id"),  # a hold is posted once
    CheckConstraint("minutes > 0", name="something_moves"),
    CheckConstraint("payer_id <> payee_id", name="nobody_pays_themselves"),
    CheckConstraint("length(happened_on) = 10", name="happened_on_a_day"),
    CheckConstraint("kind IN ('plain', 'post', 'reversal')", name="kind_known"),
    CheckConstraint("(kind = 'post') = (hold_id IS NOT NULL)", name="posts_a_hold"),
    CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reverses_a_transfer"),
    sqlite_strict=True,
)
Index(
    "ix_ledger_transfers_payer",
    transfers.c.community_id,
    transfers.c.payer_id,
    transfers.c.recorded_at,
    transfers.c.id,
)
Index(
    "ix_ledger_transfers_payee",
    transfers.c.community_id,
    transfers.c.payee_id,
    transfers.c.recorded_at,
    transfers.c.id,
)
_REVERSALS = text("reverses_id IS NOT NULL")
Index(
    "ix_ledger_transfers_reverses",
    transfers.c.community_id,
    transfers.c.reverses_id,
    sqlite_where=_REVERSALS,
    postgresql_where=_REVERSALS,
)

texts = Table(
    "ledger_texts",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("entry_id", Id, primary_key=True, autoincrement=False),  # of the transfer, or of the hold before it
    Column("text", String, nullable=False),
    sqlite_strict=True,
)
"""What people wrote about an entry: the one thing in the book that can be erased."""

for _dialect, _guards in (("sqlite", SQLITE_GUARDS), ("postgresql", POSTGRES_GUARDS)):
    for _guard in _guards:
        event.listen(transfers, "after_create", DDL(_guard).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
