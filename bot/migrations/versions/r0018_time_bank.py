"""The time bank: what communities settle about it, and its book, in which what was written cannot be changed."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
String = sa.Text()
Moment = Id  # microseconds since 1970, UTC

_STAYS = "'what is in the book stays'"
_RESOLVED_ONCE = (
    "OLD.state <> 'open' OR NEW.state = 'open' OR NEW.id <> OLD.id OR NEW.community_id <> OLD.community_id"
    " OR NEW.payer_id <> OLD.payer_id OR NEW.payee_id <> OLD.payee_id OR NEW.minutes <> OLD.minutes"
)
_REFUSED = f"BEGIN SELECT RAISE(ABORT, {_STAYS}); END"
_FINAL = ("ledger_transfers", "ledger_acts")
SQLITE_GUARDS = (
    *(f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} {_REFUSED}" for table in _FINAL),
    *(f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} {_REFUSED}" for table in (*_FINAL, "ledger_holds")),
    f"CREATE TRIGGER ledger_holds_update BEFORE UPDATE ON ledger_holds WHEN {_RESOLVED_ONCE} {_REFUSED}",
)
_ANY = "BEFORE UPDATE OR DELETE OR TRUNCATE"
_CALL = "EXECUTE FUNCTION ledger_stays()"
_RAISES = (
    "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    f" RAISE EXCEPTION {_STAYS} USING ERRCODE = 'restrict_violation'; END $$"
)
POSTGRES_GUARDS = (
    f"CREATE FUNCTION ledger_stays() {_RAISES}",
    *(f"CREATE TRIGGER {table}_stays {_ANY} ON {table} {_CALL}" for table in _FINAL),
    f"CREATE TRIGGER ledger_holds_stays BEFORE DELETE OR TRUNCATE ON ledger_holds {_CALL}",
    f"CREATE TRIGGER ledger_holds_resolved BEFORE UPDATE ON ledger_holds FOR EACH ROW WHEN ({_RESOLVED_ONCE}) {_CALL}",
)


def upgrade() -> None:
    op.create_table(
        "ledger_accounts",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("kind", String, nullable=False),
        sa.Column("holder_id", Id, nullable=False),
        sa.Column("floor", Id),
        sa.Column("ceiling", Id),
        sa.Column("span", Id),
        sa.Column("most_out", Id),
        sa.Column("most_in", Id),
        sa.Column("balance", Id, nullable=False),
        sa.Column("held_out", Id, nullable=False),
        sa.Column("held_in", Id, nullable=False),
        sa.Column("opened_at", Moment, nullable=False),
        sa.Column("closed_at", Moment),
        sa.CheckConstraint(
            "kind IN ('member', 'household', 'fund', 'issuance', 'venue', 'emergency', 'expired', 'write_off',"
            " 'clearing', 'opening')",
            name=op.f("ck_ledger_accounts_kind_known"),
        ),
        sa.CheckConstraint(
            "(span IS NOT NULL) = (most_out IS NOT NULL OR most_in IS NOT NULL)",
            name=op.f("ck_ledger_accounts_span_for_limits"),
        ),
        sa.CheckConstraint("balance + held_in <= ceiling", name=op.f("ck_ledger_accounts_ceiling_holds")),
        sa.CheckConstraint("balance - held_out >= floor", name=op.f("ck_ledger_accounts_floor_holds")),
        sa.CheckConstraint(
            "closed_at IS NULL OR (balance = 0 AND held_out = 0 AND held_in = 0)",
            name=op.f("ck_ledger_accounts_closed_with_nothing_on_it"),
        ),
        sa.CheckConstraint("held_out >= 0 AND held_in >= 0", name=op.f("ck_ledger_accounts_nothing_held_backwards")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_ledger_accounts")),
        sa.UniqueConstraint(
            "community_id", "kind", "holder_id", name=op.f("uq_ledger_accounts_community_id_kind_holder_id")
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_ledger_accounts_id", "ledger_accounts", ["id"])
    op.create_table(
        "ledger_acts",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("key", String, nullable=False),
        sa.Column("what", String, nullable=False),
        sa.Column("fingerprint", String, nullable=False),
        sa.Column("hold_id", Id),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.CheckConstraint("(what = 'void') = (hold_id IS NOT NULL)", name=op.f("ck_ledger_acts_voids_a_hold")),
        sa.CheckConstraint(
            "what IN ('transfer', 'hold', 'post', 'void', 'reversal')", name=op.f("ck_ledger_acts_what_known")
        ),
        sa.PrimaryKeyConstraint("community_id", "key", name=op.f("pk_ledger_acts")),
        sqlite_strict=True,
    )
    op.create_table(
        "ledger_texts",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("entry_id", Id, autoincrement=False, nullable=False),
        sa.Column("text", String, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "entry_id", name=op.f("pk_ledger_texts")),
        sqlite_strict=True,
    )
    op.create_table(
        "ledger_holds",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("key", String, nullable=False),
        sa.Column("payer_id", Id, nullable=False),
        sa.Column("payee_id", Id, nullable=False),
        sa.Column("minutes", Id, nullable=False),
        sa.Column("reason", String, nullable=False),
        sa.Column("happened_on", String, nullable=False),
        sa.Column("placed_at", Moment, nullable=False),
        sa.Column("expires_at", Moment),
        sa.Column("actor_id", Id),
        sa.Column("behalf_id", Id),
        sa.Column("reference", String),
        sa.Column("state", String, nullable=False),
        sa.Column("posted", Id),
        sa.Column("resolved_at", Moment),
        sa.CheckConstraint(
            "(state = 'open') = (resolved_at IS NULL)", name=op.f("ck_ledger_holds_resolved_at_a_moment")
        ),
        sa.CheckConstraint("(state = 'posted') = (posted IS NOT NULL)", name=op.f("ck_ledger_holds_posted_an_amount")),
        sa.CheckConstraint(
            "state IN ('open', 'posted', 'voided', 'expired')", name=op.f("ck_ledger_holds_state_known")
        ),
        sa.CheckConstraint("length(happened_on) = 10", name=op.f("ck_ledger_holds_happened_on_a_day")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_ledger_holds_something_is_held")),
        sa.CheckConstraint("payer_id <> payee_id", name=op.f("ck_ledger_holds_nobody_pays_themselves")),
        sa.CheckConstraint("posted BETWEEN 1 AND minutes", name=op.f("ck_ledger_holds_posted_in_range")),
        sa.ForeignKeyConstraint(
            ["community_id", "key"],
            ["ledger_acts.community_id", "ledger_acts.key"],
            name=op.f("fk_ledger_holds_community_id_key"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "payee_id"],
            ["ledger_accounts.community_id", "ledger_accounts.id"],
            name=op.f("fk_ledger_holds_community_id_payee_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "payer_id"],
            ["ledger_accounts.community_id", "ledger_accounts.id"],
            name=op.f("fk_ledger_holds_community_id_payer_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_ledger_holds")),
        sa.UniqueConstraint("community_id", "key", name=op.f("uq_ledger_holds_community_id_key")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_ledger_holds_due",
        "ledger_holds",
        ["expires_at"],
        sqlite_where=sa.text("state = 'open' AND expires_at IS NOT NULL"),
        postgresql_where=sa.text("state = 'open' AND expires_at IS NOT NULL"),
    )
    op.create_index(
        "ix_ledger_holds_payee",
        "ledger_holds",
        ["community_id", "payee_id"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "ix_ledger_holds_payer",
        "ledger_holds",
        ["community_id", "payer_id"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "ledger_transfers",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("key", String, nullable=False),
        sa.Column("number", Id, nullable=False),
        sa.Column("kind", String, nullable=False),
        sa.Column("payer_id", Id, nullable=False),
        sa.Column("payee_id", Id, nullable=False),
        sa.Column("minutes", Id, nullable=False),
        sa.Column("reason", String, nullable=False),
        sa.Column("happened_on", String, nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.Column("actor_id", Id),
        sa.Column("behalf_id", Id),
        sa.Column("reference", String),
        sa.Column("hold_id", Id),
        sa.Column("reverses_id", Id),
        sa.CheckConstraint("(kind = 'post') = (hold_id IS NOT NULL)", name=op.f("ck_ledger_transfers_posts_a_hold")),
        sa.CheckConstraint(
            "(kind = 'reversal') = (reverses_id IS NOT NULL)", name=op.f("ck_ledger_transfers_reverses_a_transfer")
        ),
        sa.CheckConstraint("kind IN ('plain', 'post', 'reversal')", name=op.f("ck_ledger_transfers_kind_known")),
        sa.CheckConstraint("length(happened_on) = 10", name=op.f("ck_ledger_transfers_happened_on_a_day")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_ledger_transfers_something_moves")),
        sa.CheckConstraint("payer_id <> payee_id", name=op.f("ck_ledger_transfers_nobody_pays_themselves")),
        sa.ForeignKeyConstraint(
            ["community_id", "hold_id"],
            ["ledger_holds.community_id", "ledger_holds.id"],
            name=op.f("fk_ledger_transfers_community_id_hold_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "key"],
            ["ledger_acts.community_id", "ledger_acts.key"],
            name=op.f("fk_ledger_transfers_community_id_key"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "payee_id"],
            ["ledger_accounts.community_id", "ledger_accounts.id"],
            name=op.f("fk_ledger_transfers_community_id_payee_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "payer_id"],
            ["ledger_accounts.community_id", "ledger_accounts.id"],
            name=op.f("fk_ledger_transfers_community_id_payer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "reverses_id"],
            ["ledger_transfers.community_id", "ledger_transfers.id"],
            name=op.f("fk_ledger_transfers_community_id_reverses_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_ledger_transfers")),
        sa.UniqueConstraint("community_id", "hold_id", name=op.f("uq_ledger_transfers_community_id_hold_id")),
        sa.UniqueConstraint("community_id", "key", "number", name=op.f("uq_ledger_transfers_community_id_key_number")),
        sqlite_strict=True,
    )
    op.create_index("ix_ledger_transfers_payee", "ledger_transfers", ["community_id", "payee_id", "recorded_at", "id"])
    op.create_index("ix_ledger_transfers_payer", "ledger_transfers", ["community_id", "payer_id", "recorded_at", "id"])
    op.create_index(
        "ix_ledger_transfers_reverses",
        "ledger_transfers",
        ["community_id", "reverses_id"],
        sqlite_where=sa.text("reverses_id IS NOT NULL"),
        postgresql_where=sa.text("reverses_id IS NOT NULL"),
    )
    op.create_table(
        "timebanks",
        sa.Column("community_id", Id, autoincrement=False, nullable=False),
        sa.Column("mode", String, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.Column("changed_by", Id, nullable=False),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_timebanks")),
        sa.CheckConstraint("mode IN ('mutual', 'issued')", name=op.f("ck_timebanks_mode_known")),
        sqlite_strict=True,
    )
    guards = SQLITE_GUARDS if op.get_bind().dialect.name == "sqlite" else POSTGRES_GUARDS
    for guard in guards:
        op.execute(guard)


def downgrade() -> None:
    for table in ("timebanks", "ledger_texts", "ledger_transfers", "ledger_holds", "ledger_acts", "ledger_accounts"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION ledger_stays()")
