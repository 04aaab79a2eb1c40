"""An organiser can promise something in return for a pledge."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
String = sa.Text()
Moment = Id  # microseconds since 1970, UTC
_CHECKS = {
    "number_within_the_cap": "number BETWEEN 1 AND 6",
    "what_has_a_length": "length(what) BETWEEN 3 AND 200",
    "due_whole_day_is_yes_or_no": "due_whole_day IN (0, 1)",
    "state_known": (
        "state IN ('proposed', 'declined', 'lapsed', 'promised', 'withdrawn', 'released', 'owed', 'claimed',"
        " 'verified', 'excused', 'missed')"
    ),
    "nobody_is_bound_unasked": "state IN ('proposed', 'declined', 'lapsed') OR agreed_at IS NOT NULL",
    "ended_at_a_moment": "(state IN ('declined', 'lapsed', 'withdrawn', 'released')) = (ended_at IS NOT NULL)",
    "settled_at_a_moment": "(state IN ('verified', 'excused', 'missed')) = (settled_at IS NOT NULL)",
    "verified_by_somebody": "(state = 'verified') = (settled_by IS NOT NULL)",
    "verified_by_somebody_else": "settled_by IS NULL OR settled_by <> owner_id",
    "excused_with_a_reason": "(state = 'excused') = (reason IS NOT NULL)",
}


def upgrade() -> None:
    op.create_table(
        "counter_promises",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("pledge_id", Id, autoincrement=False, nullable=False),
        sa.Column("number", Id, autoincrement=False, nullable=False),
        sa.Column("owner_id", Id, nullable=False),
        sa.Column("author_id", Id, nullable=False),
        sa.Column("what", String, nullable=False),
        sa.Column("office", String),
        sa.Column("due", Moment, nullable=False),
        sa.Column("due_whole_day", Id, nullable=False),
        sa.Column("time_zone", String, nullable=False),
        sa.Column("state", String, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("agreed_at", Moment),
        sa.Column("ended_at", Moment),
        sa.Column("stays", Id),
        sa.Column("claimed_at", Moment),
        sa.Column("settled_at", Moment),
        sa.Column("settled_by", Id),
        sa.Column("reason", String),
        sa.PrimaryKeyConstraint("community_id", "pledge_id", "number", name=op.f("pk_counter_promises")),
        sa.ForeignKeyConstraint(
            ["community_id", "pledge_id"],
            ["pledges.community_id", "pledges.id"],
            name=op.f("fk_counter_promises_community_id_pledge_id"),
        ),
        *(sa.CheckConstraint(check, name=op.f(f"ck_counter_promises_{name}")) for name, check in _CHECKS.items()),
        sqlite_strict=True,
    )
    _one_of("shown", "state IN ('promised', 'owed', 'claimed', 'verified', 'excused', 'missed')")
    _one_of("proposed", "state = 'proposed'")
    op.create_index("ix_counter_promises_owner", "counter_promises", ["community_id", "owner_id", "pledge_id"])


def downgrade() -> None:
    op.drop_table("counter_promises")


def _one_of(name: str, condition: str) -> None:
    where = sa.text(condition)
    columns = ["community_id", "pledge_id"]
    op.create_index(
        f"ix_counter_promises_{name}",
        "counter_promises",
        columns,
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )
