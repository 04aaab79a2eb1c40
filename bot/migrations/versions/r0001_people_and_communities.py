"""The installation, people and communities."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
String = sa.Text()
Moment = Id  # microseconds since 1970, UTC
_workers = sa.Sequence("workers", minvalue=0, maxvalue=1023, cycle=True)


def upgrade() -> None:
    _make_installation()
    _make_communities()
    _make_people()
    _make_chat_aliases()
    _make_residents()
    _make_grants()
    _make_memberships()
    _make_drafts()
    _make_hints()
    if op.get_bind().dialect.supports_sequences:
        op.execute(sa.schema.CreateSequence(_workers))


def downgrade() -> None:
    if op.get_bind().dialect.supports_sequences:
        op.execute(sa.schema.DropSequence(_workers))
    op.drop_table("hints")
    op.drop_table("drafts")
    op.drop_table("memberships")
    op.drop_table("grants")
    op.drop_table("residents")
    op.drop_table("chat_aliases")
    op.drop_table("people")
    op.drop_table("communities")
    op.drop_table("installation")


def _make_installation() -> None:
    op.create_table(
        "installation",
        sa.Column("id", Id, nullable=False, autoincrement=False),
        sa.Column("bot_id", Id),
        sa.Column("epoch", Id, nullable=False),
        sa.Column("quarantined_at", Moment),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_only_one")),
        sa.CheckConstraint("epoch >= 0", name=op.f("ck_installation_epoch_counts")),
        sqlite_strict=True,
    )


def _make_communities() -> None:
    op.create_table(
        "communities",
        sa.Column("id", Id, nullable=False, autoincrement=False),
        sa.Column("chat_id", Id),
        sa.Column("title", String, nullable=False),
        sa.Column("language", String, nullable=False),
        sa.Column("time_zone", String, nullable=False),
        sa.Column("currency", String, nullable=False),
        sa.Column("invite_code", String, nullable=False),
        sa.Column("founded_at", Moment, nullable=False),
        sa.Column("greeted_at", Moment),
        sa.Column("set_up_at", Moment),
        sa.Column("left_at", Moment),
        sa.Column("pledges_topic", Id),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communities")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_communities_chat_id")),
        sa.UniqueConstraint("invite_code", name=op.f("uq_communities_invite_code")),
        sa.CheckConstraint("id > 0", name=op.f("ck_communities_id_is_ours")),
        sa.CheckConstraint("chat_id < 0", name=op.f("ck_communities_chat_is_a_group")),
        sa.CheckConstraint(
            "chat_id IS NOT NULL OR left_at IS NOT NULL", name=op.f("ck_communities_no_chat_means_left")
        ),
        sqlite_strict=True,
    )


def _make_people() -> None:
    op.create_table(
        "people",
        sa.Column("id", Id, nullable=False, autoincrement=False),
        sa.Column("telegram_id", Id),
        sa.Column("first_name", String, nullable=False),
        sa.Column("username", String),
        sa.Column("language_hint", String),
        sa.Column("language", String),
        sa.Column("time_zone", String),
        sa.Column("quiet_from", Id),
        sa.Column("quiet_until", Id),
        sa.Column("met_at", Moment, nullable=False),
        sa.Column("started_at", Moment),
        sa.Column("unreachable_at", Moment),
        sa.Column("current_community", Id),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_people_telegram_id")),
        sa.ForeignKeyConstraint(["current_community"], ["communities.id"], name=op.f("fk_people_current_community")),
        sa.CheckConstraint("id > 0", name=op.f("ck_people_id_is_ours")),
        sa.CheckConstraint("quiet_from BETWEEN 0 AND 1439", name=op.f("ck_people_quiet_from_in_day")),
        sa.CheckConstraint("quiet_until BETWEEN 0 AND 1439", name=op.f("ck_people_quiet_until_in_day")),
        sa.CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)", name=op.f("ck_people_quiet_hours_whole")),
        sqlite_strict=True,
    )


def _make_chat_aliases() -> None:
    op.create_table(
        "chat_aliases",
        sa.Column("chat_id", Id, nullable=False, autoincrement=False),
        sa.Column("community_id", Id, nullable=False),
        sa.Column("since", Moment, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_chat_aliases")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_chat_aliases_community_id")),
        sqlite_strict=True,
    )


def _make_residents() -> None:
    op.create_table(
        "residents",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("came_by", String, nullable=False),
        sa.Column("since", Moment, nullable=False),
        sa.Column("left_at", Moment),
        sa.PrimaryKeyConstraint("community_id", "person_id", name=op.f("pk_residents")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_residents_community_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_residents_person_id")),
        sa.CheckConstraint("came_by IN ('group', 'invite')", name=op.f("ck_residents_came_by_known")),
        sqlite_strict=True,
    )
    op.create_index("ix_residents_person_id", "residents", ["person_id"])


def _make_grants() -> None:
    op.create_table(
        "grants",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("role", String, nullable=False),
        sa.Column("granted_at", Moment, nullable=False),
        sa.Column("granted_by", Id, nullable=False),
        sa.Column("revoked_at", Moment),
        sa.Column("revoked_by", Id),
        sa.PrimaryKeyConstraint("community_id", "person_id", "role", "granted_at", name=op.f("pk_grants")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_grants_community_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_grants_person_id")),
        sa.ForeignKeyConstraint(["granted_by"], ["people.id"], name=op.f("fk_grants_granted_by")),
        sa.ForeignKeyConstraint(["revoked_by"], ["people.id"], name=op.f("fk_grants_revoked_by")),
        sa.CheckConstraint("(revoked_at IS NULL) = (revoked_by IS NULL)", name=op.f("ck_grants_revoked_by_somebody")),
        sa.CheckConstraint("revoked_at >= granted_at", name=op.f("ck_grants_revoked_after_granted")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_grants_in_force",
        "grants",
        ["community_id", "person_id", "role"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )


def _make_memberships() -> None:
    op.create_table(
        "memberships",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("status", String, nullable=False),
        sa.Column("anonymous", Id, nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "person_id", name=op.f("pk_memberships")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_memberships_community_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_memberships_person_id")),
        sa.CheckConstraint(
            "status IN ('creator', 'administrator', 'member', 'restricted', 'left', 'kicked')",
            name=op.f("ck_memberships_status_known"),
        ),
        sa.CheckConstraint("anonymous IN (0, 1)", name=op.f("ck_memberships_anonymous_is_yes_or_no")),
        sqlite_strict=True,
    )


def _make_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("person_id", Id, nullable=False, autoincrement=False),
        sa.Column("kind", String, nullable=False),
        sa.Column("step", String, nullable=False),
        sa.Column("data", String, nullable=False),
        sa.Column("community_id", Id),
        sa.Column("updated_at", Moment, nullable=False),
        sa.Column("expires_at", Moment),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_drafts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_drafts_person_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_drafts_community_id")),
        sqlite_strict=True,
    )


def _make_hints() -> None:
    op.create_table(
        "hints",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("hint", String, nullable=False),
        sa.Column("said_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "hint", name=op.f("pk_hints")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_hints_community_id")),
        sqlite_strict=True,
    )
