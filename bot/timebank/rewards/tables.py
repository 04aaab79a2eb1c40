"""The tables of rewards. Private to this package."""

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Table, UniqueConstraint, text

from bot.core.schema import Id, Moment, String, metadata

venues = Table(
    "venues",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("founded_at", Moment, nullable=False),
    Column("founded_by", Id, nullable=False),
    Column("closed_at", Moment),
    Column("closed_by", Id),
    CheckConstraint("length(name) BETWEEN 1 AND 60", name="name_has_a_length"),
    CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name="closed_by_somebody"),
    sqlite_strict=True,
)
"""Where hours can be spent."""

venue_staff = Table(
    "venue_staff",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("venue_id", Id, primary_key=True, autoincrement=False),
    Column("number", Id, primary_key=True, autoincrement=False),
    Column("person_id", Id, nullable=False),
    Column("named_at", Moment, nullable=False),
    Column("named_by", Id, nullable=False),
    Column("left_at", Moment),
    Column("left_by", Id),
    ForeignKeyConstraint(["community_id", "venue_id"], ["venues.community_id", "venues.id"]),
    CheckConstraint("number >= 1", name="number_counts_from_one"),
    CheckConstraint("(left_at IS NULL) = (left_by IS NULL)", name="left_by_somebody"),
    sqlite_strict=True,
)
"""Who may accept vouchers for a venue, and since when."""
_PRESENT = text("left_at IS NULL")
Index(
    "ix_venue_staff_present",
    *(venue_staff.c.community_id, venue_staff.c.person_id, venue_staff.c.venue_id),
    unique=True,
    sqlite_where=_PRESENT,
    postgresql_where=_PRESENT,
)

offers = Table(
    "reward_offers",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("venue_id", Id, nullable=False),
    Column("title", String, nullable=False),
    Column("minutes", Id, nullable=False),
    Column("per_week", Id),  # vouchers of one week at most; NULL: no limit
    Column("days", Id, nullable=False),  # for which a voucher is good after the day of its issue
    Column("terms", String),
    Column("published_at", Moment, nullable=False),
    Column("published_by", Id, nullable=False),
    Column("ended_at", Moment),
    Column("ended_by", Id),
    Column("called_off", Id, nullable=False),  # 1: the vouchers that were out are void
    ForeignKeyConstraint(["community_id", "venue_id"], ["venues.community_id", "venues.id"]),
    CheckConstraint("length(title) BETWEEN 1 AND 60", name="title_has_a_length"),
    CheckConstraint("length(terms) BETWEEN 1 AND 300", name="terms_have_a_length"),
    CheckConstraint("minutes BETWEEN 1 AND 6000", name="minutes_in_range"),
    CheckConstraint("per_week BETWEEN 1 AND 10000", name="per_week_in_range"),
    CheckConstraint("days BETWEEN 1 AND 365", name="days_in_range"),
    CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended_by_somebody"),
    CheckConstraint("called_off = 0 OR (called_off = 1 AND ended_at IS NOT NULL)", name="called_off_when_ended"),
    sqlite_strict=True,
)
"""What a venue gives for hours. Nothing of it changes but that it ends: people have vouchers for what stood there."""
_ON = text("ended_at IS NULL")
Index("ix_reward_offers_on", offers.c.community_id, offers.c.id, sqlite_where=_ON, postgresql_where=_ON)
Index("ix_reward_offers_venue", offers.c.community_id, offers.c.venue_id)

voucher_codes = Table(
    "voucher_codes",
    metadata,
    Column("code", String, primary_key=True),
    Column("community_id", Id, nullable=False),
    Column("voucher_id", Id, nullable=False),
    CheckConstraint("length(code) = 8", name="code_length"),
    sqlite_strict=True,
)
"""The directory: a code that is scanned says neither community nor voucher. Codes are never given out twice."""

vouchers = Table(
    "vouchers",
    metadata,
    Column("community_id", Id, primary_key=True, autoincrement=False),
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("code", String, nullable=False),
    Column("offer_id", Id, nullable=False),
    Column("venue_id", Id, nullable=False),
    Column("person_id", Id, nullable=False),
    Column("number", Id, nullable=False),  # the first, second, … that this person has of this offer
    Column("minutes", Id, nullable=False),
    Column("hold_id", Id, nullable=False),
    Column("week", String, nullable=False),  # its Monday, 2026-11-23: of whose stock it is
    Column("issued_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("state", String, nullable=False),
    Column("settled_at", Moment),
    Column("settled_by", Id),  # NULL: by itself
    ForeignKeyConstraint(["community_id", "offer_id"], ["reward_offers.community_id", "reward_offers.id"]),
    ForeignKeyConstraint(["community_id", "venue_id"], ["venues.community_id", "venues.id"]),
    ForeignKeyConstraint(["community_id", "hold_id"], ["ledger_holds.community_id", "ledger_holds.id"]),
    UniqueConstraint("community_id", "hold_id"),
    UniqueConstraint("community_id", "offer_id", "person_id", "number"),
    CheckConstraint("state IN ('open', 'used', 'expired', 'returned', 'called_off')", name="state_known"),
    CheckConstraint("number >= 1", name="number_counts_from_one"),
    CheckConstraint("length(week) = 10", name="week_is_a_day"),
    CheckConstraint("(state = 'open') = (settled_at IS NULL)", name="settled_at_a_moment"),
    CheckConstraint("(state IN ('used', 'returned')) = (settled_by IS NOT NULL)", name="settled_by_somebody"),
    CheckConstraint("state <> 'used' OR settled_by <> person_id", name="accepted_by_another"),
    CheckConstraint("state <> 'returned' OR settled_by = person_id", name="returned_by_its_holder"),
    sqlite_strict=True,
)
"""What somebody has taken of an offer: hours are held for it until it is used, or not."""
Index("ix_vouchers_stock", vouchers.c.community_id, vouchers.c.offer_id, vouchers.c.week)
Index("ix_vouchers_venue", vouchers.c.community_id, vouchers.c.venue_id, vouchers.c.state)
_OPEN = text("state = 'open'")
Index("ix_vouchers_out", vouchers.c.community_id, vouchers.c.person_id, sqlite_where=_OPEN, postgresql_where=_OPEN)
