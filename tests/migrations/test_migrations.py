"""The schema's history: what it makes is what the code believes, and data survives the way down and up."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Table, insert, inspect, select, text
from sqlalchemy import column as light_column
from sqlalchemy import table as light_table

from bot.core.schema import Id, Moment, String
from bot.migrations import runner
from bot.migrations.metadata import whole_metadata
from tests.migrations.samples import AWKWARD, HUGE, NOW, SAMPLES
from tests.support.databases import PostgresServer

_CONSTRAINTS = """
    SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text NOT LIKE 'alembic%'
"""
_INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE 'alembic%'"
_COLUMNS = """
    SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable || coalesce(column_default, '')
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE 'alembic%'
"""
_ADDED = re.compile(r", (?=\w+ (?:TEXT|INTEGER)\b)")
"""Where SQLite has put a column that was added later: on the line of the one before."""
_REBUILT = re.compile(r"(?<=^CREATE TABLE )\"(\w+)\"")
"""A table that was built anew and took the place of the old one."""
_SEQUENCES = "SELECT sequencename || min_value || ' ' || max_value || cycle FROM pg_sequences"

MADE_ANEW: Final = frozenset({"pledge_words"})
"""An index of our own: 0017 makes it of the pledges."""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.empty_database() as url:
        yield url


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return compare_metadata(context, whole_metadata())


def in_database(url: str, look: Callable[[Connection], Any]) -> Any:
    engine = runner.engine_for(url)
    try:
        with engine.begin() as connection:
            return look(connection)
    finally:
        engine.dispose()


def test_the_history_makes_what_the_code_believes(empty_url: str) -> None:
    runner.upgrade(empty_url)
    assert in_database(empty_url, differences) == []
    assert runner.current(empty_url) == runner.head()


def test_every_constraint_and_index_is_the_same(empty_url: str, database_url: str) -> None:
    runner.upgrade(empty_url)
    if runner.engine_for(empty_url).dialect.name == runner.engine_for(database_url).dialect.name:
        assert in_database(empty_url, definitions) == in_database(database_url, definitions)


def definitions(connection: Connection) -> set[str]:
    """Every column, constraint and index in the database's own words, which autogenerate does not compare."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(
            text("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'alembic%'")
        )
        told = (_ADDED.sub(",\n", _REBUILT.sub(r"\1", sql)) for (sql,) in rows)
        return {line.strip().rstrip(",") for sql in told for line in sql.splitlines()}
    queries = (_CONSTRAINTS, _INDEXES, _COLUMNS, _SEQUENCES)
    return {value for query in queries for (value,) in connection.execute(text(query))}


def test_down_leaves_nothing(empty_url: str) -> None:
    runner.upgrade(empty_url)
    runner.downgrade(empty_url, "base")
    assert runner.tables(empty_url) == ["alembic_version"]
    assert runner.current(empty_url) is None


def test_data_survives_the_way_down_and_up(empty_url: str) -> None:
    """Each revision in turn: what its tables hold is the same after the later revisions went down and came up."""
    runner.upgrade(empty_url)
    in_database(empty_url, fill)
    before = in_database(empty_url, contents)
    assert all(before.values()), "every table has a sample"
    for revision in ("0018", "0016", "0014", "0012", "0008", "0007", "0006", "0005", "0004", "0003", "0002", "0001"):
        runner.downgrade(empty_url, revision)
        kept = set(runner.tables(empty_url)) - {"alembic_version", *MADE_ANEW}
        runner.upgrade(empty_url)
        after = in_database(empty_url, contents)
        assert {name: after[name] for name in kept} == {name: before[name] for name in kept}


def test_down_again_the_sentence_keeps_every_word(empty_url: str) -> None:
    """Going down from 0007, own words find a place in the columns that there were before."""
    runner.upgrade(empty_url)
    in_database(empty_url, fill)
    runner.downgrade(empty_url, "0007")
    own = "UPDATE pledges SET action = 'canu', opening = 'Bydda i''n', condition = 'os daw 20 arall' WHERE id = 1"
    in_database(empty_url, lambda connection: connection.execute(text(own)))
    runner.downgrade(empty_url, "0006")
    found = in_database(
        empty_url, lambda connection: connection.execute(text("SELECT action, others_action FROM pledges")).all()
    )
    assert ("Bydda i'n canu", "os daw 20 arall") in [tuple(row) for row in found]
    assert (AWKWARD, None) in [tuple(row) for row in found], "the others are as they were"


def test_pledges_that_are_open_already_are_found_by_their_words(empty_url: str) -> None:
    """From 0012 on; and no others."""
    runner.upgrade(empty_url, "0008")
    in_database(empty_url, fill)
    for change in (
        "UPDATE pledges SET action = 'glanhau’r ardd' WHERE code = '7K3XA'",
        "UPDATE pledges SET visibility = 'unlisted' WHERE code = '7K3X9'",
    ):
        in_database(empty_url, lambda connection, change=change: connection.execute(text(change)))
    runner.upgrade(empty_url)
    found = in_database(
        empty_url, lambda connection: connection.execute(text("SELECT pledge_id, word FROM pledge_words")).all()
    )
    roots = {"glanhau", "~lanh", "ard", "~ardd"}
    begun = {f"^{word[:n]}" for word in ("glanhau", "ardd") for n in range(1, len(word) + 1)}
    begun |= {f"^~{word[:n]}" for word in ("lanhau", "ardd") for n in range(3, len(word) + 1)}
    assert {tuple(row) for row in found} == {(HUGE, word) for word in roots | begun}
    runner.downgrade(empty_url, "0012")
    found = in_database(
        empty_url, lambda connection: connection.execute(text("SELECT pledge_id, word FROM pledge_words")).all()
    )
    assert {tuple(row) for row in found} == {(HUGE, word) for word in roots}
    words = in_database(
        empty_url, lambda connection: connection.execute(text("SELECT words FROM pledges")).scalars().all()
    )
    assert any("glanhau'r ardd" in each for each in words)


def test_down_again_the_newest_dialogue_is_kept(empty_url: str) -> None:
    """Before 0008 a person had room for one."""
    runner.upgrade(empty_url)
    in_database(empty_url, fill)
    setup = {"person_id": 1, "kind": "setup", "step": "check", "data": "{}", "updated_at": NOW + timedelta(seconds=1)}
    drafts = whole_metadata().tables["drafts"]
    in_database(empty_url, lambda connection: connection.execute(insert(drafts), [setup]))
    both = in_database(empty_url, lambda connection: connection.execute(text("SELECT kind FROM drafts")).all())
    assert len(both) == 2
    for move, revision in ((runner.downgrade, "0007"), (runner.upgrade, "0008")):
        move(empty_url, revision)
        left = in_database(empty_url, lambda connection: connection.execute(select(drafts.c.kind, drafts.c.data)).all())
        assert [tuple(row) for row in left] == [("setup", "{}")]


def fill(connection: Connection) -> None:
    """The samples, as far as this revision has a place for them."""
    there = inspect(connection).get_table_names()
    for table in (each for each in whole_metadata().sorted_tables if each.name in there):
        known = {each["name"] for each in inspect(connection).get_columns(table.name)}
        rows = [{**blank(table), **row} for row in SAMPLES[table.name]]
        then = light_table(
            table.name, *(light_column(name, table.c[name].type if name in table.c else None) for name in known)
        )
        connection.execute(insert(then), [{name: row[name] for name in row.keys() & known} for row in rows])


def blank(table: Table) -> dict[str, Any]:
    return dict.fromkeys((column.name for column in table.columns), None)


def contents(connection: Connection) -> dict[str, list[Any]]:
    tables = inspect(connection).get_table_names()
    return {
        table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
        for table in whole_metadata().sorted_tables
        if table.name in tables
    }


def test_a_step_that_fails_leaves_nothing_behind(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    runner.upgrade(empty_url, "0001")
    made: list[str] = []
    original = Operations.create_table

    def stumble(self: Operations, name: str, *args: Any, **kwargs: Any) -> Any:
        if len(made) == 2:
            raise OSError("power cut")
        made.append(name)
        return original(self, name, *args, **kwargs)

    monkeypatch.setattr(Operations, "create_table", stumble)
    before = runner.tables(empty_url)
    with pytest.raises(OSError, match="power cut"):
        runner.upgrade(empty_url)
    assert runner.tables(empty_url) == before
    assert runner.current(empty_url) == "0001"


def test_a_new_revision_is_drafted_with_nothing_in_it_while_the_tables_are_the_same(tmp_path: Path) -> None:
    scripts = tmp_path / "migrations"
    shutil.copytree(Path(runner.__file__).parent, scripts)
    written = runner.draft("Let pledges be moved", scripts=scripts)
    assert written.name == f"r{int(runner.head()) + 1:04}_let_pledges_be_moved.py"
    assert written.parent == scripts / "versions"
    assert written.read_text().count("    pass\n") == 2


def test_every_table_is_strict_and_its_keys_are_ours() -> None:
    for table in whole_metadata().sorted_tables:
        assert table.dialect_options["sqlite"]["strict"], table.name
        for column in table.columns:
            assert isinstance(column.type, Moment | String | type(Id)), column
            assert column.default is None, column
            assert column.onupdate is None, column


def test_no_row_is_deleted_because_another_one_is() -> None:
    for table in whole_metadata().sorted_tables:
        assert [key for key in table.foreign_keys if key.ondelete or key.onupdate] == []
