"""The SQLite file: who may read it, who may write it, and how a connection to it is set up."""

import fcntl
import os
import sqlite3
from pathlib import Path
from typing import Final

from bot.core.outage import ConfigurationError

OWNER_ONLY: Final = 0o600
"""Nobody but the bot's own user reads what people told it. SQLite gives -wal and -shm the mode of the file."""

_SAFE_WITH_MANY_WRITERS: Final = (3, 51, 3)
"""From here on two connections that write and checkpoint at once cannot corrupt a WAL (the WAL-reset race)."""

_STATEMENTS: Final = 1024
"""Prepared statements kept per connection: more than the program has."""

_WRITER: Final = (
    "PRAGMA busy_timeout = 5000",  # ms
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -32768",  # KiB
    "PRAGMA journal_size_limit = 67108864",  # bytes
)
_READER: Final = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA query_only = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16384",
)


class WriterLock:
    """Held while this process may write to the file; a second process that wants to is turned away."""

    def __init__(self, database: Path) -> None:
        self._file = os.open(f"{database}.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, OWNER_ONLY)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._file)
            raise ConfigurationError(
                f"The database {database} is in use by another process, and SQLite {sqlite3.sqlite_version} allows one"
                " at a time: stop the other one first."
            ) from None

    def release(self) -> None:
        os.close(self._file)


def lock_for_writing(database: Path) -> WriterLock | None:
    """The lock, or None where SQLite is new enough to do without. Raises ConfigurationError if another has it."""
    return WriterLock(database) if sqlite3.sqlite_version_info < _SAFE_WITH_MANY_WRITERS else None


def claim_file(database: Path) -> None:
    """Make the file if it is missing, and make it the owner's only. Raises ConfigurationError if that fails."""
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(database, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, OWNER_ONLY))
        database.chmod(OWNER_ONLY)
    except OSError as error:
        raise ConfigurationError(f"The database {database} cannot be written: {error.strerror}.") from None


def connect_writer(database: Path) -> sqlite3.Connection:
    """The one connection that writes. Raises sqlite3.Error if the file is not a database or cannot be written."""
    return _set_up(sqlite3.connect(database, isolation_level=None, cached_statements=_STATEMENTS), _WRITER)


def connect_reader(database: Path) -> sqlite3.Connection:
    """A connection that sees what is committed and cannot write."""
    uri = f"{database.absolute().as_uri()}?mode=ro"
    return _set_up(sqlite3.connect(uri, uri=True, isolation_level=None, cached_statements=_STATEMENTS), _READER)


def _set_up(connection: sqlite3.Connection, pragmas: tuple[str, ...]) -> sqlite3.Connection:
    try:
        for pragma in pragmas:
            connection.execute(pragma).fetchall()
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection
