"""How many have said, and how many have shown, that they did what they signed."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_COUNTS = ("claimed", "verified", "missed")


def upgrade() -> None:
    for name in _COUNTS:
        op.add_column("pledges", sa.Column(name, Id))


def downgrade() -> None:
    for name in reversed(_COUNTS):
        op.drop_column("pledges", name)
