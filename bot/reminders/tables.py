"""Everything that happens later."""

from sqlalchemy import CheckConstraint, Column, Index, Table, UniqueConstraint, text

from bot.core.schema import Id, Moment, String, metadata

reminders = Table(
    "reminders",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("key", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("person_id", Id),
    Column("due_at", Moment, nullable=False),
    Column("next_try_at", Moment),
    Column("attempts", Id, nullable=False),
    Column("rang_at", Moment),
    UniqueConstraint("community_id", "key"),
    CheckConstraint("(next_try_at IS NULL) = (rang_at IS NOT NULL)", name="waits_or_rang"),
    CheckConstraint("next_try_at >= due_at", name="never_early"),
    sqlite_strict=True,
)
"""`next_try_at` is `due_at`, or later after a fault; NULL once it rang."""

_WAITS, _RANG = text("next_try_at IS NOT NULL"), text("rang_at IS NOT NULL")
Index("ix_reminders_due", reminders.c.next_try_at, reminders.c.id, sqlite_where=_WAITS, postgresql_where=_WAITS)
Index("ix_reminders_subject", reminders.c.community_id, reminders.c.subject)
Index("ix_reminders_rang", reminders.c.rang_at, sqlite_where=_RANG, postgresql_where=_RANG)
