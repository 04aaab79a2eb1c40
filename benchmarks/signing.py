"""Signing alone, without Telegram: our transactions against the same statements in a bare sqlite3 loop."""

import asyncio
import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.neighbourhood import Place, actor, neighbourhood, opened, seen_again
from benchmarks.table import Report
from bot.core.clock import SystemClock
from bot.core.sqlite_file import connect_writer
from bot.core.tx import Tx, World
from bot.pledges.signing import Signed, sign

_AT_ONCE = 64
"""Taps that wait together, as they do when a popular pledge is shared."""

Statements = list[tuple[str, Any]]


async def signing(folder: Path, report: Report, people: int, rounds: int) -> None:
    """Rounds of both in turn, on copies of the same database."""
    place = await neighbourhood(folder / "signing.db", people=people)
    replay = await asyncio.to_thread(_recorded, place, people)
    ours, alone, raw = [], [], []
    for turn in range(rounds):
        ours.append(await _ours(_copy(place, f"ours-{turn}"), people, _AT_ONCE))
        alone.append(await _ours(_copy(place, f"alone-{turn}"), people // 4, 1))
        raw.append(await asyncio.to_thread(raw_rate, _copy(place, f"raw-{turn}").database, replay))
    report.section("Signing transactions on SQLite (WAL, synchronous=FULL)")
    report.line("how", "per second")
    report.line(f"ours, {_AT_ONCE} waiting together", f"{statistics.median(ours):.0f}")
    report.line("ours, one after the other", f"{statistics.median(alone):.0f}")
    report.line(f"raw sqlite3, {len(replay[0])} statements, commit each", f"{statistics.median(raw):.0f}")
    ratio = statistics.median(ours) / statistics.median(raw)
    report.promise("signing transactions : raw sqlite3 loop", ">= 0.5", f"{ratio:.2f}", kept=ratio >= 0.5)


def _act(tx: Tx, number: int, code: str) -> Signed:
    return sign(tx, actor(tx, number), code)


async def _ours(place: Place, people: int, at_once: int) -> float:
    """Signatures per second."""
    async with opened(place.database) as db:
        numbers = iter(range(people))

        async def taps() -> None:
            for number in numbers:
                await db.write(_act, number, place.codes[number % len(place.codes)])

        began = time.perf_counter()
        await asyncio.gather(*(taps() for _ in range(at_once)))
        return people / (time.perf_counter() - began)


def raw_rate(database: Path, replay: list[Statements]) -> float:
    """The recorded statements again, with nothing around them but BEGIN and COMMIT: how many a second."""
    connection = connect_writer(database)
    cursor = connection.cursor()
    began = time.perf_counter()
    for statements in replay:
        cursor.execute("BEGIN IMMEDIATE")
        for text, values in statements:
            cursor.execute(text, values).fetchall()
        cursor.execute("COMMIT")
    took = time.perf_counter() - began
    connection.close()
    return len(replay) / took


class _Recorder:
    """A cursor that keeps what it is asked."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor
        self.statements: Statements = []

    def execute(self, text: str, values: Any = ()) -> sqlite3.Cursor:
        self.statements.append((text, values))
        return self._cursor.execute(text, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


def recorded(copy: Path, acts: Iterable[Callable[[Tx], Any]]) -> list[Statements]:
    """What our services say to the database in each act, one after the other on a copy of it."""
    connection = connect_writer(copy)
    world = World(SystemClock(), Random(7))
    replay = []
    connection.execute("BEGIN IMMEDIATE")
    for act in acts:
        recorder = _Recorder(connection.cursor())
        act(Tx(recorder, world, "sqlite"))
        replay.append(recorder.statements)
    connection.execute("ROLLBACK")
    connection.close()
    return replay


def _recorded(place: Place, people: int) -> list[Statements]:
    acts = [partial(_act, number=number, code=place.codes[number % len(place.codes)]) for number in range(people)]
    return recorded(_copy(place, "recorded").database, acts)


def _copy(place: Place, name: str) -> Place:
    copy = place.database.with_name(f"{name}.db")
    shutil.copyfile(place.database, copy)
    seen_again(copy)
    return Place(copy, place.homes, place.codes)
