"""Can the database be written? It is tried, but not for everybody who asks."""

import asyncio
from typing import Final

from bot.core import installation
from bot.core.db import Database
from bot.core.outage import Outage

_PATIENCE: Final = 5.0
"""Seconds after which whoever asks is told that it cannot."""

_FRESH: Final = 5.0
"""Seconds for which an answer is good: machines that ask too often do not wear out the disk."""


class Pulse:
    """Writes one small row now and then."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._one = asyncio.Lock()
        self._beats = False
        self._good_until = 0.0

    async def beats(self) -> bool:
        """Whether something could be written within the last seconds."""
        loop = asyncio.get_running_loop()
        async with self._one:
            if loop.time() >= self._good_until:
                self._beats = await self._try()
                self._good_until = loop.time() + _FRESH
            return self._beats

    async def _try(self) -> bool:
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._db.write(installation.beat)
        except (Outage, TimeoutError):
            return False
        return True
