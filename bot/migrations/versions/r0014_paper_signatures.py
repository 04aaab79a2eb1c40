"""People without Telegram sign on paper; an organiser vouches for them."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
String = sa.Text()
Moment = Id  # microseconds since 1970, UTC

_TABLE = "paper_signatures"
_CHECKS = {
    "state_known": "state IN ('active', 'withdrawn', 'verified', 'missed')",
    "number_counts_from_one": "number >= 1",
    "name_has_a_length": "length(name) BETWEEN 1 AND 40",
    "withdrawn_at_a_moment": "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)",
    "withdrawn_by_somebody": "withdrawn_by IS NULL OR withdrawn_at IS NOT NULL",
    "taken_back_without_a_name": "withdrawn_by IS NULL OR name IS NULL",
    "verified_by_somebody": "(state = 'verified') = (settled_by IS NOT NULL)",
    "settled_at_a_moment": "(state IN ('verified', 'missed')) = (settled_at IS NOT NULL)",
}


_PAPER = "paper BETWEEN 0 AND count AND paper * 3 <= threshold AND (paper = 0 OR unit = 'people')"
_PAPER_NAME = "ck_pledges_paper_within_a_third"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":  # there a check is part of its column, or it is not at all
        op.execute(f"ALTER TABLE pledges ADD COLUMN paper INTEGER CONSTRAINT {_PAPER_NAME} CHECK ({_PAPER})")
    else:
        op.add_column("pledges", sa.Column("paper", Id))
        op.create_check_constraint(op.f(_PAPER_NAME), "pledges", _PAPER)
    op.create_table(
        _TABLE,
        sa.Column("community_id", Id, nullable=False, autoincrement=False),
        sa.Column("pledge_id", Id, nullable=False, autoincrement=False),
        sa.Column("number", Id, nullable=False, autoincrement=False),
        sa.Column("name", String),
        sa.Column("state", String, nullable=False),
        sa.Column("vouched_by", Id, nullable=False),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("key", String, nullable=False),
        sa.Column("withdrawn_at", Moment),
        sa.Column("withdrawn_by", Id),
        sa.Column("settled_at", Moment),
        sa.Column("settled_by", Id),
        sa.PrimaryKeyConstraint("community_id", "pledge_id", "number", name=op.f(f"pk_{_TABLE}")),
        sa.ForeignKeyConstraint(
            ["community_id", "pledge_id"],
            ["pledges.community_id", "pledges.id"],
            name=op.f(f"fk_{_TABLE}_community_id_pledge_id"),
        ),
        sa.UniqueConstraint("community_id", "pledge_id", "key", name=op.f(f"uq_{_TABLE}_community_id_pledge_id_key")),
        *(sa.CheckConstraint(check, name=op.f(f"ck_{_TABLE}_{name}")) for name, check in _CHECKS.items()),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table(_TABLE)
    op.drop_column("pledges", "paper")
