"""One half-finished dialogue of each kind for a person, not one in all."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
String = sa.Text()
Moment = Id  # microseconds since 1970, UTC


def upgrade() -> None:
    _rebuild("person_id", "kind", kept="SELECT * FROM drafts_kept")


def downgrade() -> None:
    """There is room for one dialogue again: the newest."""
    _rebuild(
        "person_id",
        kept="SELECT * FROM drafts_kept AS mine WHERE kind <> 'undo' AND NOT EXISTS (SELECT 1 FROM drafts_kept AS newer"
        " WHERE newer.person_id = mine.person_id AND newer.kind <> 'undo' AND (newer.updated_at > mine.updated_at"
        " OR (newer.updated_at = mine.updated_at AND newer.kind > mine.kind)))",
    )


def _rebuild(*key: str, kept: str) -> None:
    """The table with this key: copied there and back, so that its constraints keep their names on both databases."""
    op.execute("CREATE TABLE drafts_kept AS SELECT * FROM drafts")
    op.drop_table("drafts")
    op.create_table(
        "drafts",
        sa.Column("person_id", Id, nullable=False, autoincrement=False),
        sa.Column("kind", String, nullable=False),
        sa.Column("step", String, nullable=False),
        sa.Column("data", String, nullable=False),
        sa.Column("community_id", Id),
        sa.Column("updated_at", Moment, nullable=False),
        sa.Column("expires_at", Moment),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_drafts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_drafts_person_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_drafts_community_id")),
        sqlite_strict=True,
    )
    op.execute(f"INSERT INTO drafts {kept}")
    op.drop_table("drafts_kept")
