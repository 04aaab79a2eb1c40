"""What whoever watches over the bot is told: is it ready, and how is it? Gathered from the parts; decides nothing."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from bot.core.db import Database, Tx
from bot.core.installation import installation_of
from bot.core.outage import Outage
from bot.delivery.dispatcher import Dispatcher
from bot.intake import service as intake
from bot.intake.patience import Patience
from bot.intake.queues import Queues
from bot.outbox.backlog import backlogs
from bot.reminders import service as reminders
from bot.rounds import Rounds
from bot.web.health import Health
from bot.web.metrics import Copies, Stored, Vitals
from bot.web.pulse import Pulse

_PATIENCE: Final = 5.0
"""Seconds that the database may take to tell its figures."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Who has something to say."""

    dispatcher: Dispatcher
    queues: Queues
    rounds: Rounds
    patience: Patience | None
    """With Telegram's silence; None: it is not asked for updates, it brings them."""


class Watch:
    """Watches one bot."""

    def __init__(self, db: Database, parts: Parts) -> None:
        self._db = db
        self._parts = parts
        self._pulse = Pulse(db)
        self.copies: Callable[[], Copies] | None = None
        """What the daily backup says, where there is one."""
        self.phase: Literal["starting", "ready", "stopping"] = "starting"
        self.health = Health([self._phase, self._database, self._token, self._silence], self.vitals)

    async def vitals(self) -> Vitals:
        """Everything that is known now. What only the database knows is missing while it is out of reach."""
        parts = self._parts
        return Vitals(
            stored=await self._stored(),
            updates_in_work=parts.queues.waiting,
            silence_seconds=parts.patience.silent_for if parts.patience else None,
            paused=parts.dispatcher.paused,
            rounds_late=parts.rounds.late(),
            said=parts.dispatcher.said,
            copies=self.copies() if self.copies else None,
        )

    async def _stored(self) -> Stored | None:
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self._db.read(_stored)
        except (Outage, TimeoutError):
            return None

    async def _phase(self) -> str | None:
        return None if self.phase == "ready" else self.phase

    async def _database(self) -> str | None:
        return None if await self._pulse.beats() else "database"

    async def _token(self) -> str | None:
        return "token" if self._parts.dispatcher.paused else None

    async def _silence(self) -> str | None:
        patience = self._parts.patience
        return None if patience is None or patience.healthy else "silent"


def _stored(tx: Tx) -> Stored:
    load = intake.load(tx)
    return Stored(
        inbox_waiting=load.waiting,
        inbox_dead=load.dead,
        inbox_oldest_seconds=load.oldest_seconds,
        outbox=backlogs(tx),
        reminders_late_seconds=reminders.late_seconds(tx),
        held_back=installation_of(tx).quarantined_at is not None,
    )
