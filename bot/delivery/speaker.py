"""Saying one parcel: its turn, the last look, the words, the call, and what became of it."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from telegram.error import TelegramError

from bot.communities import service as communities
from bot.communities.groups import Move
from bot.core.db import Database, Tx
from bot.core.outage import Outage
from bot.core.points import reach
from bot.delivery.drawing import Drawing
from bot.delivery.gateway import Gateway
from bot.delivery.outcomes import WORDS, Moved, Stopped, TooFast, Verdict, verdict_of
from bot.delivery.turnstile import Turnstile
from bot.outbox import sending
from bot.outbox.model import Claimed, Later, Never, Outcome, Parcel, Ready, Reason, Sent, Urgency
from bot.outbox.throttle import lane_of
from bot.screens.model import Screen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_logger = logging.getLogger(__name__)

_LONGEST_TEXT = 4096  # UTF-16 units, Telegram's limit for one message


@dataclass(slots=True)
class _Line:
    """The parcels for one chat, in order."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class Speaker:
    """Says parcels, one at a time in each chat. `pause` is called when Telegram does not know us any more."""

    def __init__(self, db: Database, gateway: Gateway, turnstile: Turnstile, drawing: Drawing) -> None:
        self._db = db
        self._gateway = gateway
        self._turnstile = turnstile
        self._drawing = drawing
        self._lines: dict[int, _Line] = {}
        self.pause: Callable[[], None] = lambda: None
        self.said = {(urgency, word): 0 for urgency in Urgency for word in WORDS.values()}
        """Calls since the start, by urgency and what came of them."""

    async def say(self, parcel: Parcel, patience: float) -> bool:
        """Bring one parcel to its end, waiting at most `patience` seconds for its turn. Whether a call was made."""
        reach("outbox.after_claim")
        try:
            if parcel.chat is None:
                await self._settle(parcel.deliveries, Never(Reason.UNREACHABLE))
                return False
            async with self._line(parcel.chat):
                return await self._say(parcel, parcel.chat, patience)
        except Outage:
            return False  # the lease ends, and somebody takes it up
        except Exception:
            _logger.exception("a delivery cannot be said")
            await self._settle(parcel.deliveries, Later(Reason.FAULT))
            return False

    async def _say(self, parcel: Parcel, chat: int, patience: float) -> bool:
        wait = await self._turnstile.enter(chat, lane_of(parcel.urgency), patience=patience)
        if wait > 0:
            await self._settle(parcel.deliveries, Later(Reason.HELD, wait))
            return False
        begun = [(delivery, ready) for delivery in parcel.deliveries if (ready := await self._begin(delivery))]
        if not begun:
            return False
        deliveries = tuple(delivery for delivery, _ in begun)
        screen, fitting = merged([self._drawing.render(ready.notice, ready.reader) for _, ready in begun])
        if fitting < len(begun):
            await self._settle(deliveries[fitting:], Later(Reason.HELD, 0.0))
        reach("outbox.before_send")
        verdict = await self._call(chat, screen, begun[0][1].thread)
        self.said[parcel.urgency, WORDS[type(verdict)]] += 1
        reach("outbox.after_send")
        await self._conclude(deliveries[:fitting], chat, verdict)
        reach("outbox.after_mark")
        return True

    async def _begin(self, delivery: Claimed) -> Ready | None:
        try:
            return await self._db.write(sending.begin, delivery, self._drawing.still_true)
        except Outage:
            raise
        except Exception:
            _logger.exception("a delivery cannot be begun")
            await self._settle((delivery,), Later(Reason.FAULT))
            return None

    async def _call(self, chat: int, screen: Screen, thread: int | None) -> Verdict:
        try:
            posted = await self._gateway.send(chat, screen, thread=thread)
            return Sent(posted.message_id, posted.astray)
        except TelegramError as error:
            refusal, verdict = error.message, verdict_of(error)
        if verdict == Never(Reason.REFUSED):
            _logger.error("Telegram refuses a message of ours: %s", refusal)
        return verdict

    async def _conclude(self, deliveries: tuple[Claimed, ...], chat: int, verdict: Verdict) -> None:
        match verdict:
            case TooFast(seconds):
                self._turnstile.hold(chat, seconds)
                await self._settle(deliveries, Later(Reason.HELD, seconds))
            case Stopped():
                self.pause()
                await self._settle(deliveries, Later(Reason.HELD, 1.0))
            case Moved(new_chat):
                await self._db.write(_move, (chat, new_chat), deliveries, self._drawing.moves)
            case _:
                await self._settle(deliveries, verdict)

    async def _settle(self, deliveries: tuple[Claimed, ...], outcome: Outcome) -> None:
        await self._db.write(_settle_all, deliveries, outcome)

    @asynccontextmanager
    async def _line(self, chat: int) -> "AsyncIterator[Any]":
        """One at a time in a chat, first come, first served."""
        line = self._lines.setdefault(chat, _Line())
        line.waiting += 1
        try:
            async with line.lock:
                yield
        finally:
            line.waiting -= 1
            if line.waiting == 0:
                del self._lines[chat]


def merged(screens: list[Screen]) -> tuple[Screen, int]:
    """Several screens as one message, and how many of them are in it: as many as fit; a single one as it is."""
    first, *others = screens
    text, buttons, loud, fitting = first.text, list(first.buttons), first.loud, 1
    for screen in others:
        longer = f"{text}\n\n{screen.text}"
        if len(longer.encode("utf-16-le")) // 2 > _LONGEST_TEXT:
            break
        text, loud, fitting = longer, loud or screen.loud, fitting + 1
        buttons += screen.buttons
    return (Screen(text, tuple(buttons), loud=loud) if fitting > 1 else first), fitting


def _settle_all(tx: Tx, deliveries: tuple[Claimed, ...], outcome: Outcome) -> None:
    for delivery in deliveries:
        sending.settle(tx, delivery, outcome)


def _move(tx: Tx, chats: tuple[int, int], deliveries: tuple[Claimed, ...], moves: Sequence[Move]) -> None:
    communities.group_upgraded(tx, *chats, moves)
    _settle_all(tx, deliveries, Later(Reason.HELD, 0.0))
