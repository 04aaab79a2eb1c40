"""The SQLite file: who may read it, who may write it, and how a connection to it is set up."""

import fcntl
import os
import sqlite3
from pathlib import Path
from typing import Final

from bot.core.outage import ConfigurationError

OWNER_ONLY: Final = 0o600
"""Nobody but the bot's own user reads what people told it. SQLite gives -wal and -shm the mode of the file."""

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
    "PRAGMA cache_size = -8192",  # KiB: what does not fit lies in the system's own cache, and does not count as ours
    "PRAGMA journal_size_limit = 67108864",  # bytes
)
_READER: Final = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA query_only = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -4096",
)


class WriterLock:
    """Held while this process may write to the file; a second process that wants to is turned away.

    So whoever writes knows that nobody else is there: what is marked as under way belongs to a process that died.
    """

    def __init__(self, database: Path) -> None:
        """Take it. Raises ConfigurationError if another process has it, or if it cannot be had."""
        try:
            self._file = os.open(f"{database.resolve()}.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, OWNER_ONLY)
        except OSError as error:
            raise ConfigurationError(f"The database {database} cannot be locked: {error.strerror}.") from None
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._file)
            if isinstance(error, BlockingIOError):
                raise ConfigurationError(
                    f"The database {database} is in use by another process, and one at a time may write to it:"
                    " stop the other one first."
                ) from None
            raise ConfigurationError(f"The database {database} cannot be locked: {error.strerror}.") from None

    def release(self) -> None:
        os.close(self._file)


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
