"""`python -m tests.simulation --seed N`: replay one seed; `--seeds A B`, `--minutes M`: many of them.

The seed is printed with every failure. `--postgres` plays on a PostgreSQL of its own instead of a SQLite file.
"""

import argparse
import asyncio
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from tests.simulation.run import Run
from tests.support.databases import copy_sqlite, make_sqlite_template, postgres_server


@contextmanager
def _databases(postgres: bool) -> Iterator[Iterator[str]]:
    """Fresh databases, one after the other."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not postgres:
            template = make_sqlite_template(folder / "template.db")
            yield _files(template, folder)
            return
        with postgres_server() as server:
            yield _fresh(server)


def _files(template: Path, folder: Path) -> Iterator[str]:
    for number in count():
        place = folder / str(number)
        place.mkdir()
        yield copy_sqlite(template, place)


def _fresh(server) -> Iterator[str]:  # type: ignore[no-untyped-def]
    while True:
        with server.database() as url:
            yield url


def _play(seed: int, url: str, *, tell: bool) -> bool:
    async def play() -> bool:
        run = Run(seed, url)
        try:
            await run.play()
        except Exception:  # noqa: BLE001  whatever it is, the seed is told and the next one is played
            print(f"seed {seed} failed; it happened so:", *run.story[-25:], sep="\n  ")
            traceback.print_exc()
            return False
        if tell:
            print(*run.story, sep="\n")
        return True

    return asyncio.run(play())


def main() -> int:
    """Exit code 1 when a seed failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--seeds", type=int, nargs=2, metavar=("FIRST", "LAST"), default=(1, 20))
    parser.add_argument("--minutes", type=float, help="play new seeds from FIRST on for so long")
    parser.add_argument("--postgres", action="store_true")
    wanted = parser.parse_args()
    first, last = (wanted.seed, wanted.seed) if wanted.seed is not None else wanted.seeds
    until = time.monotonic() + wanted.minutes * 60 if wanted.minutes else None
    failed, played = [], 0
    with _databases(wanted.postgres) as urls:
        for seed in count(first):
            if time.monotonic() > until if until else seed > last:
                break
            played += 1
            if not _play(seed, next(urls), tell=wanted.seed is not None):
                failed.append(seed)
    print(f"{played - len(failed)} passed, {len(failed)} failed", f"(seeds {failed})" if failed else "")
    return 1 if failed else 0


sys.exit(main())
