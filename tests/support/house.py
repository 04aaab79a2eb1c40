"""The whole bot in one process with the stand-in: no sockets, a clock that stands still, one step at a time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

from bot.app import App, Subject
from bot.core.clock import MovableClock
from bot.core.db import Database
from bot.delivery.wires import Wires
from bot.outbox.throttle import Limits
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.stage import DEFAULT_TOKEN, Setup
from bot.settings import Settings
from tests.support.inprocess import InprocessRequest

BASE_URL = "http://stand-in/bot"

GENEROUS = Limits(
    per_second=10_000, private_gap=0.0001, private_burst=100_000, group_per_minute=100_000, bulk_burst=100_000
)
"""A throttle that never makes a test wait, though its clock stands still; the throttle has tests of its own."""


def settings(token: str = DEFAULT_TOKEN) -> Settings:
    """Settings for a bot that talks to the stand-in, whatever the environment says."""
    return Settings(token=token, api_base_url=BASE_URL)  # type: ignore[arg-type]


def stand_in(clock: MovableClock, seed: int = 1) -> Sandbox:
    """Telegram for one test, without flood limits."""
    return Sandbox(clock, Random(seed), Setup(flood=False))


async def no_time(_seconds: float) -> None:
    """A pause that is over at once."""


@asynccontextmanager
async def open_house(db: Database, sandbox: Sandbox, subject: Subject) -> AsyncIterator[App]:
    """The bot, opened and idle: `await app.drain()` lets it do everything that is due, and pauses take no time."""
    request = InprocessRequest(sandbox)
    wires = Wires(request, request, long_poll=0)
    app = App(settings(), db, subject, wires=wires, limits=GENEROUS, sleep=no_time)
    await app.open()
    try:
        yield app
    finally:
        await app.stop()
