"""Who has been forgotten, in lists beside the database and its copies: a copy that is older than somebody's wish still
knows them, and `restore` forgets them again.

A list holds our own numbers of people, which say nothing to anybody without such a copy. Whoever comes back later has
another number, so that nobody is forgotten twice.
"""

import asyncio
import logging
import os
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

from bot.communities.erasing import forgotten
from bot.communities.model import PersonId
from bot.core.db import Database, dialect_of
from bot.core.outage import ConfigurationError
from bot.core.sqlite_file import OWNER_ONLY
from bot.maintenance.files import database_file
from bot.rounds import Round

log = logging.getLogger(__name__)

SUFFIX: Final = ".forgotten"
_EVERY: Final = timedelta(seconds=10)
_HEADING: Final = "# Numbers of people whom `ifyouwill restore` forgets again. Keep this with the copies.\n"


class Lists:
    """Keeps the lists of one running bot, and sees to it that what was erased is gone from the database's own log."""

    def __init__(self, db: Database, files: Sequence[Path]) -> None:
        self._db = db
        self._files = files
        self._done: list[PersonId] | None = None
        self._failing = False

    def round(self) -> Round:
        """Looks every ten seconds, and at the start: whatever a crash has left undone is made up for."""
        return Round("forgotten", _EVERY, 1, self.walk)

    async def walk(self, _bite: int) -> int:
        """Note who has been forgotten since the last look. What fails is logged once, and tried again."""
        people = await self._db.read(forgotten)
        if people == self._done:
            return 0
        try:
            for file in self._files:
                await asyncio.to_thread(add_to, file, people)
        except (OSError, ConfigurationError) as error:
            if not self._failing:
                log.error("the list of who was forgotten cannot be kept: %s", error)  # noqa: TRY400
            self._failing = True
            return 0
        self._failing = False
        if await self._db.wipe():
            self._done = people
        return 0


def files_for(url: str, copies: Path | None, bot: int) -> list[Path]:
    """Where the lists are: beside the file of the database, and with the daily copies."""
    files = []
    if dialect_of(url) == "sqlite":
        database = database_file(url)
        files.append(database.with_name(f"of-{database.name}{SUFFIX}"))
    if copies is not None:
        files.append(copies / f"ifyouwill-{bot}{SUFFIX}")
    return files


def listed_in(folders: Iterable[Path]) -> list[PersonId]:
    """Everybody on any list in these folders. Raises ConfigurationError for one that cannot be read."""
    files = sorted({file for folder in folders for file in folder.glob(f"*{SUFFIX}")})
    return [PersonId(number) for number in sorted({number for file in files for number in _numbers_in(file)})]


def add_to(file: Path, people: Iterable[PersonId]) -> None:
    """These are on the list as well, whole or not at all. Raises OSError."""
    known = set(_numbers_in(file)) if file.exists() else set()
    if known.issuperset(people):
        return
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{os.getpid()}.part")
    handle = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, OWNER_ONLY)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(_HEADING)
        out.writelines(f"{number}\n" for number in sorted(known.union(people)))
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)


def _numbers_in(file: Path) -> list[int]:
    try:
        lines = file.read_text(encoding="ascii").splitlines()
        return [int(line) for line in lines if line and not line.startswith("#")]
    except (OSError, ValueError):
        raise ConfigurationError(f"The list {file} of people who are to be forgotten cannot be read.") from None
