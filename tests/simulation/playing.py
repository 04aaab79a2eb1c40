"""Playing seeds: each in a time of its own, with its story at hand when it fails."""

import asyncio
import shutil
import tempfile
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from bot.core.clock import MovableClock
from tests.simulation.overhearing import overhearing
from tests.simulation.run import FIRST_DAY, Run
from tests.support.databases import PostgresServer, copy_sqlite, make_sqlite_template, postgres_server
from tests.support.timeless import TimelessLoop

_MEMORY = Path("/dev/shm")  # noqa: S108  a folder of our own is made in it
_TOLD = 40
"""Lines of the story that a failure shows."""


def play(seed: int, url: str) -> list[str]:
    """One seed from beginning to end on the empty database at `url`; its story. Whatever is wrong is raised, with the
    seed and the end of the story as a note."""
    story: list[str] = []
    clock = MovableClock(FIRST_DAY)
    with overhearing(story) as ear, asyncio.Runner(loop_factory=lambda: TimelessLoop(clock)) as runner:
        loop = runner.get_loop()
        assert isinstance(loop, TimelessLoop)
        loop.set_exception_handler(ear.hear_loop)
        try:
            runner.run(Run(seed, url, loop, story).play())
            assert not ear.bugs, "the bot reported bugs of its own:\n" + "\n".join(ear.bugs)
        except BaseException as failure:
            failure.add_note("\n  ".join([f"seed {seed}; it happened so:", *story[-_TOLD:], *ear.bugs]))
            raise
    return story


@contextmanager
def sqlite_files() -> Iterator[Iterator[str]]:
    """Fresh SQLite databases, one after the other. In memory where that can be: no simulated death cuts the power."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as name:
        folder = Path(name)
        yield _files(make_sqlite_template(folder / "template.db"), folder)


@contextmanager
def postgres_databases() -> Iterator[Iterator[str]]:
    """Fresh PostgreSQL databases, one after the other."""
    with postgres_server() as server, closing(fresh(server)) as urls:
        yield urls


def fresh(server: PostgresServer) -> Generator[str, None, None]:
    """Databases on this server: each lives until the next one is asked for."""
    while True:
        with server.database() as url:
            yield url


def _files(template: Path, folder: Path) -> Iterator[str]:
    for number in count():
        place = folder / str(number)
        place.mkdir()
        yield copy_sqlite(template, place)
        shutil.rmtree(place)
