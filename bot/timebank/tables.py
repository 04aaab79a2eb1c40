"""The tables of the time bank. Private to this package; those of the book are the book's own."""

from sqlalchemy import CheckConstraint, Column, Index, Table, UniqueConstraint, text

from bot.core.schema import Id, Moment, String, metadata
from bot.timebank.ledger import tables as ledger

__all__ = ["claims", "ledger", "programmes", "timebanks"]

timebanks = Table(
    "timebanks",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("mode", String, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", Id, nullable=False),
    CheckConstraint("mode IN ('mutual', 'issued')", name="mode_known"),
    sqlite_strict=True,
)
"""What a community has settled about its time bank; without a row all is as it begins."""

claims = Table(
    "hours_claims",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("key", String, nullable=False),
    Column("person_id", Id, nullable=False),
    Column("happened_on", String, nullable=False),  # 2026-11-27
    Column("raw_minutes", Id, nullable=False),
    Column("minutes", Id, nullable=False),
    Column("words", String, nullable=False),
    Column("state", String, nullable=False),
    Column("version", Id, nullable=False),
    Column("logged_at", Moment, nullable=False),
    Column("approved", Id),
    Column("decided_by", Id),
    Column("decided_at", Moment),
    Column("reason", String),
    Column("pledge_code", String),
    Column("programme_id", Id),
    UniqueConstraint("community_id", "key"),
    CheckConstraint("state IN ('waiting', 'approved', 'declined', 'withdrawn')", name="state_known"),
    CheckConstraint("minutes > 0 AND raw_minutes BETWEEN 1 AND 1440", name="minutes_in_range"),
    CheckConstraint("length(happened_on) = 10", name="happened_on_a_day"),
    CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided_at_a_moment"),
    CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided_by_somebody"),
    CheckConstraint("(state = 'approved') = (approved IS NOT NULL)", name="approved_an_amount"),
    CheckConstraint("approved BETWEEN 1 AND 1440", name="approved_in_range"),
    CheckConstraint("state NOT IN ('approved', 'declined') OR decided_by <> person_id", name="decided_by_another"),
    sqlite_strict=True,
)
"""Hours that people say they gave to the community."""

programmes = Table(
    "programmes",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("folded", String, nullable=False),
    Column("budget", Id, nullable=False),  # minutes
    Column("founded_at", Moment, nullable=False),
    Column("founded_by", Id, nullable=False),
    UniqueConstraint("community_id", "folded"),
    CheckConstraint("budget > 0", name="budget_more_than_nothing"),
    sqlite_strict=True,
)
"""What a community issues hours for, each down to its budget."""

_WAITS = text("state = 'waiting'")
Index("ix_hours_claims_queue", claims.c.community_id, claims.c.id, sqlite_where=_WAITS, postgresql_where=_WAITS)
Index("ix_hours_claims_day", claims.c.community_id, claims.c.person_id, claims.c.happened_on)
