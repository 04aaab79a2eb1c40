"""The table of counter-promises. Private to pledges."""

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Table, text

from bot.core.schema import Id, Moment, String, metadata

counter_promises = Table(
    "counter_promises",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("pledge_id", Id, primary_key=True, autoincrement=False),
    Column("number", Id, primary_key=True, autoincrement=False),  # 1, 2, … in the order in which they were made
    Column("owner_id", Id, nullable=False),
    Column("author_id", Id, nullable=False),  # who wrote it: the owner, or who proposed it to them
    Column("what", String, nullable=False),
    Column("office", String),  # as what they promise it
    Column("due", Moment, nullable=False),
    Column("due_whole_day", Id, nullable=False),  # 1: the end of a day
    Column("time_zone", String, nullable=False),  # in which it was meant
    Column("state", String, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("agreed_at", Moment),  # NULL: its owner has not promised it
    Column("ended_at", Moment),  # declined, lapsed, withdrawn or released
    Column("stays", Id),  # after a near miss: 1 also for fewer, 0 not
    Column("claimed_at", Moment),
    Column("settled_at", Moment),  # verified, excused or missed
    Column("settled_by", Id),
    Column("reason", String),  # why it can't be kept
    ForeignKeyConstraint(["community_id", "pledge_id"], ["pledges.community_id", "pledges.id"]),
    CheckConstraint("number BETWEEN 1 AND 6", name="number_within_the_cap"),
    CheckConstraint("length(what) BETWEEN 3 AND 200", name="what_has_a_length"),
    CheckConstraint("due_whole_day IN (0, 1)", name="due_whole_day_is_yes_or_no"),
    CheckConstraint(
        "state IN ('proposed', 'declined', 'lapsed', 'promised', 'withdrawn', 'released', 'owed', 'claimed',"
        " 'verified', 'excused', 'missed')",
        name="state_known",
    ),
    CheckConstraint(
        "state IN ('proposed', 'declined', 'lapsed') OR agreed_at IS NOT NULL", name="nobody_is_bound_unasked"
    ),
    CheckConstraint(
        "(state IN ('declined', 'lapsed', 'withdrawn', 'released')) = (ended_at IS NOT NULL)", name="ended_at_a_moment"
    ),
    CheckConstraint(
        "(state IN ('verified', 'excused', 'missed')) = (settled_at IS NOT NULL)", name="settled_at_a_moment"
    ),
    CheckConstraint("(state = 'verified') = (settled_by IS NOT NULL)", name="verified_by_somebody"),
    CheckConstraint("settled_by IS NULL OR settled_by <> owner_id", name="verified_by_somebody_else"),
    CheckConstraint("(state = 'excused') = (reason IS NOT NULL)", name="excused_with_a_reason"),
    sqlite_strict=True,
)
"""What somebody promises in return for a pledge."""

_SHOWN = text("state IN ('promised', 'owed', 'claimed', 'verified', 'excused', 'missed')")
Index(
    "ix_counter_promises_shown",
    counter_promises.c.community_id,
    counter_promises.c.pledge_id,
    unique=True,
    sqlite_where=_SHOWN,
    postgresql_where=_SHOWN,
)
_PROPOSED = text("state = 'proposed'")
Index(
    "ix_counter_promises_proposed",
    counter_promises.c.community_id,
    counter_promises.c.pledge_id,
    unique=True,
    sqlite_where=_PROPOSED,
    postgresql_where=_PROPOSED,
)
Index(
    "ix_counter_promises_owner",
    counter_promises.c.community_id,
    counter_promises.c.owner_id,
    counter_promises.c.pledge_id,
)
