"""Open pledges are searched by the index of words alone, which keeps them in the order of deadlines."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from bot.core.folding import folded
from bot.pledges.alike import text_of, words_of
from bot.pledges.beginnings import entries_of
from bot.pledges.wording import Deadline, Wording

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
String = sa.Text()

_SENTENCE = "community_id, id, language, action, others, others_action, condition, deadline"


def upgrade() -> None:
    op.drop_table("pledge_words")  # nothing is lost: it is made of the pledges
    _create(sa.Column("deadline", Id, nullable=False, autoincrement=False))
    _fill(
        [
            {"community_id": row.community_id, "word": entry, "deadline": row.deadline, "pledge_id": row.id}
            for row in _found_by_words()
            for entry in entries_of(_wording(row))
        ]
    )
    op.drop_column("pledges", "words")


def downgrade() -> None:
    op.add_column("pledges", sa.Column("words", String, nullable=False, server_default=""))
    connection = op.get_bind()
    for row in connection.execute(sa.text(f"SELECT {_SENTENCE} FROM pledges")).all():  # noqa: S608
        words = {"words": folded(text_of(_wording(row))), "community": row.community_id, "id": row.id}
        connection.execute(
            sa.text("UPDATE pledges SET words = :words WHERE community_id = :community AND id = :id"), words
        )
    op.drop_table("pledge_words")
    _create()
    _fill(
        [
            {"community_id": row.community_id, "word": root, "pledge_id": row.id}
            for row in _found_by_words()
            for root in frozenset[str]().union(*words_of(_wording(row)))
        ]
    )


def _create(*place: sa.Column[int]) -> None:
    """The index; with `place` each entry is in that order."""
    op.create_table(
        "pledge_words",
        sa.Column("community_id", Id, nullable=False, autoincrement=False),
        sa.Column("word", String, nullable=False),
        *place,
        sa.Column("pledge_id", Id, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint(
            "community_id", "word", *(column.name for column in place), "pledge_id", name=op.f("pk_pledge_words")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "pledge_id"],
            ["pledges.community_id", "pledges.id"],
            name=op.f("fk_pledge_words_community_id_pledge_id"),
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_pledge_words_pledge", "pledge_words", ["community_id", "pledge_id"])


def _found_by_words() -> list[sa.Row[tuple[str, ...]]]:
    """The pledges that are open and listed."""
    listed = "state IN ('open', 'tipped') AND visibility = 'community' AND hidden_at IS NULL"
    return list(op.get_bind().execute(sa.text(f"SELECT {_SENTENCE} FROM pledges WHERE {listed}")))  # noqa: S608


def _fill(entries: list[dict[str, object]]) -> None:
    """Entries are what the code takes for them, today's and no older one."""
    if entries:
        names = ("community_id", "word", "deadline", "pledge_id")
        table = sa.table("pledge_words", *(sa.column(name) for name in names))
        op.get_bind().execute(sa.insert(table), entries)


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
