"""`ifyouwill check`: is the file sound, and is everything true that must be true?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Final

from sqlalchemy import column, text

import bot
from bot.core.db import Database, Statement, Tx, statement

_SHOWN: Final = 5
"""Exceptions shown of one rule; all are counted."""

_UNSOUND = statement(
    text("SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'").columns(column("fault"))
)
_ORPHANS = statement(
    text('SELECT "table", "rowid", "parent" FROM pragma_foreign_key_check').columns(
        column("child"), column("row"), column("parent")
    )
)
_SQLITE_RULES: Final[Mapping[str, Statement]] = {
    "the file is sound": _UNSOUND,
    "every row that is referred to exists": _ORPHANS,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that does not hold: its sentence, how many exceptions there are, and the first few of them."""

    rule: str
    count: int
    examples: tuple[str, ...]


async def check(db: Database) -> list[Finding]:
    """All rules that do not hold, on one state of the whole database. Empty: all is well."""
    return await db.read(findings)


def findings(tx: Tx) -> list[Finding]:
    """The same within a transaction of the caller's, as tests and simulations have it."""
    rules = [*(_SQLITE_RULES.items() if tx.dialect == "sqlite" else ()), *_rules_of_packages()]
    return [finding for rule, exceptions in rules if (finding := _finding(tx, rule, exceptions))]


def _finding(tx: Tx, rule: str, exceptions: Statement) -> Finding | None:
    rows = tx.rows(exceptions)
    if not rows:
        return None
    examples = (", ".join(f"{name} {value}" for name, value in row._asdict().items()) for row in rows[:_SHOWN])
    return Finding(rule, len(rows), tuple(examples))


def _rules_of_packages() -> Iterator[tuple[str, Statement]]:
    """INVARIANTS of every package that has an `invariants` module: a sentence, and the query for its exceptions.

    What the query returns is printed, so it must not hold what a person wrote: ids, codes and states only.
    """
    for package in iter_modules(bot.__path__):
        name = f"bot.{package.name}.invariants"
        if package.ispkg and find_spec(name):
            yield from import_module(name).INVARIANTS.items()
