"""Working one update to its end: settled, dead, or tried again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Literal, TypeVar

from bot.core.db import Database, Tx
from bot.core.outage import ATTEMPTS, Outage
from bot.intake import store
from bot.intake.model import Letter
from bot.intake.queues import Release

log = logging.getLogger(__name__)

Ending = Literal["settled", "open", "later", "dead"]
"""What hearing an update came to: settled with its effect; nothing to settle with, so still open; an outage, so later;
a bug or a riddle, so dead."""

Hear = Callable[[Letter, Release], Awaitable[Ending]]

_FIRST_WAIT, _LONGEST_WAIT = 1.0, 30.0

T = TypeVar("T")


class Worker:
    """Hears letters through `hear` and keeps the inbox's books about what hearing does not settle itself."""

    def __init__(self, db: Database, hear: Hear, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._db = db
        self._hear = hear
        self._sleep = sleep

    async def work(self, letter: Letter, release: Release) -> None:
        """Work the letter until it is settled or dead, however long an outage lasts."""
        turn = 0
        while (ending := await self._hear(letter, release)) == "later":
            attempts = await self._counted(letter)
            if attempts >= ATTEMPTS:
                ending = "dead"
                break
            letter = letter.after(attempts)
            await self._sleep(_pause(turn))
            turn += 1
        if ending == "open":
            await self._surely(store.settle, letter.update_id)
        elif ending == "dead" and await self._surely(store.bury, letter.update_id):
            log.error("update %d is a dead letter", letter.update_id)

    async def _counted(self, letter: Letter) -> int:
        """The failed attempts by now. An outage of the whole database is not counted against the update."""
        try:
            return await self._db.write(store.count_attempt, letter.update_id)
        except Outage:
            return letter.attempts

    async def _surely(self, statement: Callable[[Tx, int], T], update_id: int) -> T:
        turn = 0
        while True:
            try:
                return await self._db.write(statement, update_id)
            except Outage as outage:
                log.warning("the inbox cannot be written (%s)", type(outage).__name__)
                await self._sleep(_pause(turn))
                turn += 1


def _pause(turn: int) -> float:
    """Seconds before another attempt: 1, 4, 16, 30, 30, …"""
    return min(_LONGEST_WAIT, _FIRST_WAIT * 4.0 ** min(turn, 10))
