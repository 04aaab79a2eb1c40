"""Pledges that come again: series, their rounds, and what people answer when they are asked."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
String = sa.Text()
Moment = Id  # microseconds since 1970, UTC


def upgrade() -> None:
    op.create_table(
        "pledge_series",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("rule", String, nullable=False),
        sa.Column("deadline", Moment, nullable=False),
        sa.Column("whole_day", Id, nullable=False),
        sa.Column("time_zone", String, nullable=False),
        sa.Column("act_on", Moment),
        sa.Column("act_on_whole_day", Id),
        sa.Column("round", Id, nullable=False),
        sa.Column("pledge_id", Id, nullable=False),
        sa.Column("turn", Id, nullable=False),
        sa.Column("empty", Id, nullable=False),
        sa.Column("left_out", Id),
        sa.Column("ended_at", Moment),
        sa.Column("ended_by", Id),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_pledge_series")),
        sa.ForeignKeyConstraint(
            ["community_id", "pledge_id"],
            ["pledges.community_id", "pledges.id"],
            name=op.f("fk_pledge_series_community_id_pledge_id"),
        ),
        sa.CheckConstraint(
            "rule IN ('weekly', 'fortnightly', 'monthly', 'monthly_weekday')", name=op.f("ck_pledge_series_rule_known")
        ),
        sa.CheckConstraint("round >= 1 AND turn >= round - 1", name=op.f("ck_pledge_series_rounds_have_turns")),
        sa.CheckConstraint("empty BETWEEN 0 AND 3", name=op.f("ck_pledge_series_empty_in_range")),
        sa.CheckConstraint("left_out > turn", name=op.f("ck_pledge_series_left_out_is_ahead")),
        sa.CheckConstraint("(act_on IS NULL) = (act_on_whole_day IS NULL)", name=op.f("ck_pledge_series_act_on_whole")),
        sa.CheckConstraint(
            "ended_at IS NOT NULL OR ended_by IS NULL", name=op.f("ck_pledge_series_ended_by_somebody_who_ended_it")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "pledge_rounds",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("pledge_id", Id, autoincrement=False, nullable=False),
        sa.Column("series_id", Id, nullable=False),
        sa.Column("number", Id, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "pledge_id", name=op.f("pk_pledge_rounds")),
        sa.ForeignKeyConstraint(
            ["community_id", "pledge_id"],
            ["pledges.community_id", "pledges.id"],
            name=op.f("fk_pledge_rounds_community_id_pledge_id"),
        ),
        sa.UniqueConstraint(
            "community_id", "series_id", "number", name=op.f("uq_pledge_rounds_community_id_series_id_number")
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_pledge_rounds_number_counts_from_one")),
        sqlite_strict=True,
    )
    op.create_table(
        "round_answers",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("series_id", Id, autoincrement=False, nullable=False),
        sa.Column("person_id", Id, autoincrement=False, nullable=False),
        sa.Column("skipped", Id),
        sa.Column("asked_from", Id),
        sa.PrimaryKeyConstraint("community_id", "series_id", "person_id", name=op.f("pk_round_answers")),
        sa.CheckConstraint("skipped >= 1", name=op.f("ck_round_answers_skipped_a_round")),
        sa.CheckConstraint("asked_from >= 1", name=op.f("ck_round_answers_asked_from_a_round")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("round_answers")
    op.drop_table("pledge_rounds")
    op.drop_table("pledge_series")
