"""What hours were given for: a programme with a budget, or a pledge that was kept."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
String = sa.Text()
Moment = Id  # microseconds since 1970, UTC


def upgrade() -> None:
    op.create_table(
        "programmes",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("name", String, nullable=False),
        sa.Column("folded", String, nullable=False),
        sa.Column("budget", Id, nullable=False),
        sa.Column("founded_at", Moment, nullable=False),
        sa.Column("founded_by", Id, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_programmes")),
        sa.UniqueConstraint("community_id", "folded", name=op.f("uq_programmes_community_id_folded")),
        sa.CheckConstraint("budget > 0", name=op.f("ck_programmes_budget_more_than_nothing")),
        sqlite_strict=True,
    )
    op.add_column("hours_claims", sa.Column("pledge_code", String))
    op.add_column("hours_claims", sa.Column("programme_id", Id))


def downgrade() -> None:
    op.drop_column("hours_claims", "programme_id")
    op.drop_column("hours_claims", "pledge_code")
    op.drop_table("programmes")
