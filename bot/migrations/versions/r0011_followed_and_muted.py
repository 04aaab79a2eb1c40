"""A pledge's creator can mute it, too."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0008"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("pledges", sa.Column("creator_muted", Id))


def downgrade() -> None:
    op.drop_column("pledges", "creator_muted")
