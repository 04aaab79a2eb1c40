"""Whoever watches over the bot can ask whether the database can be written, and how many letters are dead."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "pulse",
        sa.Column("id", Id, nullable=False, autoincrement=False),
        sa.Column("beat_at", Id, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pulse")),
        sa.CheckConstraint("id = 1", name=op.f("ck_pulse_only_one")),
        sqlite_strict=True,
    )
    dead = sa.text("state = 'dead'")
    op.create_index("ix_inbox_dead", "inbox", ["update_id"], sqlite_where=dead, postgresql_where=dead)


def downgrade() -> None:
    op.drop_index("ix_inbox_dead", table_name="inbox")
    op.drop_table("pulse")
