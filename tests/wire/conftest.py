"""The stand-in over HTTP, for bots that are processes of their own."""

from collections.abc import AsyncIterator
from random import Random

import pytest

from bot.core.clock import SystemClock
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import Serving, serving
from bot.sandbox.stage import Setup


@pytest.fixture
async def telegram() -> AsyncIterator[Serving]:
    """Telegram on a free port, without flood limits, on the machine's own time."""
    sandbox = Sandbox(SystemClock(), Random(1), Setup(flood=False))
    async with serving(sandbox) as served:
        yield served
