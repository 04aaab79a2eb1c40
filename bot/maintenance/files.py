"""Copies of the embedded database. A plain copy of the file would lose what is still in the log beside it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import make_url

from bot.core import points
from bot.core.outage import ConfigurationError
from bot.core.sqlite_file import OWNER_ONLY, connect_reader


def database_file(url: str) -> Path:
    """The file of an SQLite URL. Raises ConfigurationError for a database that is not a file."""
    name = make_url(url).database
    if not name or name == ":memory:":
        raise ConfigurationError("The database must be a file: sqlite:///data/bot.db.")
    return Path(name)


def copy_database(source: Path, target: Path) -> None:
    """A whole, compact copy of what is committed in `source`, while others may go on writing.

    Under its own name the copy appears only when it is complete and on the disk. Raises ConfigurationError if
    `target` exists, `source` is not a sound database, or the disk is full.
    """
    with appearing(target) as draft:
        pour(source, draft)


def pour(source: Path, draft: Path) -> None:
    """Fill the empty file `draft` with what is committed in `source`. Raises ConfigurationError."""
    if not source.is_file():
        raise ConfigurationError(f"There is no file {source}.")
    try:
        with closing(connect_reader(source)) as connection:
            connection.execute("PRAGMA query_only = OFF")  # VACUUM INTO writes, though to another file
            connection.execute("VACUUM INTO ?", [str(draft)])
    except sqlite3.Error as error:
        raise ConfigurationError(f"The database {source} cannot be copied: {error}.") from None
    points.reach("backup.middle")
    demand_sound(draft)


def demand_sound(file: Path) -> None:
    """Raise ConfigurationError unless `file` is a sound SQLite database."""
    try:
        with closing(connect_reader(file)) as connection:
            (answer,) = connection.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as error:
        raise ConfigurationError(f"{file} is not a sound database: {error}.") from None
    if answer != "ok":
        raise ConfigurationError(f"{file} is not a sound database: {answer}.")


@contextmanager
def appearing(target: Path) -> Iterator[Path]:
    """An empty file, the owner's only, to be filled; afterwards it gets `target`'s name, or is gone if that failed.

    Raises ConfigurationError if `target`, or what SQLite keeps beside it, exists already or cannot be made.
    """
    for taken in (target, Path(f"{target}-wal"), Path(f"{target}-journal")):
        if taken.exists():
            raise ConfigurationError(f"{taken} exists already and is not overwritten.")
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
    except OSError as error:
        raise ConfigurationError(f"{target} cannot be written: {error.strerror}.") from None
    try:
        yield draft
        _flush(draft)
        draft.rename(target)
        _flush(target.parent)
    finally:
        for rest in draft.parent.glob(f"{draft.name}*"):
            rest.unlink()


def _flush(path: Path) -> None:
    """Wait until the file, or a folder's list of names, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
