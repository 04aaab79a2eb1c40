"""Every statement of the program is understood by both databases, before anybody waits for it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from pkgutil import walk_packages

import psycopg

import bot
from bot.core.statement import Statement


def statements() -> Iterator[tuple[str, Statement]]:
    """Every statement that a module holds, alone or in a tuple or dict, with its place."""
    seen: set[int] = set()
    for module in walk_packages(bot.__path__, "bot."):
        if module.name.startswith("bot.migrations.") or module.name.endswith("__main__"):
            continue
        for name, value in vars(import_module(module.name)).items():
            for found in _inside(value):
                if id(found) not in seen:
                    seen.add(id(found))
                    yield f"{module.name}.{name}", found


def _inside(value: object) -> Iterator[Statement]:
    if isinstance(value, Statement):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _inside(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _inside(each)


ALL = list(statements())


def test_there_are_statements() -> None:
    assert len(ALL) > 50


def test_sqlite_understands_every_statement(sqlite_url: str) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection:
        wrong = [told for place, stmt in ALL if (told := _sqlite_refuses(connection, place, stmt))]
    assert not wrong, "\n".join(wrong)


def test_postgresql_understands_every_statement(postgres_url: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        wrong = [told for place, stmt in ALL if (told := _postgres_refuses(connection, place, stmt))]
    assert not wrong, "\n".join(wrong)


def _sqlite_refuses(connection: sqlite3.Connection, place: str, stmt: Statement) -> str | None:
    compiled = stmt.on("sqlite")
    if compiled.text.startswith("PRAGMA"):
        return None
    try:
        connection.execute(f"EXPLAIN {compiled.text}", compiled.example()).fetchall()
    except sqlite3.Error as error:
        return f"{place}: {error} in {compiled.text}"
    return None


def _postgres_refuses(connection: psycopg.Connection[object], place: str, stmt: Statement) -> str | None:
    compiled = stmt.on("postgresql")
    if place.startswith("bot.maintenance.checking") or "PRAGMA" in compiled.text:
        return None
    try:
        connection.execute(f"EXPLAIN {compiled.text}", compiled.example())  # type: ignore[call-overload]
    except psycopg.Error as error:
        return f"{place}: {error} in {compiled.text}"
    return None


_ONE_PERSON = "once in a while somebody wants to be forgotten, or to know what is kept of them; nobody else asks so"
SLOW_BY_NATURE = {
    "bot.communities.store.erasing._DELETE": _ONE_PERSON,
    "bot.communities.store.erasing._HERE": _ONE_PERSON,
    "bot.intake.store._ERASE": _ONE_PERSON,
    "bot.intake.store._OF_PERSON": _ONE_PERSON,
    "bot.outbox.store.erasing._TOLD": _ONE_PERSON,
    "bot.pledges.store.erasing._FORGET_ANSWERS": _ONE_PERSON,
    "bot.pledges.store.erasing._TOLD": _ONE_PERSON,
    "bot.pledges.store.erasing._TOUCHED": _ONE_PERSON,
    "bot.reminders.people.store._DELETE": _ONE_PERSON,
    "bot.reminders.people.store._TOLD": _ONE_PERSON,
    "bot.timebank.ledger.store.erasing._WRITTEN": _ONE_PERSON,
    "bot.timebank.store.erasing._CLAIMS": _ONE_PERSON,
    "bot.timebank.store.erasing._END": _ONE_PERSON,
    "bot.timebank.store.erasing._ERASE": _ONE_PERSON,
    "bot.timebank.store.erasing._MARKETS": _ONE_PERSON,
    "bot.timebank.store.erasing._POSTS": _ONE_PERSON,
    "bot.timebank.store.erasing._TOLD": _ONE_PERSON,
    "bot.timebank.store.erasing._VOUCHERS": _ONE_PERSON,
    "bot.communities.store.absorbing._FOLLOW": "a group is upgraded once in its life",
    "bot.communities.store.invites._FORGET_FORMER_INVITES": "few groups were ever founded twice",
    "bot.intake.store._COUNTS": "asked by tests",
    "bot.outbox.store.deliveries._COUNTS": "asked by tests",
}
"""Statements that may walk a whole table. Those of `check` may, too."""


def test_no_statement_walks_a_whole_table(sqlite_url: str) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection:
        walks = {
            f"{place}: {step}"
            for place, stmt in ALL
            if place not in SLOW_BY_NATURE and "invariants." not in place and ".checking." not in place
            for step in _walks(_plan(connection, stmt))
        }
    assert not walks, "\n".join(sorted(walks))


def _walks(plan: list[str]) -> Iterator[str]:
    """The steps that read a whole table. What a part of the statement itself has found is read whole, and is none."""
    found = {name for kind, _, name in (step.partition(" ") for step in plan) if kind in {"CO-ROUTINE", "MATERIALIZE"}}
    for step in plan:
        walks = step.startswith("SCAN") and "USING" not in step and "CONSTANT ROW" not in step
        if walks and step.removeprefix("SCAN ") not in found:
            yield step


def _plan(connection: sqlite3.Connection, stmt: Statement) -> list[str]:
    compiled = stmt.on("sqlite")
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {compiled.text}", compiled.example())]
