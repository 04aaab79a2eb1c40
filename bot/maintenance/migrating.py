"""Bringing a database to the schema of this program."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot.core.clock import Clock
from bot.core.db import ConfigurationError, dialect_of
from bot.core.sqlite_file import WriterLock, claim_file
from bot.maintenance.files import copy_database, database_file
from bot.migrations import runner


@dataclass(frozen=True, slots=True)
class Migration:
    """What `migrate` did: the revisions before (None: an empty database) and after, and the copy it made first."""

    before: str | None
    after: str
    copy: Path | None


async def make_ready(url: str, clock: Clock) -> Migration | None:
    """Called when the bot starts: the embedded database is migrated, PostgreSQL must have been. None: nothing to do.

    Raises ConfigurationError for a schema this program does not know, and for an older one on PostgreSQL.
    """
    if dialect_of(url) == "sqlite":
        done = await migrate(url, clock)
        return None if done.before == done.after else done
    before = await asyncio.to_thread(_known_revision, url)
    if before != runner.head():
        raise ConfigurationError(
            f"The database is at schema {before or 'zero'} and this program needs {runner.head()}:"
            " run `ifyouwill migrate` first."
        )
    return None


async def migrate(url: str, clock: Clock) -> Migration:
    """Bring the schema to the newest revision; an embedded database with data in it is copied first."""
    return await asyncio.to_thread(_migrate, url, clock)


def _migrate(url: str, clock: Clock) -> Migration:
    with _alone(url):
        before, after = _known_revision(url), runner.head()
        if before == after:
            return Migration(before, after, None)
        copy = _copy_first(url, before, clock) if before and dialect_of(url) == "sqlite" else None
        runner.upgrade(url)
        return Migration(before, after, copy)


def _copy_first(url: str, revision: str, clock: Clock) -> Path:
    file = database_file(url)
    copy = file.with_name(f"{file.name}.{revision}-{clock.now():%Y%m%dT%H%M%SZ}")
    copy_database(file, copy)
    return copy


def _known_revision(url: str) -> str | None:
    try:
        revision = runner.current(url)
    except DBAPIError as error:
        raise ConfigurationError(f"The database cannot be opened: {_first_line(error)}.") from None
    if revision is not None and not runner.knows(revision):
        raise ConfigurationError(
            f"The database is at schema {revision}, which this program does not know: it was made by a newer release."
        )
    return revision


@contextmanager
def _alone(url: str) -> Iterator[None]:
    """No other process writes to the embedded database meanwhile. (PostgreSQL: the runner takes a lock there.)"""
    if dialect_of(url) != "sqlite":
        yield
        return
    file = database_file(url)
    claim_file(file)
    lock = WriterLock(file)
    try:
        yield
    finally:
        lock.release()


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().partition("\n")[0].rstrip(".")
