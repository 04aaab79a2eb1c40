"""The table of signatures on paper. Private to `pledges`."""

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Table, UniqueConstraint

from bot.core.schema import Id, Moment, String, metadata

paper_signatures = Table(
    "paper_signatures",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("pledge_id", Id, primary_key=True, autoincrement=False),
    Column("number", Id, primary_key=True, autoincrement=False),  # in one series with those of `signatures`
    Column("name", String),  # as it was written; NULL: none was, or it is forgotten
    Column("state", String, nullable=False),
    Column("vouched_by", Id, nullable=False),  # the organiser who added it
    Column("added_at", Moment, nullable=False),
    Column("key", String, nullable=False),  # the act that added it, and its place in that act
    Column("withdrawn_at", Moment),
    Column("withdrawn_by", Id),  # the organiser who took it back; NULL: a rescue went without it
    Column("settled_at", Moment),  # verified or missed
    Column("settled_by", Id),
    ForeignKeyConstraint(["community_id", "pledge_id"], ["pledges.community_id", "pledges.id"]),
    UniqueConstraint("community_id", "pledge_id", "key"),
    CheckConstraint("state IN ('active', 'withdrawn', 'verified', 'missed')", name="state_known"),
    CheckConstraint("number >= 1", name="number_counts_from_one"),
    CheckConstraint("length(name) BETWEEN 1 AND 40", name="name_has_a_length"),
    CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_at_a_moment"),
    CheckConstraint("withdrawn_by IS NULL OR withdrawn_at IS NOT NULL", name="withdrawn_by_somebody"),
    CheckConstraint("withdrawn_by IS NULL OR name IS NULL", name="taken_back_without_a_name"),
    CheckConstraint("(state = 'verified') = (settled_by IS NOT NULL)", name="verified_by_somebody"),
    CheckConstraint("(state IN ('verified', 'missed')) = (settled_at IS NOT NULL)", name="settled_at_a_moment"),
    sqlite_strict=True,
)
"""People without Telegram for whom an organiser vouches. They are nobody's account: only their name is kept."""
