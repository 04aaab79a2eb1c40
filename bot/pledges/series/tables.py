"""The tables of series, which belong to those of pledges. Private to this package."""

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Table, UniqueConstraint

from bot.core.schema import Id, Moment, String, metadata

pledge_series = Table(
    "pledge_series",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("id", Id, primary_key=True, autoincrement=False),  # that of its first round
    Column("rule", String, nullable=False),
    Column("deadline", Moment, nullable=False),  # of the first round, as it opened
    Column("whole_day", Id, nullable=False),
    Column("time_zone", String, nullable=False),  # on whose clocks all rounds keep their time of day
    Column("act_on", Moment),
    Column("act_on_whole_day", Id),
    Column("round", Id, nullable=False),  # the number of the present one,
    Column("pledge_id", Id, nullable=False),  # and its pledge
    Column("turn", Id, nullable=False),  # by the calendar, the first round's is 0
    Column("empty", Id, nullable=False),  # rounds in a row before the present one that nobody was in
    Column("left_out", Id),  # the turn that has no round
    Column("ended_at", Moment),
    Column("ended_by", Id),  # NULL: it ended by itself
    ForeignKeyConstraint(["community_id", "pledge_id"], ["pledges.community_id", "pledges.id"]),
    CheckConstraint("rule IN ('weekly', 'fortnightly', 'monthly', 'monthly_weekday')", name="rule_known"),
    CheckConstraint("round >= 1 AND turn >= round - 1", name="rounds_have_turns"),
    CheckConstraint("empty BETWEEN 0 AND 3", name="empty_in_range"),
    CheckConstraint("left_out > turn", name="left_out_is_ahead"),
    CheckConstraint("(act_on IS NULL) = (act_on_whole_day IS NULL)", name="act_on_whole"),
    CheckConstraint("ended_at IS NOT NULL OR ended_by IS NULL", name="ended_by_somebody_who_ended_it"),
    sqlite_strict=True,
)
"""Pledges that come again."""

pledge_rounds = Table(
    "pledge_rounds",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("pledge_id", Id, primary_key=True, autoincrement=False),
    Column("series_id", Id, nullable=False),
    Column("number", Id, nullable=False),
    ForeignKeyConstraint(["community_id", "pledge_id"], ["pledges.community_id", "pledges.id"]),
    UniqueConstraint("community_id", "series_id", "number"),
    CheckConstraint("number >= 1", name="number_counts_from_one"),
    sqlite_strict=True,
)
"""Which pledge is which round of a series."""

round_answers = Table(
    "round_answers",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("series_id", Id, primary_key=True, autoincrement=False),
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("skipped", Id),  # the last round that they skipped
    Column("asked_from", Id),  # the round from which on signing one means: ask me again; NULL: they never said stop
    CheckConstraint("skipped >= 1", name="skipped_a_round"),
    CheckConstraint("asked_from >= 1", name="asked_from_a_round"),
    sqlite_strict=True,
)
"""What people said when they were asked whether they are in again, besides signing."""
