"""Open pledges are found by their words; cards that people share elsewhere are known."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from bot.pledges.alike import words_of
from bot.pledges.wording import Deadline, Wording

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
String = sa.Text()


def upgrade() -> None:
    op.create_table(
        "pledge_words",
        sa.Column("community_id", Id, nullable=False, autoincrement=False),
        sa.Column("word", String, nullable=False),
        sa.Column("pledge_id", Id, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("community_id", "word", "pledge_id", name=op.f("pk_pledge_words")),
        sa.ForeignKeyConstraint(
            ["community_id", "pledge_id"],
            ["pledges.community_id", "pledges.id"],
            name=op.f("fk_pledge_words_community_id_pledge_id"),
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_pledge_words_pledge", "pledge_words", ["community_id", "pledge_id"])
    _fill()
    op.create_table(
        "shared_cards",
        sa.Column("community_id", Id, nullable=False, autoincrement=False),
        sa.Column("subject", String, nullable=False),
        sa.Column("inline_id", String, nullable=False),
        sa.Column("number", Id, nullable=False),
        sa.Column("language", String, nullable=False),
        sa.Column("time_zone", String, nullable=False),
        sa.Column("due_at", Id),
        sa.Column("lease", Id, nullable=False),
        sa.Column("screen_hash", String),
        sa.Column("failures", Id, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "subject", "inline_id", name=op.f("pk_shared_cards")),
        sqlite_strict=True,
    )
    op.create_index("ix_shared_cards_number", "shared_cards", ["community_id", "subject", "number"])
    due = sa.text("due_at IS NOT NULL")
    op.create_index("ix_shared_cards_due", "shared_cards", ["due_at"], sqlite_where=due, postgresql_where=due)


def downgrade() -> None:
    op.drop_table("shared_cards")
    op.drop_table("pledge_words")


def _fill() -> None:
    """From the pledges that are open now. Roots are what the code takes for them, today's and no older one."""
    connection = op.get_bind()
    pledges = connection.execute(
        sa.text(
            "SELECT community_id, id, language, action, others, others_action, condition FROM pledges"
            " WHERE state IN ('open', 'tipped') AND visibility = 'community'"
        )
    ).all()
    words = [
        {"community_id": each.community_id, "word": root, "pledge_id": each.id}
        for each in pledges
        for root in frozenset[str]().union(*words_of(_wording(each)))
    ]
    if words:
        table = sa.table("pledge_words", sa.column("community_id"), sa.column("word"), sa.column("pledge_id"))
        connection.execute(sa.insert(table), words)


def _wording(row: sa.Row[tuple[str, ...]]) -> Wording:
    some_day = Deadline(datetime.max.replace(tzinfo=UTC), whole_day=True, time_zone="UTC")  # nobody looks at it
    return Wording(
        action=row.action,
        threshold=1,
        deadline=some_day,
        others=row.others,
        others_action=row.others_action,
        condition=row.condition,
        language=row.language,
    )
