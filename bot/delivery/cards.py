"""Live cards: messages in the group that are edited in place until they show what is true."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from telegram.error import TelegramError

from bot.communities import service as communities
from bot.communities.groups import Move
from bot.communities.model import Reader
from bot.core.db import Database, Tx
from bot.core.outage import Outage
from bot.core.points import reach
from bot.delivery.drawing import CardKind, Drawing
from bot.delivery.gateway import Edited, Gateway
from bot.delivery.outcomes import Moved, Stopped, TooFast, Verdict, verdict_of
from bot.delivery.turnstile import Turnstile
from bot.outbox import carding
from bot.outbox.model import CardClaim, Later, Never, Sent, Unknown
from bot.outbox.throttle import Lane
from bot.screens.model import Screen

_logger = logging.getLogger(__name__)

_REPOSTS = 1
"""A card is posted anew so often: when people have deleted it, as long as they may want it; when nobody knows whether
it stands, since a second card is better than one that nobody can edit, but not a third one."""


@dataclass(frozen=True, slots=True)
class _Sight:
    """What a card has to show now, for whom and where."""

    view: object
    reader: Reader
    chat: int
    thread: int | None


class Cards:
    """Draws the cards that are due. `pause` is called when Telegram does not know us any more."""

    def __init__(self, db: Database, speaking: tuple[Gateway, Turnstile], drawing: Drawing) -> None:
        self._db = db
        self._gateway, self._turnstile = speaking
        self._drawing = drawing
        self.pause: Callable[[], None] = lambda: None

    async def claim(self, limit: int) -> list[CardClaim]:
        """Take up to `limit` cards that are due."""
        return await self._db.write(carding.claim, limit)

    async def show(self, card: CardClaim, patience: float) -> bool:
        """Bring one card up to date, waiting at most `patience` seconds for its turn. Whether a message was spent."""
        try:
            return await self._show(card, patience)
        except Outage:
            return False  # its lease ends, and it is due again
        except Exception:
            _logger.exception("a card cannot be drawn: %s", card.subject)
            await self._db.write(carding.fail, card)
            return False

    async def _show(self, card: CardClaim, patience: float) -> bool:
        kind = self._drawing.cards[card.subject.partition(":")[0]]
        sight = await self._db.read(_look, card, kind)
        if sight is None:
            await self._db.write(carding.drop, card)
            return False
        screen = kind.draw(sight.view, sight.reader)
        card = card if card.chat == sight.chat else card.gone()
        if card.screen_hash == fingerprint(screen):
            await self._db.write(carding.drawn, card)
            return False
        wait = await self._turnstile.enter(sight.chat, Lane.CARD, patience=patience)
        if wait > 0:
            await self._db.write(carding.put_off, card, wait)
            return False
        return await self._draw(card, sight, screen)

    async def _draw(self, card: CardClaim, sight: _Sight, screen: Screen) -> bool:
        reach("cards.before_draw")
        try:
            if card.message_id is not None and await self._is_gone(card, sight, screen):
                if card.reposts >= _REPOSTS:
                    await self._db.write(carding.drop, card)
                    return True
                card = replace(card.gone(), reposts=card.reposts + 1)
            shown, astray = (card, False) if card.message_id is not None else await self._posted(card, sight, screen)
        except TelegramError as error:
            await self._went_wrong(card, sight, verdict_of(error))
            return True
        reach("cards.after_draw")
        await self._db.write(carding.drawn, replace(shown, screen_hash=fingerprint(screen)), astray=astray)
        return True

    async def _is_gone(self, card: CardClaim, sight: _Sight, screen: Screen) -> bool:
        """Edit the message; True: people have deleted it."""
        assert card.message_id is not None, "it stands somewhere"
        return await self._gateway.edit(sight.chat, card.message_id, screen) is Edited.GONE

    async def _posted(self, card: CardClaim, sight: _Sight, screen: Screen) -> tuple[CardClaim, bool]:
        """The card as it stands now, and whether astray."""
        posted = await self._gateway.send(sight.chat, screen, thread=sight.thread)
        return replace(card, chat=sight.chat, message_id=posted.message_id), posted.astray

    async def _went_wrong(self, card: CardClaim, sight: _Sight, verdict: Verdict) -> None:
        """`card` as it was tried: without a message it was to be posted, else edited."""
        match verdict:
            case TooFast(seconds):
                self._turnstile.hold(sight.chat, seconds)
                await self._db.write(carding.put_off, card, seconds)
            case Moved(chat):
                await self._db.write(_move, card, (sight.chat, chat), self._drawing.moves)
            case Stopped():
                self.pause()
                await self._db.write(carding.put_off, card, 1.0)
            case Never():
                _logger.warning("a card is not wanted there: %s", verdict.reason)
                await self._db.write(carding.refuse, card, verdict.reason)
            case Later():
                await self._db.write(carding.fail, card)
            case Sent() | Unknown():
                await self._perhaps_shown(card)

    async def _perhaps_shown(self, card: CardClaim) -> None:
        """An edit does no harm if it is done again, as often as it takes; a post may leave a second card."""
        if card.message_id is not None:
            await self._db.write(carding.fail, card)
        elif card.reposts < _REPOSTS:
            await self._db.write(carding.fail, replace(card, reposts=card.reposts + 1))
        else:
            await self._db.write(carding.drop, card)


def fingerprint(screen: Screen) -> str:
    """Equal for screens that look equal."""
    return blake2b(repr((screen.text, screen.buttons)).encode(), digest_size=12).hexdigest()


def _look(tx: Tx, card: CardClaim, kind: CardKind) -> _Sight | None:
    group = communities.community(tx, card.community)
    if group is None or group.chat_id is None or group.left_at is not None:
        return None
    view = kind.load(tx, card.community, int(card.subject.partition(":")[2]))
    if view is None:
        return None
    return _Sight(view, communities.group_reader(tx, card.community), group.chat_id, group.pledges_topic)


def _move(tx: Tx, card: CardClaim, chats: tuple[int, int], moves: Sequence[Move]) -> None:
    communities.group_upgraded(tx, *chats, moves)
    carding.put_off(tx, card, 0.0)
