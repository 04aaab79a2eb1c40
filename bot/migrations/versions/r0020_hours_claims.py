"""Hours that people say they gave to the community, until an organiser has looked at them."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
String = sa.Text()
Moment = Id  # microseconds since 1970, UTC


def upgrade() -> None:
    op.create_table(
        "hours_claims",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("key", String, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("happened_on", String, nullable=False),
        sa.Column("raw_minutes", Id, nullable=False),
        sa.Column("minutes", Id, nullable=False),
        sa.Column("words", String, nullable=False),
        sa.Column("state", String, nullable=False),
        sa.Column("version", Id, nullable=False),
        sa.Column("logged_at", Moment, nullable=False),
        sa.Column("approved", Id),
        sa.Column("decided_by", Id),
        sa.Column("decided_at", Moment),
        sa.Column("reason", String),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_hours_claims")),
        sa.UniqueConstraint("community_id", "key", name=op.f("uq_hours_claims_community_id_key")),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_hours_claims_{name}")) for name, rule in RULES.items()),
        sqlite_strict=True,
    )
    waits = sa.text("state = 'waiting'")
    op.create_index(
        "ix_hours_claims_queue", "hours_claims", ["community_id", "id"], sqlite_where=waits, postgresql_where=waits
    )
    op.create_index("ix_hours_claims_day", "hours_claims", ["community_id", "person_id", "happened_on"])


RULES = {
    "state_known": "state IN ('waiting', 'approved', 'declined', 'withdrawn')",
    "minutes_in_range": "minutes > 0 AND raw_minutes BETWEEN 1 AND 1440",
    "happened_on_a_day": "length(happened_on) = 10",
    "decided_at_a_moment": "(state = 'waiting') = (decided_at IS NULL)",
    "decided_by_somebody": "(decided_at IS NULL) = (decided_by IS NULL)",
    "approved_an_amount": "(state = 'approved') = (approved IS NOT NULL)",
    "approved_in_range": "approved BETWEEN 1 AND 1440",
    "decided_by_another": "state NOT IN ('approved', 'declined') OR decided_by <> person_id",
}


def downgrade() -> None:
    op.drop_table("hours_claims")
