"""Where communities went that became part of another one."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
String = sa.Text()
Moment = Id  # microseconds since 1970, UTC


def upgrade() -> None:
    op.create_table(
        "community_aliases",
        sa.Column("absorbed_id", Id, nullable=False),
        sa.Column("community_id", Id, nullable=False),
        sa.Column("invite_code", String),
        sa.Column("since", Moment, nullable=False),
        sa.PrimaryKeyConstraint("absorbed_id", name=op.f("pk_community_aliases")),
        sa.UniqueConstraint("invite_code", name=op.f("uq_community_aliases_invite_code")),
        sa.ForeignKeyConstraint(["absorbed_id"], ["communities.id"], name=op.f("fk_community_aliases_absorbed_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_community_aliases_community_id")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("community_aliases")
