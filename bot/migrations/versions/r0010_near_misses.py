"""After a near miss those who signed are asked whether to go ahead with fewer."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = Id  # microseconds since 1970, UTC


def upgrade() -> None:
    op.add_column("pledges", sa.Column("rescue_until", Moment))
    op.add_column("pledges", sa.Column("goes_ahead", Id))
    op.add_column("pledges", sa.Column("staying", Id, nullable=False, server_default=sa.text("0")))
    op.add_column("signatures", sa.Column("stays", Id))


def downgrade() -> None:
    """A question that is open is forgotten; its pledge has expired."""
    op.drop_column("signatures", "stays")
    for column in ("staying", "goes_ahead", "rescue_until"):
        op.drop_column("pledges", column)
