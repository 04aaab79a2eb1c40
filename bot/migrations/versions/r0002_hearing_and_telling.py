"""The inbox, what is owed to whom, and what rings when."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
String = sa.Text()
Moment = Id  # microseconds since 1970, UTC


def upgrade() -> None:
    _make_inbox()
    _make_notices()
    _make_deliveries()
    _make_cards()
    _make_reminders()


def downgrade() -> None:
    op.drop_table("reminders")
    op.drop_table("cards")
    op.drop_table("deliveries")
    op.drop_table("notices")
    op.drop_table("inbox")


def _make_inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("update_id", Id, nullable=False, autoincrement=False),
        sa.Column("raw", String, nullable=False),
        sa.Column("chat_id", Id),
        sa.Column("telegram_id", Id),
        sa.Column("received_at", Moment, nullable=False),
        sa.Column("state", String, nullable=False, server_default="new"),
        sa.Column("attempts", Id, nullable=False, server_default="0"),
        sa.Column("settled_at", Moment),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_inbox")),
        sa.CheckConstraint("state IN ('new', 'done', 'dead')", name=op.f("ck_inbox_state")),
        sa.CheckConstraint("(state = 'new') = (settled_at IS NULL)", name=op.f("ck_inbox_settled")),
        sa.CheckConstraint("state <> 'done' OR raw = ''", name=op.f("ck_inbox_done_is_empty")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_inbox_settled",
        "inbox",
        ["settled_at"],
        sqlite_where=sa.text("state <> 'new'"),
        postgresql_where=sa.text("state <> 'new'"),
    )
    op.create_index(
        "ix_inbox_waiting",
        "inbox",
        ["received_at", "update_id"],
        sqlite_where=sa.text("state = 'new'"),
        postgresql_where=sa.text("state = 'new'"),
    )


def _make_notices() -> None:
    op.create_table(
        "notices",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("key", String, nullable=False),
        sa.Column("kind", String, nullable=False),
        sa.Column("facts", String, nullable=False),
        sa.Column("subject", String, nullable=False),
        sa.Column("urgency", Id, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("withdrawn_at", Moment),
        sa.Column("set_name", String),
        sa.Column("set_subject", Id),
        sa.Column("cursor", Id, nullable=False),
        sa.Column("expand_at", Moment),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_notices")),
        sa.UniqueConstraint("community_id", "key", name=op.f("uq_notices_community_id_key")),
        sa.CheckConstraint("urgency BETWEEN 0 AND 5", name=op.f("ck_notices_urgency")),
        sa.CheckConstraint("expand_at IS NULL OR set_name IS NOT NULL", name=op.f("ck_notices_expands_a_set")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_notices_expand",
        "notices",
        ["urgency", "expand_at"],
        sqlite_where=sa.text("expand_at IS NOT NULL"),
        postgresql_where=sa.text("expand_at IS NOT NULL"),
    )
    op.create_index(
        "ix_notices_full",
        "notices",
        ["expires_at"],
        sqlite_where=sa.text("facts <> ''"),
        postgresql_where=sa.text("facts <> ''"),
    )
    op.create_index("ix_notices_subject", "notices", ["community_id", "subject"])


def _make_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("notice_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("urgency", Id, nullable=False),
        sa.Column("state", String, nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("attempts", Id, nullable=False),
        sa.Column("repeats", Id, nullable=False),
        sa.Column("owner", String),
        sa.Column("lease_until", Moment),
        sa.Column("reason", String),
        sa.Column("message_id", Id),
        sa.Column("settled_at", Moment),
        sa.PrimaryKeyConstraint("community_id", "notice_id", "person_id", name=op.f("pk_deliveries")),
        sa.ForeignKeyConstraint(
            ["community_id", "notice_id"],
            ["notices.community_id", "notices.id"],
            name=op.f("fk_deliveries_community_id_notice_id"),
        ),
        sa.CheckConstraint(
            "state IN ('due', 'claimed', 'sending', 'sent', 'never', 'unknown')", name=op.f("ck_deliveries_state")
        ),
        sa.CheckConstraint(
            "(state IN ('claimed', 'sending')) = (lease_until IS NOT NULL)", name=op.f("ck_deliveries_lease")
        ),
        sa.CheckConstraint(
            "(state IN ('sent', 'never', 'unknown')) = (settled_at IS NOT NULL)", name=op.f("ck_deliveries_settled")
        ),
        sa.CheckConstraint("state <> 'never' OR reason IS NOT NULL", name=op.f("ck_deliveries_never_has_a_reason")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_deliveries_due",
        "deliveries",
        ["urgency", "due_at", "notice_id"],
        sqlite_where=sa.text("state = 'due'"),
        postgresql_where=sa.text("state = 'due'"),
    )
    op.create_index(
        "ix_deliveries_leased",
        "deliveries",
        ["lease_until"],
        sqlite_where=sa.text("lease_until IS NOT NULL"),
        postgresql_where=sa.text("lease_until IS NOT NULL"),
    )
    op.create_index(
        "ix_deliveries_settled",
        "deliveries",
        ["settled_at"],
        sqlite_where=sa.text("settled_at IS NOT NULL"),
        postgresql_where=sa.text("settled_at IS NOT NULL"),
    )
    op.create_index(
        "ix_deliveries_waiting",
        "deliveries",
        ["person_id", "urgency", "due_at"],
        sqlite_where=sa.text("state = 'due'"),
        postgresql_where=sa.text("state = 'due'"),
    )


def _make_cards() -> None:
    op.create_table(
        "cards",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("subject", String, nullable=False),
        sa.Column("wanted", Id, nullable=False),
        sa.Column("due_at", Moment),
        sa.Column("lease", Id, nullable=False),
        sa.Column("chat_id", Id),
        sa.Column("message_id", Id),
        sa.Column("screen_hash", String),
        sa.Column("drawn_at", Moment),
        sa.Column("reposts", Id, nullable=False),
        sa.Column("failures", Id, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "subject", name=op.f("pk_cards")),
        sa.CheckConstraint("(chat_id IS NULL) = (message_id IS NULL)", name=op.f("ck_cards_message")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_cards_due",
        "cards",
        ["due_at"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )


def _make_reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("key", String, nullable=False),
        sa.Column("kind", String, nullable=False),
        sa.Column("subject", String, nullable=False),
        sa.Column("person_id", Id),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("next_try_at", Moment),
        sa.Column("attempts", Id, nullable=False),
        sa.Column("rang_at", Moment),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("community_id", "key", name=op.f("uq_reminders_community_id_key")),
        sa.CheckConstraint("(next_try_at IS NULL) = (rang_at IS NOT NULL)", name=op.f("ck_reminders_waits_or_rang")),
        sa.CheckConstraint("next_try_at >= due_at", name=op.f("ck_reminders_never_early")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_reminders_due",
        "reminders",
        ["next_try_at", "id"],
        sqlite_where=sa.text("next_try_at IS NOT NULL"),
        postgresql_where=sa.text("next_try_at IS NOT NULL"),
    )
    op.create_index(
        "ix_reminders_rang",
        "reminders",
        ["rang_at"],
        sqlite_where=sa.text("rang_at IS NOT NULL"),
        postgresql_where=sa.text("rang_at IS NOT NULL"),
    )
    op.create_index("ix_reminders_subject", "reminders", ["community_id", "subject"])
