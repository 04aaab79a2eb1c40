"""From nothing to the first answer, with very many reminders waiting, many of them due."""

import time
from pathlib import Path

from benchmarks import contenders
from benchmarks.growth import COPIED_IDS
from benchmarks.neighbourhood import neighbourhood, seen_again
from benchmarks.process import BotProcess
from benchmarks.rows import multiply
from benchmarks.table import Report
from benchmarks.telegram import FakeTelegram
from benchmarks.updates import presses

_SECONDS = 60


async def start(folder: Path, report: Report, reminders: int) -> None:
    """The update waits at Telegram before the process begins."""
    place = await neighbourhood(folder / "start.db", people=1, homes=1)
    half = reminders // 2
    later = {"id": f"{COPIED_IDS} + n", "key": "'later' || n"}
    overdue = {"due_at": f"one.due_at - n * {10**6} - 400 * 86400 * {10**6}"}
    due = {"id": f"{2 * COPIED_IDS} + n", "key": "'due' || n", **overdue, "next_try_at": overdue["due_at"]}
    multiply(place.database, "reminders", half, later)
    multiply(place.database, "reminders", half, due)
    seen_again(place.database)
    telegram = FakeTelegram()
    base = await telegram.start()
    telegram.feed(presses(1, place.cards))
    contender = contenders.ours(place.database)
    began = time.perf_counter()
    async with BotProcess(contender.arguments(base), contender.environment(base), folder / "bots.log"):
        await telegram.answered(1, _SECONDS)
    await telegram.close()
    took = next(iter(telegram.measured.answered_at.values()), began + _SECONDS) - began
    report.section(f"Start with {reminders:,} reminders, half of them due")
    report.line("seconds to the first answer", f"{took:.2f}")
    report.promise(f"start with {reminders:,} reminders, first answer", "<= 3 s", f"{took:.1f} s", kept=took <= 3)
