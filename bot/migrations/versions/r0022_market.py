"""The market: what neighbours offer and need, by which words it is found, and who asks whom."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
String = sa.Text()
Moment = Id  # microseconds since 1970, UTC


def _post(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["community_id", column],
        ["market_posts.community_id", "market_posts.id"],
        name=op.f(f"fk_{table}_community_id_{column}"),
    )


def upgrade() -> None:
    _posts()
    op.create_table(
        "market_words",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("word", String, nullable=False),
        sa.Column("post_id", Id, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "word", "post_id", name=op.f("pk_market_words")),
        _post("market_words", "post_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_market_words_post", "market_words", ["community_id", "post_id"])
    _asks()
    op.create_table(
        "market_matches",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("person_id", Id, autoincrement=False, nullable=False),
        sa.Column("need_id", Id, autoincrement=False, nullable=False),
        sa.Column("offer_id", Id, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "person_id", "need_id", name=op.f("pk_market_matches")),
        _post("market_matches", "need_id"),
        _post("market_matches", "offer_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_market_matches_need", "market_matches", ["community_id", "need_id"])
    op.create_index("ix_market_matches_offer", "market_matches", ["community_id", "offer_id"])
    op.create_table(
        "market_mutes",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("person_id", Id, autoincrement=False, nullable=False),
        sa.Column("muted_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "person_id", name=op.f("pk_market_mutes")),
        sqlite_strict=True,
    )


def _posts() -> None:
    op.create_table(
        "market_posts",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("side", String, nullable=False),
        sa.Column("author_id", Id, nullable=False),
        sa.Column("text", String, nullable=False),
        sa.Column("language", String, nullable=False),
        sa.Column("category", String, nullable=False),
        sa.Column("minutes", Id),
        sa.Column("area", String),
        sa.Column("state", String, nullable=False),
        sa.Column("since", Moment, nullable=False),
        sa.Column("posted_at", Moment, nullable=False),
        sa.Column("key", String, nullable=False),
        sa.Column("fresh_until", Moment, nullable=False),
        sa.Column("hidden_at", Moment),
        sa.Column("hidden_by", Id),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_market_posts")),
        sa.UniqueConstraint(
            "community_id", "author_id", "key", name=op.f("uq_market_posts_community_id_author_id_key")
        ),
        sa.CheckConstraint("side IN ('offer', 'need')", name=op.f("ck_market_posts_side_known")),
        sa.CheckConstraint(
            "category IN ('home', 'garden', 'repairs', 'errands', 'lifts', 'company', 'children', 'learning', 'other')",
            name=op.f("ck_market_posts_category_known"),
        ),
        sa.CheckConstraint("state IN ('open', 'asleep', 'down')", name=op.f("ck_market_posts_state_known")),
        sa.CheckConstraint("length(text) BETWEEN 3 AND 200", name=op.f("ck_market_posts_text_has_a_length")),
        sa.CheckConstraint("length(area) BETWEEN 1 AND 40", name=op.f("ck_market_posts_area_has_a_length")),
        sa.CheckConstraint("minutes BETWEEN 5 AND 1440", name=op.f("ck_market_posts_minutes_in_range")),
        sa.CheckConstraint(
            "(hidden_at IS NULL) = (hidden_by IS NULL)", name=op.f("ck_market_posts_hidden_by_somebody")
        ),
        sqlite_strict=True,
    )
    listed = sa.text("state = 'open' AND hidden_at IS NULL")
    op.create_index(
        "ix_market_posts_listed", "market_posts", ["community_id", "id"], sqlite_where=listed, postgresql_where=listed
    )
    op.create_index("ix_market_posts_author", "market_posts", ["community_id", "author_id", "id"])


def _asks() -> None:
    op.create_table(
        "market_asks",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("post_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("state", String, nullable=False),
        sa.Column("asked_at", Moment, nullable=False),
        sa.Column("settled_at", Moment),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_market_asks")),
        _post("market_asks", "post_id"),
        sa.CheckConstraint(
            "state IN ('open', 'connected', 'declined', 'withdrawn', 'lapsed')", name=op.f("ck_market_asks_state_known")
        ),
        sa.CheckConstraint("(state = 'open') = (settled_at IS NULL)", name=op.f("ck_market_asks_open_until_settled")),
        sqlite_strict=True,
    )
    op.create_index("ix_market_asks_post", "market_asks", ["community_id", "post_id", "person_id"])
    op.create_index("ix_market_asks_person", "market_asks", ["community_id", "person_id", "asked_at"])
    binds = sa.text("state IN ('open', 'connected')")
    op.create_index(
        "ix_market_asks_once",
        "market_asks",
        ["community_id", "post_id", "person_id"],
        unique=True,
        sqlite_where=binds,
        postgresql_where=binds,
    )


def downgrade() -> None:
    for table in ("market_mutes", "market_matches", "market_asks", "market_words", "market_posts"):
        op.drop_table(table)
