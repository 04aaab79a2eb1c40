"""`ifyouwill run`: one process from its first line to its clean end."""

import asyncio
import logging
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from bot.app import App
from bot.core.clock import SystemClock
from bot.core.db import Database, open_database
from bot.delivery.wires import wires
from bot.intake.patience import Silence
from bot.maintenance import Migration, make_ready
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
    app = App(settings, db, whole_subject(), wires=wires())
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
        await app.stop()
    return 0


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
