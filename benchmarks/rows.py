"""Many rows quickly: one row of a table, repeated with a few columns changed, by SQL alone."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path


def multiply(database: Path, table: str, count: int, changed: Mapping[str, str], where: str = "1") -> None:
    """Add `count` copies of one row that fulfils `where`; `changed` gives columns as SQL over `n` (1 … count)."""
    connection = sqlite3.connect(database, isolation_level=None)
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(changed.get(column, f"one.{column}") for column in columns)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    connection.execute(
        f"WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {int(count)}) "  # noqa: S608
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} "
        f"FROM (SELECT * FROM {table} WHERE {where} LIMIT 1) AS one, numbers"
    )
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def execute(database: Path, statement: str) -> None:
    """One statement, committed."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute(statement)
    connection.close()
