"""`ifyouwill export`: every table as JSON lines, from one state of the database."""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table, bindparam, select

from bot.core import points
from bot.core.db import Database, Tx, statement
from bot.core.outage import ConfigurationError
from bot.core.schema import Id
from bot.core.sqlite_file import OWNER_ONLY
from bot.migrations.metadata import whole_metadata

_BITE: Final = 5_000
_LEFT_OUT: Final = {
    ("inbox", "raw"),
    ("drafts", "data"),
    ("communities", "invite_code"),
    ("community_aliases", "invite_code"),
}
"""What people wrote to the bot and have not published, and what opens a door: nobody's to take along."""


async def export(db: Database, folder: Path) -> list[str]:
    """Write `<table>.jsonl` for every table into the new or empty `folder`, readable by the owner only; their names.

    Raises ConfigurationError if there is something in the folder already, or it cannot be written.
    """
    try:
        return await db.read(_write_all, folder)
    except OSError as error:
        raise ConfigurationError(f"{folder} cannot be written: {error.strerror}.") from None


def _write_all(tx: Tx, folder: Path) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise ConfigurationError(f"{folder} is not empty; nothing is overwritten.")
    tables = whole_metadata().sorted_tables
    for table in tables:
        handle = os.open(folder / f"{table.name}.jsonl", os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            for row in _rows(tx, table):
                file.write(json.dumps(row, ensure_ascii=False, default=_readable) + "\n")
        points.reach("export.middle")
    return [table.name for table in tables]


def _rows(tx: Tx, table: Table) -> Iterator[dict[str, Any]]:
    kept = [column for column in table.columns if (table.name, column.name) not in _LEFT_OUT]
    page = statement(
        select(*kept)
        .order_by(*table.primary_key.columns)
        .limit(bindparam("bite", type_=Id, required=True))
        .offset(bindparam("done", type_=Id, required=True))
    )
    done = 0
    while rows := tx.rows(page, bite=_BITE, done=done):
        yield from (row._asdict() for row in rows)
        done += len(rows)


def _readable(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
