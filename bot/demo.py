"""`ifyouwill demo`: the real bot against the stand-in for Telegram, a small neighbourhood, a page in the browser.

Nothing of it is special to the demo but the people: the bot polls over HTTP, on an embedded database in a temporary
folder, and everything that stands there at the beginning was done by acts of these people.
"""

import asyncio
import errno
import logging
import signal
import sys
import tempfile
import webbrowser
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.app import App
from bot.core.clock import Clock, MovableClock, SystemClock
from bot.core.db import open_database
from bot.core.outage import ConfigurationError
from bot.delivery.wires import wires
from bot.maintenance import make_ready
from bot.sandbox.neighbourhood import Neighbourhood
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import Serving, serving
from bot.sandbox.stage import DEFAULT_TOKEN
from bot.settings import LARGEST_PORT, Settings
from bot.subject import whole_subject

log = logging.getLogger(__name__)

ZONE: Final = ZoneInfo("Europe/London")
_TEN_O_CLOCK: Final = time(10)
_SATURDAY: Final = 5
_PORTS: Final = 20


async def demo(*, port: int, browser: bool) -> int:
    """Serve until Ctrl-C. Raises ConfigurationError when no port is free."""
    clock = MovableClock(next_weekday_morning(SystemClock()), running=True)
    sandbox = Sandbox(clock, Random())  # noqa: S311  the ids of a play
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ifyouwill-demo-")))
        served = await _serve(stack, sandbox, port)
        app = await _start(stack, served, f"sqlite:///{folder / 'demo.db'}", clock)
        await Neighbourhood(sandbox).seed()
        sys.stdout.write(f"The demo is at {served.url} (Ctrl-C ends it).\n")
        sys.stdout.flush()
        if browser:
            await asyncio.to_thread(_open_browser, served.url)
        await _until_asked(app)
    return 0


def next_weekday_morning(clock: Clock) -> datetime:
    """The next 10:00 in London on a Monday to Friday, so that nobody is asleep and plans are for this week."""
    here = clock.now().astimezone(ZONE)
    day = here.date()
    while day.weekday() >= _SATURDAY or datetime.combine(day, _TEN_O_CLOCK, ZONE) < here:
        day += timedelta(days=1)
    return datetime.combine(day, _TEN_O_CLOCK, ZONE).astimezone(UTC)


async def _serve(stack: AsyncExitStack, sandbox: Sandbox, port: int) -> Serving:
    """The stand-in on the wished port or the next free one."""
    last = min(port + _PORTS - 1, LARGEST_PORT)
    for candidate in range(port, last + 1):
        try:
            return await stack.enter_async_context(serving(sandbox, port=candidate))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise ConfigurationError(f"The demo cannot be served: {error.strerror}.") from None
    raise ConfigurationError(f"No port from {port} to {last} is free.")


async def _start(stack: AsyncExitStack, served: Serving, url: str, clock: Clock) -> App:
    await make_ready(url, clock)
    db = await open_database(url, clock)
    stack.push_async_callback(db.close)
    settings = Settings(
        token=SecretStr(DEFAULT_TOKEN),
        token_file=None,
        database_url=url,
        api_base_url=served.api_base,
        webhook_url=None,
    )
    app = App(settings, db, whole_subject(), wires=wires())
    stack.push_async_callback(app.stop)
    await app.start()
    return app


async def _until_asked(app: App) -> None:
    work = asyncio.create_task(app.run(), name="bot")
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, work.cancel)
    with suppress(asyncio.CancelledError):
        await work


def _open_browser(url: str) -> None:
    if not webbrowser.open(url):
        log.info("no browser was found: open the address yourself")
