"""Cards that people have shared to chats of their own: edited until they show what is true, one after the other."""

import logging
from collections.abc import Callable
from typing import Any, Final

from telegram.error import TelegramError

from bot.communities.model import Reader
from bot.core.db import Database, Tx
from bot.core.outage import Outage
from bot.delivery.cards import fingerprint
from bot.delivery.drawing import CardKind, Drawing
from bot.delivery.gateway import Edited, Gateway
from bot.delivery.outcomes import Moved, Stopped, TooFast, Verdict, verdict_of
from bot.delivery.turnstile import Turnstile
from bot.outbox import sharing
from bot.outbox.model import Later, Never, Sent, SharedCard, Unknown
from bot.outbox.throttle import Lane

_logger = logging.getLogger(__name__)

ALL_OF_THEM: Final = 1
"""In the place of a chat: we do not know where they stand, so that all together have one chat's room, an edit a second
in the long run. No person has this id."""


class SharedCards:
    """Draws the shared cards that are due. `pause` is called when Telegram does not know us any more."""

    def __init__(self, db: Database, speaking: tuple[Gateway, Turnstile], drawing: Drawing) -> None:
        self._db = db
        self._gateway, self._turnstile = speaking
        self._drawing = drawing
        self.pause: Callable[[], None] = lambda: None

    async def claim(self, limit: int) -> list[SharedCard]:
        """Take up to `limit` of them that are due."""
        return await self._db.write(sharing.claim, limit)

    async def show(self, card: SharedCard) -> bool:
        """Bring one of them up to date. Whether a call was made."""
        try:
            return await self._show(card)
        except Outage:
            return False  # its lease ends, and it is due again
        except Exception:
            _logger.exception("a shared card cannot be drawn: %s", card.subject)
            await self._db.write(sharing.fail, card)
            return False

    async def _show(self, card: SharedCard) -> bool:
        kind = self._drawing.shared[card.subject.partition(":")[0]]
        view = await self._db.read(_look, card, kind)
        if view is None:
            await self._db.write(sharing.forget, card)
            return False
        screen = kind.draw(view, Reader(card.language, card.time_zone))
        if card.screen_hash == fingerprint(screen):
            await self._db.write(sharing.drawn, card, card.screen_hash)
            return False
        wait = await self._turnstile.enter(ALL_OF_THEM, Lane.CARD)
        if wait > 0:
            await self._db.write(sharing.put_off, card, wait)
            return False
        try:
            edited = await self._gateway.edit_shared(card.inline_id, screen)
        except TelegramError as error:
            await self._went_wrong(card, verdict_of(error))
            return True
        if edited is Edited.GONE:
            await self._db.write(sharing.forget, card)
        else:
            await self._db.write(sharing.drawn, card, fingerprint(screen))
        return True

    async def _went_wrong(self, card: SharedCard, verdict: Verdict) -> None:
        match verdict:
            case TooFast(seconds):
                self._turnstile.hold(ALL_OF_THEM, seconds)
                await self._db.write(sharing.put_off, card, seconds)
            case Stopped():
                self.pause()
                await self._db.write(sharing.put_off, card, 1.0)
            case Never():
                await self._db.write(sharing.forget, card)
            case Later() | Moved() | Sent() | Unknown():  # an edit does no harm if it is done again
                await self._db.write(sharing.fail, card)


def _look(tx: Tx, card: SharedCard, kind: CardKind) -> Any:
    return kind.load(tx, card.community, int(card.subject.partition(":")[2]))
