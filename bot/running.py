"""`ifyouwill run`: one process from its first line to its clean end."""

import asyncio
import logging
import signal
import sys
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from bot.app import App, Subject
from bot.core.clock import Clock, SystemClock
from bot.core.db import Database, open_database
from bot.delivery.wires import wires
from bot.intake.patience import Silence
from bot.maintenance import Migration, make_ready
from bot.maintenance.daily import DailyBackup
from bot.maintenance.forgotten import Lists, files_for
from bot.maintenance.rotation import Plan
from bot.rounds import Round
from bot.settings import Settings
from bot.subject import whole_subject

log = logging.getLogger(__name__)

SILENT = 3
"""Exit code when Telegram was silent for so long that a supervisor should start the bot afresh."""


def with_loop(main: Coroutine[Any, Any, int]) -> int:
    """Run it on uvloop where there is one."""
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(main)


async def run(settings: Settings) -> int:
    """Work until SIGTERM or SIGINT. Raises ConfigurationError for what the operator must mend."""
    settings.bot_token()
    clock = SystemClock()
    report(await make_ready(settings.database_url, clock))
    db = await open_database(settings.database_url, clock)
    try:
        return await _work(settings, db)
    finally:
        await db.close()


def report(moved: Migration | None) -> None:
    """Log what became of the database at the start; nothing if it was ready."""
    if moved is None:
        return
    if moved.before is None:
        log.info("the database is new, at schema %s", moved.after)
    else:
        log.info(
            "the database went from schema %s to %s; a copy from before: %s", moved.before, moved.after, moved.copy
        )


async def _work(settings: Settings, db: Database) -> int:
    daily = _daily_backup(settings, db.clock)
    app = App(settings, db, _with_chores(whole_subject(), settings, daily), wires=wires())
    app.watch.copies = daily.told if daily else None
    work = asyncio.create_task(_live(app), name="bot")
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, work.cancel)
    try:
        await work
    except asyncio.CancelledError:
        log.info("asked to end")
    except Silence as silence:
        log.critical("%s", silence)
        return SILENT
    finally:
        if daily is not None:
            daily.stop()
        await app.stop()
    return 0


def _daily_backup(settings: Settings, clock: Clock) -> DailyBackup | None:
    """The daily backup, if a folder for it was given."""
    if settings.backup_dir is None:
        return None
    plan = Plan(*settings.backup_time, days=settings.backup_days, weeks=settings.backup_weeks)
    bot = int(settings.bot_token().partition(":")[0])
    return DailyBackup(settings.database_url, settings.backup_dir, bot, plan=plan, clock=clock)


def _with_chores(subject: Subject, settings: Settings, daily: DailyBackup | None) -> Subject:
    """The subject, and what this process does beside it."""
    bot = int(settings.bot_token().partition(":")[0])
    lists = files_for(settings.database_url, settings.backup_dir, bot)

    def rounds(db: Database) -> list[Round]:
        chores = [Lists(db, lists).round(), *([] if daily is None else [daily.round()])]
        return [*subject.rounds(db), *chores]

    return replace(subject, rounds=rounds)


async def _live(app: App) -> None:
    await app.start()
    await app.run()


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    if sys.platform == "win32":
        return None
    try:
        import uvloop  # noqa: PLC0415  only where it exists
    except ImportError:
        return None
    return uvloop.new_event_loop
