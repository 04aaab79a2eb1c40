"""The dispatcher: says what is owed, the most urgent first, as fast as allowed, each thing once as far as one can know.

One step claims what is due and brings it to its end; `run` is steps for ever, woken by `wake` right after a commit
that owes something. Chats are served in parallel, one chat in order.
"""

import asyncio
import logging
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any, Final, TypeAlias

from telegram.error import TelegramError

from bot.core.db import Database, Tx
from bot.core.outage import Outage
from bot.delivery.cards import Cards
from bot.delivery.drawing import Drawing
from bot.delivery.gateway import Gateway
from bot.delivery.shared import SharedCards
from bot.delivery.speaker import Speaker
from bot.delivery.turnstile import Turnstile
from bot.outbox import sending, service
from bot.outbox.model import Parcel, Urgency
from bot.outbox.sending import Appetite

_logger = logging.getLogger(__name__)

_Task: TypeAlias = "asyncio.Task[bool]"
"""Brings one delivery or card to its end, and tells whether a call was made for it."""

_END_OF_TIME: Final = datetime(9999, 1, 1, tzinfo=UTC)
_EXPAND_BITE = 200
_CARD_BITE = 8
_SHARED_BITE = 4
_RECOVER_BITE = 200
_URGENT_AT_ONCE = 48
"""Urgent messages in hand at the same time; more than a second's worth, so that the throttle decides."""
_PATIENT_AT_ONCE = 24
_PATIENCE = 1.5
"""Seconds that a message in hand waits for its turn before it is put back."""
_IDLE_SECONDS = 1.0
"""What becomes due by the clock, or by another process, is found after at most so long."""
_FAULT_SECONDS = 2.0
_PAUSED_SECONDS = 30.0
_STOP_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class StepReport:
    """What one step did."""

    spoken: int = 0
    """Calls that sent or edited something, whatever came of them."""
    handled: int = 0
    """Deliveries and cards that were taken in hand, recipients found, leases taken over; 0: nothing was due."""

    def __bool__(self) -> bool:
        return self.handled > 0


class Dispatcher:
    """Sends what `bot.outbox` holds. Several may work on one PostgreSQL; each has its own share of the throttle."""

    def __init__(self, db: Database, gateway: Gateway, turnstile: Turnstile, drawing: Drawing) -> None:
        self.owner = token_hex(8)
        self.paused = False
        """Telegram does not know our token; nothing is sent until it does again."""
        self._db = db
        self._gateway = gateway
        self._drawing = drawing
        self._speaker = Speaker(db, gateway, turnstile, drawing)
        self._cards = Cards(db, (gateway, turnstile), drawing)
        self._shared = SharedCards(db, (gateway, turnstile), drawing)
        self._speaker.pause = self._cards.pause = self._shared.pause = self._pause
        self._woken = asyncio.Event()
        self._stopping = False
        self._in_hand: set[_Task] = set()
        self._deliveries_in_hand = 0

    @property
    def said(self) -> Mapping[tuple[Urgency, str], int]:
        """Messages handed to Telegram since the start, by urgency and what came of it (`outcomes.WORDS`)."""
        return self._speaker.said

    def wake(self) -> None:
        """Something may be due: look now. Call it after each commit that owes something."""
        self._woken.set()

    async def step(self) -> StepReport:
        """Take what is due now, once, and bring it to its end without waiting for turns. For tests and drills."""
        handled, begun = await self._take_in_hand(patience=0.0)
        return StepReport(sum(await asyncio.gather(*begun)), handled)

    async def run(self) -> None:
        """Work until `stop`. A fault in one step is logged, and the next one begins after a pause."""
        await self._take_over()
        while not self._stopping:
            self._woken.clear()
            try:
                handled, _ = await self._take_in_hand(patience=_PATIENCE)
            except Outage:
                _logger.warning("the database is out of reach; nothing can be sent for now")
                await self._rest(_FAULT_SECONDS)
            except Exception:
                _logger.exception("the dispatcher stumbled")
                await self._rest(_FAULT_SECONDS)
            else:
                await self._rest(_PAUSED_SECONDS if self.paused else 0.0 if handled else _IDLE_SECONDS)

    async def stop(self) -> None:
        """Claim nothing more; give what is under way up to ten seconds to end."""
        self._stopping = True
        self._woken.set()
        if self._in_hand:
            _, late = await asyncio.wait(self._in_hand, timeout=_STOP_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _rest(self, seconds: float) -> None:
        """Until something ended, was woken, or the time is over. With nothing to wait for: one breath."""
        if seconds == 0.0:
            await self._room()
            return
        try:
            await asyncio.wait_for(self._woken.wait(), seconds)
        except TimeoutError:
            return

    async def _room(self) -> None:
        """Wait while the hands are full, but not past a wake-up."""
        await asyncio.sleep(0)
        if self._deliveries_in_hand < _PATIENT_AT_ONCE:
            return
        woken = asyncio.ensure_future(self._woken.wait())
        await asyncio.wait({woken, *self._in_hand}, return_when=asyncio.FIRST_COMPLETED, timeout=_IDLE_SECONDS)
        woken.cancel()

    async def _take_in_hand(self, patience: float) -> tuple[int, list[_Task]]:
        """Begin everything that is due and for which there is a hand; how much that was, and what was begun."""
        if self.paused and not await self._is_known_again():
            return 0, []
        handled = await self._expand()
        begun = await self._claim_deliveries(patience) + await self._claim_cards(patience)
        return handled + len(begun), begun

    async def _claim_deliveries(self, patience: float) -> list[_Task]:
        appetite = Appetite(
            owner=self.owner,
            urgent=_URGENT_AT_ONCE - self._deliveries_in_hand,
            patient=_PATIENT_AT_ONCE - self._deliveries_in_hand,
        )
        if appetite.urgent <= 0:
            return []
        begun = [self._begin(self._speaker.say(each, patience)) for each in await self._db.write(_claim, appetite)]
        self._deliveries_in_hand += len(begun)
        for task in begun:
            task.add_done_callback(self._one_less)
        return begun

    async def _claim_cards(self, patience: float) -> list[_Task]:
        if not self._drawing.cards:
            return []
        begun = [self._begin(self._cards.show(each, patience)) for each in await self._cards.claim(_CARD_BITE)]
        if not self._drawing.shared:
            return begun
        return begun + [self._begin(self._shared.show(each)) for each in await self._shared.claim(_SHARED_BITE)]

    async def _expand(self) -> int:
        """One bite of recipients of a notice to many."""
        key = await self._db.read(service.next_to_expand)
        if key is None:
            return 0
        try:
            found = await self._db.write(service.expand, key, self._drawing.expanders, _EXPAND_BITE)
        except Outage:
            raise
        except Exception:
            _logger.exception("the recipients of a notice cannot be found")
            await self._db.write(service.put_off_expansion, key)
            return 1
        return found or 1

    async def _take_over(self) -> None:
        """On SQLite nobody else is there (`WriterLock`): whatever is under a lease, however far its end, belonged to a
        process that died."""
        if self._db.dialect == "sqlite":
            while await self._db.write(sending.recover, _END_OF_TIME, _RECOVER_BITE):
                pass

    def _begin(self, work: Coroutine[Any, Any, bool]) -> _Task:
        task = asyncio.create_task(work)
        self._in_hand.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: _Task) -> None:
        self._in_hand.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            _logger.error("something in hand was dropped; its lease will end", exc_info=fault)

    def _one_less(self, _task: _Task) -> None:
        self._deliveries_in_hand -= 1

    def _pause(self) -> None:
        if not self.paused:
            _logger.critical("Telegram does not accept our token: nothing is sent until it does")
        self.paused = True

    async def _is_known_again(self) -> bool:
        try:
            await self._gateway.check()
        except TelegramError:
            return False
        _logger.warning("Telegram accepts our token again: sending goes on")
        self.paused = False
        return True


def _claim(tx: Tx, appetite: Appetite) -> list[Parcel]:
    """What is due, and what others left lying."""
    sending.recover(tx, tx.now, _RECOVER_BITE)
    return sending.claim(tx, appetite)
