"""Looking into the tables with SQL of one's own, which knows nothing of the program's statements."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table, column, text

from bot.core.db import Database, Statement, Tx, statement
from bot.migrations.metadata import whole_metadata

_SEEN_IN_PASSING = {"inbox", "people", "residents", "memberships", "drafts", "installation"}
"""Tables in which it is written down who was heard, where they stand, and what they have half said."""


def asked(sql: str, *columns: str) -> Statement:
    """A question, and the names of the columns of its answer."""
    return statement(text(sql).columns(*(column(name) for name in columns)))


def written(tables: Iterable[str] | None = None) -> dict[str, Statement]:
    """For each table the question for all of its rows; without names: those that only an act changes."""
    known = whole_metadata().tables
    names = sorted(known.keys() - _SEEN_IN_PASSING) if tables is None else tables
    return {
        name: asked(f"SELECT * FROM {name} ORDER BY {_key(known[name])}", *(each.name for each in known[name].columns))  # noqa: S608
        for name in names
    }


def _key(table: Table) -> str:
    """What gives its rows an order."""
    return ", ".join(column.name for column in table.primary_key)


_WRITTEN = written()
_DRAFTS = written(["drafts"])


async def deeds(db: Database) -> dict[str, list[Any]]:
    """Everything that acts have left behind: pledges, signatures, what is owed, settings, rights."""
    return await db.read(_all, _WRITTEN)


async def drafts(db: Database) -> list[Any]:
    """What people have half said."""
    return (await db.read(_all, _DRAFTS))["drafts"]


def _all(tx: Tx, questions: dict[str, Statement]) -> dict[str, list[Any]]:
    return {name: tx.rows(question) for name, question in questions.items()}
