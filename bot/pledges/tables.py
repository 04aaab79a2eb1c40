"""The tables of pledges. Private to this package.

They hold the whole of what a pledge can be; columns of later features stay empty until those features come.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Table, UniqueConstraint, text

import bot.pledges.counter.tables  # noqa: F401  it belongs to these
from bot.core.schema import Id, Moment, String, metadata
from bot.pledges.series import tables as _series  # noqa: F401  they belong to the same schema

pledge_codes = Table(
    "pledge_codes",
    metadata,
    Column("code", String, primary_key=True),
    Column("community_id", Id, nullable=False),
    Column("pledge_id", Id, nullable=False),
    CheckConstraint("length(code) = 5", name="code_length"),
    sqlite_strict=True,
)
"""The directory: a typed code says neither community nor pledge. Codes are never given out twice."""

pledges = Table(
    "pledges",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("code", String, nullable=False),
    Column("creator_id", Id, nullable=False),
    Column("lead_id", Id),  # who leads it when the creator is silent
    Column("key", String, nullable=False),  # the act that made it: the same one makes no second pledge
    Column("language", String, nullable=False),
    Column("action", String, nullable=False),
    Column("others", String),  # NULL: other neighbours
    Column("others_action", String),  # NULL: the same
    Column("detail", String),
    Column("unit", String, nullable=False),  # of the threshold: heads, minutes, or minor units
    Column("threshold", Id, nullable=False),
    Column("minimum", Id),  # with how many the creator would go ahead after a near miss
    Column("capacity", Id),
    Column("amount", Id),  # money for each signer, in minor units
    Column("currency", String),
    Column("deadline", Moment, nullable=False),
    Column("whole_day", Id, nullable=False),  # 1: the deadline is the end of a day
    Column("time_zone", String, nullable=False),  # in which the deadline was meant
    Column("deadline_moved_at", Moment),
    Column("act_on", Moment),
    Column("act_on_whole_day", Id),
    Column("act_place", String),
    Column("visibility", String, nullable=False),
    Column("names", String, nullable=False),
    Column("hours_credit", Id),  # minutes
    Column("state", String, nullable=False),
    Column("count", Id, nullable=False),  # who is in: neither withdrawn nor excused
    Column("signed", Id, nullable=False),  # people who ever signed
    Column("last_number", Id, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("tipped_at", Moment),
    Column("acting_at", Moment),
    Column("closed_at", Moment),
    Column("expired_at", Moment),
    Column("rescued_at", Moment),
    Column("cancelled_at", Moment),
    Column("cancelled_by", Id),
    Column("cancel_reason", String),
    Column("opening", String),  # what the action follows; NULL: I will. "": it has a verb of its own
    Column("condition", String),  # the others' half as it was written; NULL: threshold, others, others_action
    Column("rescue_until", Moment),  # after a near miss: until when they are asked whether to go ahead
    Column("goes_ahead", Id),  # what the creator says to that: 1 yes, 0 no
    Column("staying", Id, nullable=False, server_default=text("0")),  # signers who have said yes to it
    Column("waiting", Id, nullable=False, server_default=text("0")),  # people on the waiting list
    Column("creator_muted", Id),  # 1: its creator wants to hear as little of it as can be
    Column("hidden_at", Moment),  # an organiser has taken it out of the group's sight
    Column("hidden_by", Id),
    Column("claimed", Id),  # signers who say that they have done it; NULL here and below: none
    Column("verified", Id),  # for whom somebody else says so
    Column("missed", Id),  # who never answered
    Column("given", Id, nullable=False, server_default=text("0")),  # by those who are in: minutes or minor units
    Column("staying_given", Id, nullable=False, server_default=text("0")),  # by those who would go ahead with fewer
    Column(
        "paper",  # of those who are in, how many have signed on paper; NULL: none
        Id,
        CheckConstraint(
            "paper BETWEEN 0 AND count AND paper * 3 <= threshold AND (paper = 0 OR unit = 'people')",
            name="paper_within_a_third",
        ),
    ),
    UniqueConstraint("community_id", "creator_id", "key"),
    CheckConstraint("unit IN ('people', 'hours', 'money')", name="unit_known"),
    CheckConstraint("visibility IN ('community', 'unlisted')", name="visibility_known"),
    CheckConstraint("names IN ('shown', 'after_success', 'counts')", name="names_known"),
    CheckConstraint(
        "state IN ('open', 'tipped', 'acting', 'closed', 'expired', 'rescued', 'cancelled')", name="state_known"
    ),
    CheckConstraint(
        "threshold >= 1 AND threshold <= CASE unit WHEN 'money' THEN 1000000000000 ELSE 1000000 END",
        name="threshold_in_range",
    ),
    CheckConstraint("minimum BETWEEN 1 AND threshold", name="minimum_in_range"),
    CheckConstraint("capacity >= CASE unit WHEN 'people' THEN threshold ELSE 1 END", name="capacity_holds_threshold"),
    CheckConstraint("count BETWEEN 0 AND signed AND signed <= last_number", name="counts_agree"),
    CheckConstraint("whole_day IN (0, 1)", name="whole_day_is_yes_or_no"),
    CheckConstraint(
        "state <> 'open' OR (tipped_at IS NULL AND CASE unit WHEN 'people' THEN count ELSE given END < threshold)",
        name="enough_means_tipped",
    ),
    CheckConstraint("given >= 0 AND staying_given >= 0 AND (unit <> 'people' OR given = 0)", name="given_is_counted"),
    CheckConstraint("(amount IS NULL) = (currency IS NULL) AND amount >= 1", name="amount_has_a_currency"),
    CheckConstraint("unit <> 'money' OR amount IS NOT NULL", name="money_has_an_amount"),
    CheckConstraint("state <> 'tipped' OR tipped_at IS NOT NULL", name="tipped_at_a_moment"),
    CheckConstraint("(state = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled_at_a_moment"),
    CheckConstraint("(cancelled_at IS NULL) = (cancelled_by IS NULL)", name="cancelled_by_somebody"),
    sqlite_strict=True,
)

IS_LISTED = text(
    "pledges.state IN ('open', 'tipped') AND pledges.visibility = 'community' AND pledges.hidden_at IS NULL"
)
_LISTED = text("state IN ('open', 'tipped') AND visibility = 'community'")
Index(
    "ix_pledges_listed",
    pledges.c.community_id,
    pledges.c.deadline,
    pledges.c.id,
    sqlite_where=_LISTED,
    postgresql_where=_LISTED,
)
Index("ix_pledges_creator", pledges.c.community_id, pledges.c.creator_id, pledges.c.id)

pledge_words = Table(
    "pledge_words",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("word", String, primary_key=True),
    Column("deadline", Moment, primary_key=True),  # the pledge's
    Column("pledge_id", Id, primary_key=True, autoincrement=False),
    ForeignKeyConstraint(["community_id", "pledge_id"], ["pledges.community_id", "pledges.id"]),
    sqlite_strict=True,
)
"""By which words the open pledges of a community are found that everybody there may see: roots (`alike`) and beginnings
(`beginnings`), each in the order of the lists: those that end first before the others."""

Index("ix_pledge_words_pledge", pledge_words.c.community_id, pledge_words.c.pledge_id)

signatures = Table(
    "signatures",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("pledge_id", Id, primary_key=True, autoincrement=False),
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("number", Id, nullable=False),  # 1, 2, … in the order of signing; signing again takes a new one
    Column("state", String, nullable=False),
    Column("amount", Id),  # minutes or minor units, where the pledge counts those
    Column("signed_at", Moment, nullable=False),
    Column("signed_key", String, nullable=False),
    Column("withdrawn_at", Moment),
    Column("withdrawn_key", String),  # stays when they sign again
    Column("claimed_at", Moment),
    Column("settled_at", Moment),  # verified, excused or missed
    Column("settled_by", Id),
    Column("excuse", String),
    Column("follows", Id, nullable=False),  # 1: wants to hear of half way and of "one more needed"
    Column("muted", Id, nullable=False),  # 1: wants to hear nothing of this pledge
    Column("stays", Id),  # after a near miss: 1 would go ahead with fewer, 0 would not
    Column("first_in_at", Moment),  # NULL: they have only waited for a place
    ForeignKeyConstraint(["community_id", "pledge_id"], ["pledges.community_id", "pledges.id"]),
    UniqueConstraint("community_id", "pledge_id", "number"),
    CheckConstraint(
        "state IN ('active', 'waiting', 'withdrawn', 'owed', 'claimed', 'verified', 'excused', 'missed')",
        name="state_known",
    ),
    CheckConstraint("number >= 1", name="number_counts_from_one"),
    CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_at_a_moment"),
    sqlite_strict=True,
)
Index("ix_signatures_person", signatures.c.community_id, signatures.c.person_id, signatures.c.pledge_id)
FOLLOWS = text("signatures.follows = 1")
_FOLLOWS = text("follows = 1")
Index(
    "ix_signatures_followers",
    signatures.c.community_id,
    signatures.c.pledge_id,
    signatures.c.number,
    sqlite_where=_FOLLOWS,
    postgresql_where=_FOLLOWS,
)

announcements = Table(
    "announcements",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("pledge_id", Id, primary_key=True, autoincrement=False),
    Column("number", Id, primary_key=True, autoincrement=False),  # 1, 2, … in the order of writing
    Column("author_id", Id, nullable=False),
    Column("text", String, nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("key", String, nullable=False),  # the preview that was said yes to: the same yes writes nothing again
    ForeignKeyConstraint(["community_id", "pledge_id"], ["pledges.community_id", "pledges.id"]),
    UniqueConstraint("community_id", "pledge_id", "key"),
    CheckConstraint("number BETWEEN 1 AND 6", name="number_within_the_cap"),
    CheckConstraint("length(text) BETWEEN 1 AND 1000", name="text_has_a_length"),
    sqlite_strict=True,
)
"""What whoever leads a pledge has written to everybody who is in."""
