"""What cannot follow "I will" or "they will" is kept in the writer's own words."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

String = sa.Text()


def upgrade() -> None:
    op.add_column("pledges", sa.Column("opening", String))
    op.add_column("pledges", sa.Column("condition", String))


def downgrade() -> None:
    """The sentence is put together as it was before, from parts that hold every word of it."""
    op.execute("UPDATE pledges SET action = opening || ' ' || action WHERE opening <> ''")
    op.execute("UPDATE pledges SET others_action = condition WHERE condition IS NOT NULL")
    op.drop_column("pledges", "condition")
    op.drop_column("pledges", "opening")
