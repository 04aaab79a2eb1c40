"""Find what could not be said to somebody when they open their chat."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_deliveries_unreached",
        "deliveries",
        ["person_id"],
        sqlite_where=sa.text("reason = 'unreachable'"),
        postgresql_where=sa.text("reason = 'unreachable'"),
    )


def downgrade() -> None:
    op.drop_index("ix_deliveries_unreached", "deliveries")
