"""What Telegram was given to keep."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

String = sa.Text()


def upgrade() -> None:
    op.create_table(
        "offers",
        sa.Column("what", String, nullable=False),
        sa.Column("fingerprint", String, nullable=False),
        sa.PrimaryKeyConstraint("what", name=op.f("pk_offers")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("offers")
