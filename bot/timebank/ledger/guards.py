"""What the database itself refuses: to change or delete what stands in the book."""

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
