"""The tables of the market. Private to this package."""

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Table, UniqueConstraint, text

from bot.core.schema import Id, Moment, String, metadata

posts = Table(
    "market_posts",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("side", String, nullable=False),
    Column("author_id", Id, nullable=False),
    Column("text", String, nullable=False),
    Column("language", String, nullable=False),
    Column("category", String, nullable=False),
    Column("minutes", Id),
    Column("area", String),
    Column("state", String, nullable=False),
    Column("since", Moment, nullable=False),
    Column("posted_at", Moment, nullable=False),
    Column("key", String, nullable=False),
    Column("fresh_until", Moment, nullable=False),
    Column("hidden_at", Moment),
    Column("hidden_by", Id),
    UniqueConstraint("community_id", "author_id", "key"),
    CheckConstraint("side IN ('offer', 'need')", name="side_known"),
    CheckConstraint(
        "category IN ('home', 'garden', 'repairs', 'errands', 'lifts', 'company', 'children', 'learning', 'other')",
        name="category_known",
    ),
    CheckConstraint("state IN ('open', 'asleep', 'down')", name="state_known"),
    CheckConstraint("length(text) BETWEEN 3 AND 200", name="text_has_a_length"),
    CheckConstraint("length(area) BETWEEN 1 AND 40", name="area_has_a_length"),
    CheckConstraint("minutes BETWEEN 5 AND 1440", name="minutes_in_range"),
    CheckConstraint("(hidden_at IS NULL) = (hidden_by IS NULL)", name="hidden_by_somebody"),
    sqlite_strict=True,
)
_LISTED = text("state = 'open' AND hidden_at IS NULL")
Index("ix_market_posts_listed", posts.c.community_id, posts.c.id, sqlite_where=_LISTED, postgresql_where=_LISTED)

market_words = Table(
    "market_words",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("word", String, primary_key=True),
    Column("post_id", Id, primary_key=True, autoincrement=False),
    ForeignKeyConstraint(["community_id", "post_id"], ["market_posts.community_id", "market_posts.id"]),
    sqlite_strict=True,
)
"""By which words a listed post is found (`core.beginnings`), and by "#" with its category."""
Index("ix_market_words_post", market_words.c.community_id, market_words.c.post_id)

asks = Table(
    "market_asks",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("post_id", Id, nullable=False),
    Column("person_id", Id, nullable=False),
    Column("state", String, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("settled_at", Moment),
    ForeignKeyConstraint(["community_id", "post_id"], ["market_posts.community_id", "market_posts.id"]),
    CheckConstraint("state IN ('open', 'connected', 'declined', 'withdrawn', 'lapsed')", name="state_known"),
    CheckConstraint("(state = 'open') = (settled_at IS NULL)", name="open_until_settled"),
    sqlite_strict=True,
)
Index("ix_market_asks_post", asks.c.community_id, asks.c.post_id, asks.c.person_id)
Index("ix_market_asks_person", asks.c.community_id, asks.c.person_id, asks.c.asked_at)
_BINDS = text("state IN ('open', 'connected')")
Index(
    "ix_market_asks_once",
    asks.c.community_id,
    asks.c.post_id,
    asks.c.person_id,
    unique=True,
    sqlite_where=_BINDS,
    postgresql_where=_BINDS,
)
"""One living question of each person about a post."""
Index("ix_market_posts_author", posts.c.community_id, posts.c.author_id, posts.c.id)

matches = Table(
    "market_matches",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("need_id", Id, primary_key=True, autoincrement=False),
    Column("offer_id", Id, nullable=False),
    ForeignKeyConstraint(["community_id", "need_id"], ["market_posts.community_id", "market_posts.id"]),
    ForeignKeyConstraint(["community_id", "offer_id"], ["market_posts.community_id", "market_posts.id"]),
    sqlite_strict=True,
)
"""New needs of which somebody who offers such help is to be told, and has not been."""
Index("ix_market_matches_need", matches.c.community_id, matches.c.need_id)
Index("ix_market_matches_offer", matches.c.community_id, matches.c.offer_id)

mutes = Table(
    "market_mutes",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("muted_at", Moment, nullable=False),
    sqlite_strict=True,
)
"""Who does not want to be told of needs."""
