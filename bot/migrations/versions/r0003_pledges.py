"""Pledges and signatures."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
String = sa.Text()
Moment = Id  # microseconds since 1970, UTC


def upgrade() -> None:
    _make_pledge_codes()
    _make_pledges()
    _make_signatures()


def downgrade() -> None:
    op.drop_table("signatures")
    op.drop_table("pledges")
    op.drop_table("pledge_codes")


def _make_pledge_codes() -> None:
    op.create_table(
        "pledge_codes",
        sa.Column("code", String, nullable=False),
        sa.Column("community_id", Id, nullable=False),
        sa.Column("pledge_id", Id, nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_pledge_codes")),
        sa.CheckConstraint("length(code) = 5", name=op.f("ck_pledge_codes_code_length")),
        sqlite_strict=True,
    )


def _make_pledges() -> None:
    op.create_table(
        "pledges",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("code", String, nullable=False),
        sa.Column("creator_id", Id, nullable=False),
        sa.Column("lead_id", Id),
        sa.Column("key", String, nullable=False),
        sa.Column("language", String, nullable=False),
        sa.Column("action", String, nullable=False),
        sa.Column("others", String),
        sa.Column("others_action", String),
        sa.Column("detail", String),
        sa.Column("words", String, nullable=False),
        sa.Column("unit", String, nullable=False),
        sa.Column("threshold", Id, nullable=False),
        sa.Column("minimum", Id),
        sa.Column("capacity", Id),
        sa.Column("amount", Id),
        sa.Column("currency", String),
        sa.Column("deadline", Moment, nullable=False),
        sa.Column("whole_day", Id, nullable=False),
        sa.Column("time_zone", String, nullable=False),
        sa.Column("deadline_moved_at", Moment),
        sa.Column("act_on", Moment),
        sa.Column("act_on_whole_day", Id),
        sa.Column("act_place", String),
        sa.Column("visibility", String, nullable=False),
        sa.Column("names", String, nullable=False),
        sa.Column("hours_credit", Id),
        sa.Column("state", String, nullable=False),
        sa.Column("count", Id, nullable=False),
        sa.Column("signed", Id, nullable=False),
        sa.Column("last_number", Id, nullable=False),
        sa.Column("opened_at", Moment, nullable=False),
        sa.Column("tipped_at", Moment),
        sa.Column("acting_at", Moment),
        sa.Column("closed_at", Moment),
        sa.Column("expired_at", Moment),
        sa.Column("rescued_at", Moment),
        sa.Column("cancelled_at", Moment),
        sa.Column("cancelled_by", Id),
        sa.Column("cancel_reason", String),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_pledges")),
        sa.UniqueConstraint("community_id", "creator_id", "key", name=op.f("uq_pledges_community_id_creator_id_key")),
        sa.CheckConstraint("unit IN ('people', 'hours', 'money')", name=op.f("ck_pledges_unit_known")),
        sa.CheckConstraint("visibility IN ('community', 'unlisted')", name=op.f("ck_pledges_visibility_known")),
        sa.CheckConstraint("names IN ('shown', 'after_success', 'counts')", name=op.f("ck_pledges_names_known")),
        sa.CheckConstraint(
            "state IN ('open', 'tipped', 'acting', 'closed', 'expired', 'rescued', 'cancelled')",
            name=op.f("ck_pledges_state_known"),
        ),
        sa.CheckConstraint("threshold BETWEEN 1 AND 1000000", name=op.f("ck_pledges_threshold_in_range")),
        sa.CheckConstraint("minimum BETWEEN 1 AND threshold", name=op.f("ck_pledges_minimum_in_range")),
        sa.CheckConstraint("capacity >= threshold", name=op.f("ck_pledges_capacity_holds_threshold")),
        sa.CheckConstraint(
            "count BETWEEN 0 AND signed AND signed <= last_number", name=op.f("ck_pledges_counts_agree")
        ),
        sa.CheckConstraint("whole_day IN (0, 1)", name=op.f("ck_pledges_whole_day_is_yes_or_no")),
        sa.CheckConstraint(
            "state <> 'open' OR (tipped_at IS NULL AND count < threshold)", name=op.f("ck_pledges_enough_means_tipped")
        ),
        sa.CheckConstraint("state <> 'tipped' OR tipped_at IS NOT NULL", name=op.f("ck_pledges_tipped_at_a_moment")),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancelled_at IS NOT NULL)", name=op.f("ck_pledges_cancelled_at_a_moment")
        ),
        sa.CheckConstraint(
            "(cancelled_at IS NULL) = (cancelled_by IS NULL)", name=op.f("ck_pledges_cancelled_by_somebody")
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_pledges_creator", "pledges", ["community_id", "creator_id", "id"])
    op.create_index(
        "ix_pledges_listed",
        "pledges",
        ["community_id", "deadline", "id"],
        sqlite_where=sa.text("state IN ('open', 'tipped') AND visibility = 'community'"),
        postgresql_where=sa.text("state IN ('open', 'tipped') AND visibility = 'community'"),
    )


def _make_signatures() -> None:
    op.create_table(
        "signatures",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("pledge_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("number", Id, nullable=False),
        sa.Column("state", String, nullable=False),
        sa.Column("amount", Id),
        sa.Column("signed_at", Moment, nullable=False),
        sa.Column("signed_key", String, nullable=False),
        sa.Column("withdrawn_at", Moment),
        sa.Column("withdrawn_key", String),
        sa.Column("claimed_at", Moment),
        sa.Column("settled_at", Moment),
        sa.Column("settled_by", Id),
        sa.Column("excuse", String),
        sa.Column("follows", Id, nullable=False),
        sa.Column("muted", Id, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "pledge_id", "person_id", name=op.f("pk_signatures")),
        sa.UniqueConstraint(
            "community_id", "pledge_id", "number", name=op.f("uq_signatures_community_id_pledge_id_number")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "pledge_id"],
            ["pledges.community_id", "pledges.id"],
            name=op.f("fk_signatures_community_id_pledge_id"),
        ),
        sa.CheckConstraint(
            "state IN ('active', 'waiting', 'withdrawn', 'owed', 'claimed', 'verified', 'excused', 'missed')",
            name=op.f("ck_signatures_state_known"),
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_signatures_number_counts_from_one")),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name=op.f("ck_signatures_withdrawn_at_a_moment")
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_signatures_person", "signatures", ["community_id", "person_id", "pledge_id"])
