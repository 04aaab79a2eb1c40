"""A pledge's creator can mute it, too; and whoever leads it writes to everybody who is in."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
String = sa.Text()
Moment = Id  # microseconds since 1970, UTC


def upgrade() -> None:
    op.add_column("pledges", sa.Column("creator_muted", Id))
    op.create_index(
        "ix_signatures_followers",
        "signatures",
        ["community_id", "pledge_id", "number"],
        sqlite_where=sa.text("follows = 1"),
        postgresql_where=sa.text("follows = 1"),
    )
    op.create_table(
        "announcements",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("pledge_id", Id, autoincrement=False, nullable=False),
        sa.Column("number", Id, autoincrement=False, nullable=False),
        sa.Column("author_id", Id, nullable=False),
        sa.Column("text", String, nullable=False),
        sa.Column("written_at", Moment, nullable=False),
        sa.Column("key", String, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "pledge_id", "number", name=op.f("pk_announcements")),
        sa.ForeignKeyConstraint(
            ["community_id", "pledge_id"],
            ["pledges.community_id", "pledges.id"],
            name=op.f("fk_announcements_community_id_pledge_id"),
        ),
        sa.UniqueConstraint(
            "community_id", "pledge_id", "key", name=op.f("uq_announcements_community_id_pledge_id_key")
        ),
        sa.CheckConstraint("number BETWEEN 1 AND 6", name=op.f("ck_announcements_number_within_the_cap")),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 1000", name=op.f("ck_announcements_text_has_a_length")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("announcements")
    op.drop_index("ix_signatures_followers", "signatures")
    op.drop_column("pledges", "creator_muted")
