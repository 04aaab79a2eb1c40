"""Copies of the database, and the way back.

After a restore the database is old and the world is not: it comes back in quarantine, so that nothing that was due
meanwhile is sent before the operator has looked.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bot.communities.keeping import Keepers
from bot.communities.model import PersonId
from bot.core.clock import Clock
from bot.core.db import ConfigurationError, dialect_of, open_database
from bot.maintenance import pg_tools
from bot.maintenance.files import appearing, copy_database, database_file, pour
from bot.maintenance.forgotten import listed_in
from bot.maintenance.migrating import migrate
from bot.maintenance.quarantine import hold_back
from bot.migrations import runner
from bot.outbox.forgetting import forget_again


async def backup(url: str, target: Path) -> None:
    """Copy the database, which may be in use, to the new file `target`."""
    await asyncio.to_thread(_backup, url, target)


async def restore(source: Path, url: str, clock: Clock, keepers: Keepers = (), lists: Path | None = None) -> int:
    """Make the database of `url` from the copy `source`: sound, at the newest schema, in quarantine; whoever asked for
    it since the copy was made is forgotten again, by the lists beside the copy, beside the database and in the folder
    `lists`. How many these are.

    Raises ConfigurationError if there is a database already, `source` is not a copy this program can use, or a list
    cannot be read.
    """
    folders = {source.parent} if lists is None else {source.parent, lists}
    if dialect_of(url) == "sqlite":
        file = database_file(url)
        gone = listed_in({*folders, file.parent})
        with appearing(file) as draft:
            await asyncio.to_thread(pour, source, draft)
            return await _make_current(f"sqlite:///{draft}", clock, gone, keepers)
    gone = listed_in(folders)
    await asyncio.to_thread(_load_into_empty, source, url)
    return await _make_current(url, clock, gone, keepers)


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


async def _make_current(url: str, clock: Clock, gone: Sequence[PersonId], keepers: Keepers) -> int:
    done = await migrate(url, clock)
    if done.before is None:
        raise ConfigurationError("The copy holds no database of this program.")
    db = await open_database(url, clock)
    try:
        forgotten = await db.write(forget_again, gone, keepers)
        await db.write(hold_back)  # after that, so that nobody is told of it a second time unasked
        await db.wipe()
    finally:
        await db.close()
    return forgotten
