"""`python -m benchmarks [--quick] [PART …]`: measures, prints ratios, and says which promises are kept.

Run it on a machine that has nothing else to do: a neighbour's load spoils the ratios, too.
"""

import argparse
import asyncio
import logging
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bank import bank
from benchmarks.broadcast import broadcast
from benchmarks.crowd import crowd
from benchmarks.demo import demo
from benchmarks.echo import Effort, Race, memory
from benchmarks.growth import growth, tipping
from benchmarks.requests import requests
from benchmarks.signing import signing
from benchmarks.start import start
from benchmarks.table import Report


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything."""

    effort: Effort
    signatures: int
    rounds: int
    signers: int
    rows: int
    pledges: int
    visits: int
    people: int
    updates: int
    reminders: int
    calls: int


FULL = Size(Effort(3, 12_000, 8), 4_000, 5, 100_000, 1_000_000, 10_000, 300, 5_000, 100_000, 100_000, 8_000)
QUICK = Size(Effort(1, 3_000, 4), 1_000, 2, 10_000, 100_000, 2_000, 30, 300, 5_000, 10_000, 2_000)

Part = Callable[[Path, Report, Size], Awaitable[None]]

PARTS: dict[str, Part] = {
    "updates": lambda folder, report, size: Race(folder, size.effort, report).run(),
    "signing": lambda folder, report, size: signing(folder, report, size.signatures, size.rounds),
    "tipping": lambda folder, report, size: tipping(folder, report, size.signers, turns=7),
    "growth": lambda folder, report, size: growth(folder, report, 1_000, size.rows, turns=200),
    "crowd": lambda folder, report, size: crowd(folder, report, size.pledges, size.visits),
    "bank": lambda folder, report, size: bank(folder, report, size.signatures, size.rounds, size.rows, size.visits),
    "broadcast": lambda folder, report, size: broadcast(folder, report, size.people),
    "start": lambda folder, report, size: start(folder, report, size.reminders),
    "demo": lambda folder, report, _: demo(folder, report),
    "requests": lambda _, report, size: requests(report, size.calls),
    "memory": lambda folder, report, size: memory(folder, report, size.updates),
}


async def _measure(parts: list[str], size: Size) -> Report:
    report = Report()
    for part in parts:
        with tempfile.TemporaryDirectory(prefix="ifyouwill-bench-") as folder:
            await PARTS[part](Path(folder), report, size)
    report.summary()
    return report


def main() -> int:
    """Exit code 0, whatever the figures: they are for people to judge."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)} (all)")
    parser.add_argument("--quick", action="store_true", help="small numbers: whether it runs, not how fast")
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"there is no part called {', '.join(sorted(unknown))}")
    logging.disable(logging.WARNING)
    asyncio.run(_measure(given.parts or list(PARTS), QUICK if given.quick else FULL))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
