"""Dialogues whose time is up are found without looking through all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    lasting = sa.text("expires_at IS NOT NULL")
    op.create_index("ix_drafts_expiring", "drafts", ["expires_at"], sqlite_where=lasting, postgresql_where=lasting)


def downgrade() -> None:
    op.drop_index("ix_drafts_expiring", table_name="drafts")
