"""`python -m tests.simulation --seed N`: replay one seed; `--seeds A B`, `--minutes M`: many of them.

The seed is printed with every failure. `--postgres` plays on a PostgreSQL of its own instead of a SQLite file.
"""

import argparse
import sys
import time
import traceback
from itertools import count

from tests.simulation.playing import play, postgres_databases, sqlite_files


def main() -> int:
    """Exit code 1 when a seed failed."""
    wanted = _wishes()
    first, last = (wanted.seed, wanted.seed) if wanted.seed is not None else wanted.seeds
    until = time.monotonic() + wanted.minutes * 60 if wanted.minutes else None
    failed, played = [], 0
    with postgres_databases() if wanted.postgres else sqlite_files() as urls:
        for seed in count(first):
            if time.monotonic() > until if until else seed > last:
                break
            played += 1
            if not _succeeds(seed, next(urls), tell=wanted.seed is not None):
                failed.append(seed)
    print(f"{played - len(failed)} passed, {len(failed)} failed", f"(seeds {failed})" if failed else "")
    return 1 if failed else 0


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--seeds", type=int, nargs=2, metavar=("FIRST", "LAST"), default=(1, 20))
    parser.add_argument("--minutes", type=float, help="play new seeds from FIRST on for so long")
    parser.add_argument("--postgres", action="store_true")
    return parser.parse_args()


def _succeeds(seed: int, url: str, *, tell: bool) -> bool:
    try:
        story = play(seed, url)
    except Exception:  # noqa: BLE001  whatever it is, the seed is told and the next one is played
        traceback.print_exc()
        return False
    if tell:
        print(*story, sep="\n")
    return True


if __name__ == "__main__":
    sys.exit(main())
