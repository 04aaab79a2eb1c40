"""Copies of the database, and the way back.

After a restore the database is old and the world is not: it comes back in quarantine, so that nothing that was due
meanwhile is sent before the operator has looked.
"""

import asyncio
from pathlib import Path

from bot.core.clock import Clock
from bot.core.db import ConfigurationError, dialect_of, open_database
from bot.maintenance import pg_tools
from bot.maintenance.files import appearing, copy_database, database_file, pour
from bot.maintenance.migrating import migrate
from bot.maintenance.quarantine import hold_back
from bot.migrations import runner


async def backup(url: str, target: Path) -> None:
    """Copy the database, which may be in use, to the new file `target`."""
    await asyncio.to_thread(_backup, url, target)


async def restore(source: Path, url: str, clock: Clock) -> None:
    """Make the database of `url` from the copy `source`: sound, at the newest schema, in quarantine.

    Raises ConfigurationError if there is a database already, or `source` is not a copy this program can use.
    """
    if dialect_of(url) == "sqlite":
        with appearing(database_file(url)) as draft:
            await asyncio.to_thread(pour, source, draft)
            await _make_current(f"sqlite:///{draft}", clock)
    else:
        await asyncio.to_thread(_load_into_empty, source, url)
        await _make_current(url, clock)


def _backup(url: str, target: Path) -> None:
    if dialect_of(url) == "sqlite":
        copy_database(database_file(url), target)
    else:
        with appearing(target) as draft:
            pg_tools.dump(url, draft)


def _load_into_empty(source: Path, url: str) -> None:
    if runner.tables(url):
        raise ConfigurationError("The database is not empty and is not overwritten.")
    pg_tools.load(source, url)


async def _make_current(url: str, clock: Clock) -> None:
    done = await migrate(url, clock)
    if done.before is None:
        raise ConfigurationError("The copy holds no database of this program.")
    db = await open_database(url, clock)
    try:
        await db.write(hold_back)
    finally:
        await db.close()
