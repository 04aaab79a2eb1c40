"""One person who floods the bot does not keep anybody else waiting."""

import asyncio
from random import Random

import pytest

from bot.app import App
from bot.core.clock import MovableClock
from bot.core.db import open_database
from bot.delivery.wires import Wires
from bot.outbox.throttle import Limits
from bot.sandbox.people import neighbourhood
from bot.sandbox.stage import Setup
from bot.subject import whole_subject
from tests.support.house import settings
from tests.support.inprocess import InprocessRequest


@pytest.mark.parametrize("worded", [True, False])
async def test_a_flooder_keeps_nobody_waiting(sqlite_url: str, *, worded: bool) -> None:
    """A thousand messages, or places on the map, with real limits and less room than that; then Maria asks for help."""
    clock = MovableClock(running=True)
    db = await open_database(sqlite_url, clock, random=Random(7))
    people = await neighbourhood(clock, Random(7), Setup(flood=False))
    request = InprocessRequest(people.sandbox)
    app = App(settings(), db, whole_subject(), wires=Wires(request, request, long_poll=0), limits=Limits())
    await app.open()
    try:
        await people.sandbox.start(people.maria)
        await people.sandbox.start(people.tom)
        await app.drain()
        before = len(people.sandbox.screen(people.maria))
        for number in range(1_000):
            if worded:
                await people.sandbox.send_text(people.tom, None, f"hey {number}")
            else:
                await people.sandbox.send_location(people.tom, None, 52.2, 0.1)
        while await app.poller.step():
            pass
        assert app.queues.waiting <= 50
        await people.sandbox.send_text(people.maria, None, "/help")
        async with asyncio.timeout(2):
            await app.poller.step()
            while len(people.sandbox.screen(people.maria)) <= before + 1:  # noqa: ASYNC110  screens tell nobody when they change
                await asyncio.sleep(0.02)
    finally:
        await app.queues.close(0)
        await app.stop()
        await db.close()
