"""What Telegram still holds for a webhook: after a downtime of ours it brings it bit by bit, whenever it likes."""

import logging
from datetime import datetime

from telegram import Bot
from telegram.error import TelegramError

from bot.core.clock import Clock

log = logging.getLogger(__name__)


class Backlog:
    """Knows a moment at which Telegram held nothing for us, and asks for a later one only when somebody needs it: it
    alone knows what it still holds."""

    def __init__(self, bot: Bot, clock: Clock) -> None:
        self._bot = bot
        self._clock = clock
        self._empty_at: datetime | None = None
        self._wanted: datetime | None = None

    def arrived(self, moment: datetime) -> datetime | None:
        """See `last_moment.Arrived`: the moment, or a later one, at which Telegram held nothing. None: ask again after
        the next `ask`."""
        if self._empty_at is not None and self._empty_at >= moment:
            return self._empty_at
        self._wanted = moment
        return None

    async def ask(self) -> None:
        """Ask Telegram, if somebody wants to know. An update counts there until our 200 has said that it is stored."""
        if self._wanted is None:
            return
        now = self._clock.now()
        try:
            info = await self._bot.get_webhook_info()
        except TelegramError as error:
            log.warning("Telegram does not say what it holds for us (%s); deadlines wait", type(error).__name__)
            return
        self._wanted = None
        if info.pending_update_count == 0:
            self._empty_at = now
