"""The tables of people and communities. Private to this package: others ask `service` and `access`."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, text

from bot.core.schema import Id, Moment, String, metadata

people = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("telegram_id", Id, unique=True),  # NULL once the person has been forgotten
    Column("first_name", String, nullable=False),
    Column("username", String),
    Column("language_hint", String),  # what Telegram says, as of the last sighting
    Column("language", String),  # what the person chose; wins over the hint
    Column("time_zone", String),
    Column("quiet_from", Id),
    Column("quiet_until", Id),
    Column("met_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("unreachable_at", Moment),
    Column("current_community", Id, ForeignKey("communities.id")),
    CheckConstraint("id > 0", name="id_is_ours"),
    CheckConstraint("quiet_from BETWEEN 0 AND 1439", name="quiet_from_in_day"),
    CheckConstraint("quiet_until BETWEEN 0 AND 1439", name="quiet_until_in_day"),
    CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)", name="quiet_hours_whole"),
    sqlite_strict=True,
)

communities = Table(
    "communities",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("chat_id", Id, unique=True),  # NULL: merged into another one when the group was upgraded
    Column("title", String, nullable=False),
    Column("language", String, nullable=False),
    Column("time_zone", String, nullable=False),
    Column("currency", String, nullable=False),
    Column("invite_code", String, nullable=False, unique=True),
    Column("founded_at", Moment, nullable=False),
    Column("greeted_at", Moment),
    Column("set_up_at", Moment),
    Column("left_at", Moment),
    Column("pledges_topic", Id),
    CheckConstraint("id > 0", name="id_is_ours"),
    CheckConstraint("chat_id < 0", name="chat_is_a_group"),
    CheckConstraint("chat_id IS NOT NULL OR left_at IS NOT NULL", name="no_chat_means_left"),
    sqlite_strict=True,
)

chat_aliases = Table(
    "chat_aliases",
    metadata,
    Column("chat_id", Id, primary_key=True, autoincrement=False),  # what the group was called before its upgrade
    Column("community_id", Id, ForeignKey("communities.id"), nullable=False),
    Column("since", Moment, nullable=False),
    sqlite_strict=True,
)

community_aliases = Table(
    "community_aliases",
    metadata,
    Column("absorbed_id", Id, ForeignKey("communities.id"), primary_key=True),  # what became part of another one
    Column("community_id", Id, ForeignKey("communities.id"), nullable=False),
    Column("invite_code", String, unique=True),  # its link still leads there, until that one's is revoked
    Column("since", Moment, nullable=False),
    sqlite_strict=True,
)

residents = Table(
    "residents",
    metadata,
    Column("community_id", Id, ForeignKey("communities.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
    Column("came_by", String, nullable=False),
    Column("since", Moment, nullable=False),
    Column("left_at", Moment),
    CheckConstraint("came_by IN ('group', 'invite')", name="came_by_known"),
    Index("ix_residents_person_id", "person_id"),
    sqlite_strict=True,
)

grants = Table(
    "grants",
    metadata,
    Column("community_id", Id, ForeignKey("communities.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
    Column("role", String, primary_key=True),
    Column("granted_at", Moment, primary_key=True),
    Column("granted_by", Id, ForeignKey("people.id"), nullable=False),
    Column("revoked_at", Moment),
    Column("revoked_by", Id, ForeignKey("people.id")),
    CheckConstraint("(revoked_at IS NULL) = (revoked_by IS NULL)", name="revoked_by_somebody"),
    CheckConstraint("revoked_at >= granted_at", name="revoked_after_granted"),
    sqlite_strict=True,
)
Index(
    "ix_grants_in_force",
    grants.c.community_id,
    grants.c.person_id,
    grants.c.role,
    unique=True,
    sqlite_where=text("revoked_at IS NULL"),
    postgresql_where=text("revoked_at IS NULL"),
)

memberships = Table(
    "memberships",
    metadata,
    Column("community_id", Id, ForeignKey("communities.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
    Column("status", String, nullable=False),
    Column("anonymous", Id, nullable=False),  # 1: an admin who remains anonymous
    Column("seen_at", Moment, nullable=False),
    CheckConstraint(
        "status IN ('creator', 'administrator', 'member', 'restricted', 'left', 'kicked')", name="status_known"
    ),
    CheckConstraint("anonymous IN (0, 1)", name="anonymous_is_yes_or_no"),
    sqlite_strict=True,
)

drafts = Table(
    "drafts",
    metadata,
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("step", String, nullable=False),
    Column("data", String, nullable=False),  # JSON: the answers so far
    Column("community_id", Id, ForeignKey("communities.id")),
    Column("updated_at", Moment, nullable=False),
    Column("expires_at", Moment),
    sqlite_strict=True,
)

_LASTING = text("expires_at IS NOT NULL")
Index("ix_drafts_expiring", drafts.c.expires_at, sqlite_where=_LASTING, postgresql_where=_LASTING)

hints = Table(
    "hints",
    metadata,
    Column("community_id", Id, ForeignKey("communities.id"), primary_key=True),
    Column("hint", String, primary_key=True),  # what an admin has been told once, e.g. "cannot_post"
    Column("said_at", Moment, nullable=False),
    sqlite_strict=True,
)
