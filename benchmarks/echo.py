"""The whole bot against the others: updates per second, and how long a tap waits at half that load."""

import statistics
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import contenders
from benchmarks.load import Contender, Result, full_load, grown, steady_load
from benchmarks.neighbourhood import neighbourhood
from benchmarks.table import Report
from benchmarks.telegram import Feed
from benchmarks.updates import echoes, presses

_STEADY_SECONDS = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A contender made ready for one run: fresh database, its updates."""

    contender: Contender
    feeds: Sequence[Feed]


Prepared = Callable[[int], Awaitable[Entry]]
"""Makes an entry with that many updates."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much of everything: a run for real, or a quick look."""

    rounds: int
    updates: int
    seconds: float


class Race:
    """Rounds in which every bot runs once, in turn, so that a busy moment of the machine hits all alike."""

    def __init__(self, folder: Path, effort: Effort, report: Report) -> None:
        self._folder = folder
        self._effort = effort
        self._report = report
        self._log = folder / "bots.log"
        self._made = 0

    async def run(self) -> None:
        """Full load for everybody, then half of our own full load for the echo and for us."""
        results = await self._full()
        medians = {name: statistics.median(run.per_second for run in runs) for name, runs in results.items()}
        self._print(results)
        ours, echo, usual, goal = (medians[name] for name in ("ours", "ptb", "usual", "aiogram"))
        say = self._report.promise
        say("updates/s, whole bot : bare PTB echo", ">= 1.5", f"{ours / echo:.2f}", kept=ours >= 1.5 * echo)
        say("updates/s, whole bot : usual stack", ">= 5", f"{ours / usual:.2f}", kept=ours >= 5 * usual)
        say("updates/s, whole bot : bare aiogram echo (goal)", ">= 1", f"{ours / goal:.2f}", kept=ours >= goal)
        await self._latency(min(ours, echo) / 2)

    async def _full(self) -> dict[str, list[Result]]:
        entries: dict[str, Prepared] = {
            "ptb": self._ptb,
            "aiogram": self._aiogram,
            "usual": self._usual,
            "ours": self._ours,
        }
        results: dict[str, list[Result]] = {name: [] for name in entries}
        for _ in range(self._effort.rounds):
            for name, prepared in entries.items():
                entry = await prepared(self._effort.updates)
                run = await full_load(entry.contender, entry.feeds, self._effort.seconds, self._log)
                results[name].append(run)
        return results

    def _print(self, results: dict[str, list[Result]]) -> None:
        self._report.section("Full load (medians of interleaved rounds)")
        self._report.line("bot", "updates/s", "p99 ms", "CPU ms each", "MB idle", "MB after")
        for runs in results.values():
            middle = sorted(runs, key=lambda run: run.per_second)[len(runs) // 2]
            self._report.line(
                middle.name,
                f"{middle.per_second:.0f}",
                f"{middle.p99_ms:.0f}",
                f"{middle.cpu_ms:.2f}",
                f"{middle.idle_mb:.0f}",
                f"{middle.after_mb:.0f}",
            )
        idle = max(run.idle_mb for run in results["ours"])
        self._report.promise("memory, idle", "<= 120 MB", f"{idle:.0f} MB", kept=idle <= 120)

    async def _latency(self, per_second: float) -> None:
        """The same number of taps a second for both: half of what the slower of the two can take."""
        count = int(per_second * _STEADY_SECONDS)
        self._report.section(f"Steady load, {per_second:.0f} updates/s")
        self._report.line("bot", "median ms", "p99 ms")
        p99 = []
        for prepared in (self._ptb, self._ours):
            entry = await prepared(count)
            run = await steady_load(entry.contender, entry.feeds, per_second, self._log)
            self._report.line(run.name, f"{run.median_ms:.1f}", f"{run.p99_ms:.1f}")
            p99.append(run.p99_ms)
        more = p99[1] - p99[0]
        self._report.promise(
            "p99 of a tap at half load, more than the echo", "<= 100 ms", f"{more:.0f} ms", kept=more <= 100
        )

    async def _ptb(self, count: int) -> Entry:
        return Entry(contenders.ptb_echo(), echoes(count))

    async def _aiogram(self, count: int) -> Entry:
        return Entry(contenders.aiogram_echo(), echoes(count))

    async def _usual(self, count: int) -> Entry:
        return Entry(contenders.usual_stack(self._fresh()), presses(count, [(-1_001_000_000_000, "sign")]))

    async def _ours(self, count: int) -> Entry:
        place = await neighbourhood(self._fresh(), people=count)
        return Entry(contenders.ours(place.database), presses(count, place.cards))

    def _fresh(self) -> Path:
        self._made += 1
        return self._folder / f"bench-{self._made}.db"


async def memory(folder: Path, report: Report, updates: int) -> None:
    """Memory of one process after many updates, against its memory after a tenth of them."""
    place = await neighbourhood(folder / "memory.db", people=updates)
    marks = await grown(contenders.ours(place.database), presses(updates, place.cards), folder / "bots.log")
    report.section(f"Memory over {updates:,} updates")
    report.line("", "MB idle", f"after {updates // 10:,}", f"after {updates:,}")
    report.line("ifyouwill", *(f"{mark:.0f}" for mark in marks))
    growth = marks[2] / marks[1]
    report.promise(f"memory after {updates:,} updates : after a tenth", "<= 1.1", f"{growth:.2f}", kept=growth <= 1.1)
