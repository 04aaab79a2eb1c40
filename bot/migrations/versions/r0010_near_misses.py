"""After a near miss those who signed are asked whether to go ahead with fewer; people wait for a place;
organisers hide what was reported."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = Id  # microseconds since 1970, UTC


def upgrade() -> None:
    op.add_column("pledges", sa.Column("rescue_until", Moment))
    op.add_column("pledges", sa.Column("goes_ahead", Id))
    op.add_column("pledges", sa.Column("staying", Id, nullable=False, server_default=sa.text("0")))
    op.add_column("pledges", sa.Column("waiting", Id, nullable=False, server_default=sa.text("0")))
    op.add_column("pledges", sa.Column("hidden_at", Moment))
    op.add_column("pledges", sa.Column("hidden_by", Id))
    op.add_column("signatures", sa.Column("stays", Id))
    op.add_column("signatures", sa.Column("first_in_at", Moment))
    op.execute("UPDATE signatures SET first_in_at = signed_at")


def downgrade() -> None:
    """A question that is open is forgotten; its pledge has expired. Nobody has ever waited for a place."""
    op.execute("DELETE FROM signatures WHERE first_in_at IS NULL")
    for column in ("first_in_at", "stays"):
        op.drop_column("signatures", column)
    for column in ("hidden_by", "hidden_at", "waiting", "staying", "goes_ahead", "rescue_until"):
        op.drop_column("pledges", column)
