"""Rewards: venues with their staff, what they offer for hours, and the vouchers that people take."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
String = sa.Text()
Moment = Id  # microseconds since 1970, UTC


def upgrade() -> None:
    op.create_table(
        "venues",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("name", String, nullable=False),
        sa.Column("founded_at", Moment, nullable=False),
        sa.Column("founded_by", Id, nullable=False),
        sa.Column("closed_at", Moment),
        sa.Column("closed_by", Id),
        sa.CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name=op.f("ck_venues_closed_by_somebody")),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 60", name=op.f("ck_venues_name_has_a_length")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_venues")),
        sqlite_strict=True,
    )
    op.create_table(
        "venue_staff",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("venue_id", Id, autoincrement=False, nullable=False),
        sa.Column("number", Id, autoincrement=False, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("named_at", Moment, nullable=False),
        sa.Column("named_by", Id, nullable=False),
        sa.Column("left_at", Moment),
        sa.Column("left_by", Id),
        sa.CheckConstraint("(left_at IS NULL) = (left_by IS NULL)", name=op.f("ck_venue_staff_left_by_somebody")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_venue_staff_number_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["community_id", "venue_id"],
            ["venues.community_id", "venues.id"],
            name=op.f("fk_venue_staff_community_id_venue_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "venue_id", "number", name=op.f("pk_venue_staff")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_venue_staff_present",
        "venue_staff",
        ["community_id", "person_id", "venue_id"],
        unique=True,
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )
    op.create_table(
        "reward_offers",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("venue_id", Id, nullable=False),
        sa.Column("title", String, nullable=False),
        sa.Column("minutes", Id, nullable=False),
        sa.Column("per_week", Id),
        sa.Column("days", Id, nullable=False),
        sa.Column("terms", String),
        sa.Column("published_at", Moment, nullable=False),
        sa.Column("published_by", Id, nullable=False),
        sa.Column("ended_at", Moment),
        sa.Column("ended_by", Id),
        sa.Column("called_off", Id, nullable=False),
        sa.CheckConstraint(
            "called_off = 0 OR (called_off = 1 AND ended_at IS NOT NULL)",
            name=op.f("ck_reward_offers_called_off_when_ended"),
        ),
        sa.CheckConstraint("days BETWEEN 1 AND 365", name=op.f("ck_reward_offers_days_in_range")),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name=op.f("ck_reward_offers_ended_by_somebody")),
        sa.CheckConstraint("minutes BETWEEN 1 AND 6000", name=op.f("ck_reward_offers_minutes_in_range")),
        sa.CheckConstraint("per_week BETWEEN 1 AND 10000", name=op.f("ck_reward_offers_per_week_in_range")),
        sa.CheckConstraint("length(terms) BETWEEN 1 AND 300", name=op.f("ck_reward_offers_terms_have_a_length")),
        sa.CheckConstraint("length(title) BETWEEN 1 AND 60", name=op.f("ck_reward_offers_title_has_a_length")),
        sa.ForeignKeyConstraint(
            ["community_id", "venue_id"],
            ["venues.community_id", "venues.id"],
            name=op.f("fk_reward_offers_community_id_venue_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_reward_offers")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_reward_offers_on",
        "reward_offers",
        ["community_id", "id"],
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("ix_reward_offers_venue", "reward_offers", ["community_id", "venue_id"])
    op.create_table(
        "voucher_codes",
        sa.Column("code", String, nullable=False),
        sa.Column("community_id", Id, nullable=False),
        sa.Column("voucher_id", Id, nullable=False),
        sa.CheckConstraint("length(code) = 8", name=op.f("ck_voucher_codes_code_length")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_voucher_codes")),
        sqlite_strict=True,
    )
    op.create_table(
        "vouchers",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("code", String, nullable=False),
        sa.Column("offer_id", Id, nullable=False),
        sa.Column("venue_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("number", Id, nullable=False),
        sa.Column("minutes", Id, nullable=False),
        sa.Column("hold_id", Id, nullable=False),
        sa.Column("week", String, nullable=False),
        sa.Column("issued_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("state", String, nullable=False),
        sa.Column("settled_at", Moment),
        sa.Column("settled_by", Id),
        sa.CheckConstraint("state <> 'used' OR settled_by <> person_id", name=op.f("ck_vouchers_accepted_by_another")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_vouchers_number_counts_from_one")),
        sa.CheckConstraint(
            "state <> 'returned' OR settled_by = person_id", name=op.f("ck_vouchers_returned_by_its_holder")
        ),
        sa.CheckConstraint("(state = 'open') = (settled_at IS NULL)", name=op.f("ck_vouchers_settled_at_a_moment")),
        sa.CheckConstraint(
            "(state IN ('used', 'returned')) = (settled_by IS NOT NULL)", name=op.f("ck_vouchers_settled_by_somebody")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'used', 'expired', 'returned', 'called_off')", name=op.f("ck_vouchers_state_known")
        ),
        sa.CheckConstraint("length(week) = 10", name=op.f("ck_vouchers_week_is_a_day")),
        sa.ForeignKeyConstraint(
            ["community_id", "hold_id"],
            ["ledger_holds.community_id", "ledger_holds.id"],
            name=op.f("fk_vouchers_community_id_hold_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "offer_id"],
            ["reward_offers.community_id", "reward_offers.id"],
            name=op.f("fk_vouchers_community_id_offer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "venue_id"],
            ["venues.community_id", "venues.id"],
            name=op.f("fk_vouchers_community_id_venue_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_vouchers")),
        sa.UniqueConstraint("community_id", "hold_id", name=op.f("uq_vouchers_community_id_hold_id")),
        sa.UniqueConstraint(
            "community_id",
            "offer_id",
            "person_id",
            "number",
            name=op.f("uq_vouchers_community_id_offer_id_person_id_number"),
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_vouchers_out",
        "vouchers",
        ["community_id", "person_id"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index("ix_vouchers_stock", "vouchers", ["community_id", "offer_id", "week"])
    op.create_index("ix_vouchers_venue", "vouchers", ["community_id", "venue_id", "state"])


def downgrade() -> None:
    for table in ("vouchers", "voucher_codes", "reward_offers", "venue_staff", "venues"):
        op.drop_table(table)
