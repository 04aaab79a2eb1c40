"""News for very many people, and an alert in the middle of it: how fast, how even, how soon."""

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pydantic import SecretStr

from benchmarks.bulletin import Bulletin, drawn
from benchmarks.neighbourhood import Place, actor, neighbourhood, opened
from benchmarks.table import Report
from benchmarks.telegram import TOKEN, FakeTelegram
from benchmarks.updates import FIRST_PERSON
from bot.app import App, Subject
from bot.communities.model import CommunityId, PersonId
from bot.core.clock import MovableClock
from bot.core.db import Database, Tx
from bot.delivery.drawing import Drawing
from bot.delivery.wires import wires
from bot.handlers.commands import TABLE
from bot.outbox.model import Owed, ToMany, ToPeople, Urgency
from bot.outbox.service import tell
from bot.settings import Settings

_NOON: Final = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
"""Nobody's quiet hours."""
_PER_SECOND: Final = 30
_EVERYBODY: Final = "everybody"


async def broadcast(folder: Path, report: Report, people: int) -> None:
    """In real time: `people` divided by 30 is how many seconds it takes."""
    clock = MovableClock(_NOON, running=True)
    place = await neighbourhood(folder / "broadcast.db", people=people, homes=1, clock=clock)
    telegram = FakeTelegram()
    base = await telegram.start()
    async with opened(place.database, clock) as db:
        ids = await db.write(lambda tx: [actor(tx, number).person for number in range(people)])
        app = _app(db, base, ids)
        await app.start()
        try:
            urgent = await _both(app, db, telegram, (place, ids))
        finally:
            await app.stop()
    await telegram.close()
    _report(report, telegram, people, urgent)


async def _both(app: App, db: Database, telegram: FakeTelegram, whom: tuple[Place, Sequence[PersonId]]) -> float:
    """The news, and half-way through the alert; seconds until the alert was handed to Telegram."""
    place, ids = whom
    home = place.homes[0].id
    news = Owed(Bulletin("There is news."), ToMany(_EVERYBODY, 1), "news:1", "news:1", Urgency.NEWS)
    await db.write(tell, home, news)
    app.dispatcher.wake()
    await _sent(telegram, len(ids) // 2)
    chat = f"c:{FIRST_PERSON}"
    before = len(telegram.sent_at[chat])
    alert = Owed(Bulletin("Leave the house."), ToPeople((ids[0],)), "alert:1", "alert:1", Urgency.LIFE)
    await db.write(tell, home, alert)
    committed = time.perf_counter()
    app.dispatcher.wake()
    await _sent(telegram, len(ids) + 1)
    return telegram.sent_at[chat][before] - committed


async def _sent(telegram: FakeTelegram, count: int) -> None:
    """Wait until so many messages have arrived."""
    async with asyncio.timeout(60 + count / _PER_SECOND * 1.5):
        while telegram.calls.get("sendMessage", 0) < count:  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.05)


def _app(db: Database, base: str, ids: Sequence[PersonId]) -> App:
    def everybody(_: Tx, __: CommunityId, ___: int, after: int, limit: int) -> list[tuple[int, PersonId]]:
        return list(enumerate(ids, 1))[after : after + limit]

    settings = Settings(token=SecretStr(TOKEN), api_base_url=base, rate_per_second=_PER_SECOND)
    subject = Subject(TABLE, Drawing(drawn, {_EVERYBODY: everybody}))
    return App(settings, db, subject, wires=wires())


def _report(report: Report, telegram: FakeTelegram, people: int, urgent: float) -> None:
    times = sorted(at for chat in telegram.sent_at.values() for at in chat)
    rate = (len(times) - 1) / (times[-1] - times[0])
    fullest = _fullest(times)
    report.section(f"A broadcast to {people:,} people, at most {_PER_SECOND} messages a second")
    report.line("messages a second", f"{rate:.2f}")
    report.line("fullest second", f"{fullest}")
    report.line("alert in the middle of it, seconds", f"{urgent:.3f}")
    share = rate / _PER_SECOND
    report.promise("broadcast : allowed rate", ">= 0.97", f"{share:.3f}", kept=share >= 0.97)
    report.promise("broadcast, fullest second", f"<= {_PER_SECOND}", f"{fullest}", kept=fullest <= _PER_SECOND)
    report.promise("an alert in the middle of a broadcast", "<= 1 s", f"{urgent:.2f} s", kept=urgent <= 1)


def _fullest(times: list[float]) -> int:
    """The most messages in any one second."""
    fullest = first = 0
    for last, at in enumerate(times):
        while at - times[first] >= 1.0:
            first += 1
        fullest = max(fullest, last - first + 1)
    return fullest
