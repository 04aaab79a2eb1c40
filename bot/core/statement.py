"""SQL statements, built once at import and run many times on the raw driver.

A SQLAlchemy Core clause is compiled at first use for a dialect into a text and the few conversions its columns need;
running it costs what the driver costs. Building it anew at each call costs four times as much, going through an
engine ten times (decision 0002).
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from sqlalchemy import BindParameter, ClauseElement, Column, ColumnElement, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import visitors
from sqlalchemy.sql.compiler import SQLCompiler

Row: TypeAlias = Any
"""A named tuple of one row's columns (`row.code`). Only stores see rows; they make model objects of them."""

Values: TypeAlias = Mapping[str, Any]
_Convert: TypeAlias = Callable[[Any], Any]

DIALECTS: dict[str, Dialect] = {
    "sqlite": sqlite.dialect(paramstyle="named"),
    "postgresql": PGDialect_psycopg(paramstyle="pyformat"),  # type: ignore[no-untyped-call]
}


class Cursor(Protocol):
    """What sqlite3 and psycopg cursors have in common and statements need."""

    @property
    def rowcount(self) -> int: ...
    def execute(self, text: Any, values: Any = ..., /) -> Any: ...
    def executemany(self, text: Any, values: Any, /) -> Any: ...
    def fetchall(self) -> list[Any]: ...


class Statement:
    """A clause that can be run on either database. Made by `statement`, `insert_new` and `upsert` only."""

    __slots__ = ("_clause", "_compiled")

    def __init__(self, clause: ClauseElement) -> None:
        _refuse_open_lists(clause)
        self._clause = clause
        self._compiled: dict[str, Compiled] = {}

    def on(self, dialect: str) -> "Compiled":
        """The statement compiled for "sqlite" or "postgresql"."""
        compiled = self._compiled.get(dialect)
        if compiled is None:
            compiled = self._compiled[dialect] = Compiled(self._clause, DIALECTS[dialect])
        return compiled

    def __str__(self) -> str:
        return str(self._clause)


class Compiled:
    """One statement in one database's own words: text, parameters in, rows out."""

    __slots__ = ("_constants", "_in", "_out", "_required", "_row", "returns_rows", "text")

    def __init__(self, clause: ClauseElement, dialect: Dialect) -> None:
        compiled = clause.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        _refuse_client_defaults(compiled)
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        self._required = frozenset(name for name, bind in binds.items() if bind.required)
        expanded = compiled.construct_expanded_state(dict.fromkeys(self._required))
        self.text = expanded.statement
        conversions = {name: _bind_conversion(bind, dialect) for name, bind in binds.items()}
        conversions |= dict(expanded.processors)
        self._in = [(name, convert) for name, convert in conversions.items() if convert and name in self._required]
        self._constants = {
            name: _converted(conversions.get(name), value)
            for name, value in expanded.parameters.items()
            if name not in self._required
        }
        columns = list(getattr(clause, "exported_columns", ()))
        self.returns_rows = bool(columns)
        self._row = _row_type(columns) if columns else None
        self._out = _result_conversions(columns, dialect)

    def bind(self, values: dict[str, Any]) -> dict[str, Any]:
        """`values` (changed in place) as the driver takes them. Raises TypeError if one is missing or unknown."""
        if values.keys() != self._required:
            raise TypeError(self._mismatch(values))
        for name, convert in self._in:
            values[name] = convert(values[name])
        if self._constants:
            values.update(self._constants)
        return values

    def example(self) -> dict[str, Any]:
        """Values with which a database can be asked to explain the statement: the constants, and nothing else known."""
        return {**dict.fromkeys(self._required), **self._constants}

    def rows(self, fetched: Sequence[Sequence[Any]]) -> list[Row]:
        """Named rows with every value converted."""
        make = self._row
        if make is None:
            raise TypeError(f"name the columns (select, returning, text().columns()) of: {self.text}")
        if not self._out:
            return [make(values) for values in fetched]
        return [make(self._convert(values)) for values in fetched]

    def _convert(self, values: Sequence[Any]) -> list[Any]:
        converted = list(values)
        for at, convert in self._out:
            converted[at] = convert(converted[at])
        return converted

    def _mismatch(self, values: Values) -> str:
        missing = sorted(self._required - values.keys())
        unknown = sorted(values.keys() - self._required)
        return f"missing {missing}, unknown {unknown} in: {self.text}"


def statement(clause: ClauseElement) -> Statement:
    """Wrap a clause at import. Values that change are `bindparam`s; `IN` takes a list that is known at import.

    Raises ValueError for an `IN` list that only the call would know: use a join, a range or one statement per value.
    """
    return Statement(clause)


def insert_new(
    table: Table, *, keys: Iterable[Column[Any]] = (), returning: Iterable[ColumnElement[Any]] = ()
) -> Statement:
    """INSERT every column of `table`, each bound by its name, unless the row exists already; give back `returning`.

    No row comes back (and `run` says 0) when one stood in the way: of `keys` if given, of any unique key otherwise.
    Without `returning` the primary key is given back.
    """
    clause = postgresql.insert(table).on_conflict_do_nothing(index_elements=list(keys) or None)  # SQLite reads it, too
    return Statement(clause.returning(*(list(returning) or table.primary_key.columns)))


def upsert(
    table: Table,
    *,
    keys: Iterable[Column[Any]],
    change: Iterable[Column[Any]] | Mapping[str, Any],
    returning: Iterable[ColumnElement[Any]] = (),
) -> Statement:
    """INSERT every column of `table`, each bound by its name; where `keys` exist already, change that row instead.

    `change` names the columns that take the new value, or maps a column's name to an expression.
    """
    clause = postgresql.insert(table)
    changes = (
        change if isinstance(change, Mapping) else {column.name: clause.excluded[column.name] for column in change}
    )
    clause = clause.on_conflict_do_update(index_elements=list(keys), set_=dict(changes))
    return Statement(clause.returning(*columns) if (columns := list(returning)) else clause)


def given(column: Column[Any], name: str | None = None) -> BindParameter[Any]:
    """A value of `column`'s type that the call gives, by the column's name or by `name`."""
    return bindparam(name or column.name, type_=column.type, required=True)


def _refuse_open_lists(clause: ClauseElement) -> None:
    for element in visitors.iterate(clause):
        if isinstance(element, BindParameter) and element.expanding and element.required:
            raise ValueError(f"IN takes a list known at import, not the parameter {element.key!r}: {clause}")


def _refuse_client_defaults(compiled: SQLCompiler) -> None:
    """A default that SQLAlchemy would work out in Python is never applied here, so it must not seem to exist."""
    prefetched = [*compiled.insert_prefetch, *compiled.update_prefetch]
    if prefetched:
        raise ValueError(f"give {prefetched[0]} a value: client-side defaults are not applied")


def _bind_conversion(bind: BindParameter[Any], dialect: Dialect) -> _Convert | None:
    return bind.type.dialect_impl(dialect).bind_processor(dialect)


def _result_conversions(columns: Sequence[ColumnElement[Any]], dialect: Dialect) -> list[tuple[int, _Convert]]:
    conversions = (column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns)
    return [(at, convert) for at, convert in enumerate(conversions) if convert]


def _converted(convert: _Convert | None, value: Any) -> Any:
    return convert(value) if convert else value


def _row_type(columns: Sequence[ColumnElement[Any]]) -> Callable[[Iterable[Any]], Row]:
    names = [str(getattr(column, "name", "")) for column in columns]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"two columns are called {sorted(twice)}: label them")
    row = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # noqa: PYI024  names come from the statement
    make: Callable[[Iterable[Any]], Row] = row._make
    return make
