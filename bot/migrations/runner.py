"""Moves a database's schema up and down, whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.engine import URL

_HERE: Final = Path(__file__).parent

_ONE_AT_A_TIME: Final = 0x1F_90_0C
"""The advisory lock that keeps two deployments from migrating one PostgreSQL at the same time."""


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the schema up to `revision`. Every step happens, or none."""
    with _connected(url) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(url: str, revision: str) -> None:
    """Take the schema down to `revision` ("base": no tables). Every step happens, or none."""
    with _connected(url) as connection:
        command.downgrade(_config(connection), revision)


def current(url: str) -> str | None:
    """The revision the database is at; None: it has no schema of ours yet."""
    with _connected(url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def tables(url: str) -> list[str]:
    """The names of all tables there are, whoever made them."""
    with _connected(url) as connection:
        return inspect(connection).get_table_names()


def head() -> str:
    """The newest revision this program has."""
    newest = _scripts().get_current_head()
    assert newest is not None
    return newest


def knows(revision: str) -> bool:
    """Whether `revision` is one of this program's: an unknown one was made by a newer release."""
    return revision in {script.revision for script in _scripts().walk_revisions()}


def draft(message: str, *, scripts: Path = _HERE) -> Path:
    """Write a new revision: what turns the tables of the newest one into those of the code. Its file, to be edited."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/head.db"
        upgrade(url)
        with _connected(url) as connection:
            number = f"{int(head()) + 1:04}"
            made = command.revision(_config(connection, scripts), message, autogenerate=True, rev_id=number)
    assert isinstance(made, Script)
    return Path(made.path)


def engine_for(url: str) -> Engine:
    """An SQLAlchemy engine for schema work only; whatever else the program says goes through `bot.core.db`."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(parsed)
    return create_engine(parsed.set(drivername="postgresql+psycopg"))


def _sqlite_engine(url: URL) -> Engine:
    """The driver's own transactions leave DDL out, so they are switched off and begun by hand.

    Foreign keys are off while tables are rebuilt (dropping the old table would delete what refers to it) and are
    checked before the commit.
    """
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = OFF").close()
        connection.execute("PRAGMA busy_timeout = 5000").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = engine_for(url)
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
            yield connection
            if engine.dialect.name == "sqlite":
                orphan = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                assert orphan is None, f"a row of {orphan[0]} refers to nothing"
    finally:
        engine.dispose()


def _config(connection: Connection, scripts: Path = _HERE) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("file_template", "r%%(rev)s_%%(slug)s")
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(_HERE))
