"""Notices, their deliveries, and live cards."""

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Table, UniqueConstraint, text

from bot.core.schema import Id, Moment, String, metadata

notices = Table(
    "notices",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("key", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("facts", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("urgency", Id, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    Column("set_name", String),
    Column("set_subject", Id),
    Column("cursor", Id, nullable=False),
    Column("expand_at", Moment),
    UniqueConstraint("community_id", "key"),
    CheckConstraint("urgency BETWEEN 0 AND 5", name="urgency"),
    CheckConstraint("expand_at IS NULL OR set_name IS NOT NULL", name="expands_a_set"),
    sqlite_strict=True,
)
"""`set_name` of `set_subject` is whom a notice to many is for; while `expand_at` is set, recipients after `cursor` are
still to be found. Facts are emptied when nobody is owed them any more; the key stays, so that nothing is told twice."""

Index("ix_notices_subject", notices.c.community_id, notices.c.subject)
IS_EXPANDING = text("notices.expand_at IS NOT NULL")
_EXPANDS = text("expand_at IS NOT NULL")
Index(
    "ix_notices_expand",
    notices.c.urgency,
    notices.c.expand_at,
    sqlite_where=_EXPANDS,
    postgresql_where=_EXPANDS,
)
_HAS_FACTS = text("facts <> ''")
Index("ix_notices_full", notices.c.expires_at, sqlite_where=_HAS_FACTS, postgresql_where=_HAS_FACTS)

deliveries = Table(
    "deliveries",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("notice_id", Id, primary_key=True, autoincrement=False),
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("urgency", Id, nullable=False),
    Column("state", String, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("attempts", Id, nullable=False),
    Column("repeats", Id, nullable=False),
    Column("owner", String),
    Column("lease_until", Moment),
    Column("reason", String),
    Column("message_id", Id),
    Column("settled_at", Moment),
    ForeignKeyConstraint(["community_id", "notice_id"], ["notices.community_id", "notices.id"]),
    CheckConstraint("state IN ('due', 'claimed', 'sending', 'sent', 'never', 'unknown')", name="state"),
    CheckConstraint("(state IN ('claimed', 'sending')) = (lease_until IS NOT NULL)", name="lease"),
    CheckConstraint("(state IN ('sent', 'never', 'unknown')) = (settled_at IS NOT NULL)", name="settled"),
    CheckConstraint("state <> 'never' OR reason IS NOT NULL", name="never_has_a_reason"),
    sqlite_strict=True,
)
"""`person_id` 0 is the group chat. The urgency is the notice's, repeated here so that one small index finds what is due
whatever the size of the table."""

IS_DUE = text("deliveries.state = 'due'")
IS_LEASED = text("deliveries.lease_until IS NOT NULL")
IS_SETTLED = text("deliveries.settled_at IS NOT NULL")
IS_UNREACHED = text("deliveries.reason = 'unreachable'")
_DUE, _LEASED, _SETTLED = text("state = 'due'"), text("lease_until IS NOT NULL"), text("settled_at IS NOT NULL")
Index(
    "ix_deliveries_due",
    deliveries.c.urgency,
    deliveries.c.due_at,
    deliveries.c.notice_id,
    sqlite_where=_DUE,
    postgresql_where=_DUE,
)
Index(
    "ix_deliveries_waiting",
    deliveries.c.person_id,
    deliveries.c.urgency,
    deliveries.c.due_at,
    sqlite_where=_DUE,
    postgresql_where=_DUE,
)
_UNREACHED = text("reason = 'unreachable'")
Index("ix_deliveries_unreached", deliveries.c.person_id, sqlite_where=_UNREACHED, postgresql_where=_UNREACHED)
Index("ix_deliveries_leased", deliveries.c.lease_until, sqlite_where=_LEASED, postgresql_where=_LEASED)
Index("ix_deliveries_settled", deliveries.c.settled_at, sqlite_where=_SETTLED, postgresql_where=_SETTLED)

cards = Table(
    "cards",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("subject", String, primary_key=True),
    Column("wanted", Id, nullable=False),
    Column("due_at", Moment),
    Column("lease", Id, nullable=False),
    Column("chat_id", Id),
    Column("message_id", Id),
    Column("screen_hash", String),
    Column("drawn_at", Moment),
    Column("reposts", Id, nullable=False),
    Column("failures", Id, nullable=False),
    CheckConstraint("(chat_id IS NULL) = (message_id IS NULL)", name="message"),
    sqlite_strict=True,
)
"""A live message in the group. `wanted` counts the wishes to see it fresh; while `due_at` is set the last wish is still
to be fulfilled. `lease` changes with each claim, so that only the last claimer's result counts."""

_DIRTY = text("due_at IS NOT NULL")
shared_cards = Table(
    "shared_cards",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("subject", String, primary_key=True),
    Column("inline_id", String, primary_key=True),
    Column("number", Id, nullable=False),
    Column("language", String, nullable=False),
    Column("time_zone", String, nullable=False),
    Column("due_at", Moment),
    Column("lease", Id, nullable=False),
    Column("screen_hash", String),
    Column("failures", Id, nullable=False),
    sqlite_strict=True,
)
"""A card that somebody has shared to a chat which we do not know, in their language. It follows the group's card:
whoever takes that in hand makes all of these due. `number` grows with each: the oldest are let go."""

Index("ix_shared_cards_number", shared_cards.c.community_id, shared_cards.c.subject, shared_cards.c.number)
Index("ix_shared_cards_due", shared_cards.c.due_at, sqlite_where=_DIRTY, postgresql_where=_DIRTY)
Index("ix_cards_due", cards.c.due_at, sqlite_where=_DIRTY, postgresql_where=_DIRTY)
