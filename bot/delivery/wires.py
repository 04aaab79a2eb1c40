"""The two ways to Telegram: calls, and the fetching of updates, which must never wait for each other."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from telegram import Bot
from telegram.request import BaseRequest

from bot.delivery.request import AiohttpRequest

LONG_POLL: Final = 25
_POLL_CONNECTIONS: Final = 4


@dataclass(frozen=True, slots=True)
class Wires:
    """How Telegram is reached: one request object for calls, one for getUpdates; tests put the stand-in here."""

    calls: BaseRequest
    updates: BaseRequest
    long_poll: int = LONG_POLL
    """Seconds that Telegram may hold a fetch open while there is nothing."""

    def bot(self, token: str, base: str) -> Bot:
        """A bot that speaks over these wires; `base` is the prefix before the token."""
        return Bot(
            token,
            base_url=base,
            base_file_url=_file_url(base),
            request=self.calls,
            get_updates_request=self.updates,
        )

    async def open(self) -> None:
        """Open both sessions."""
        await self.calls.initialize()
        await self.updates.initialize()

    async def close(self) -> None:
        """Close both sessions."""
        await self.calls.shutdown()
        await self.updates.shutdown()


def wires() -> Wires:
    """The real ones. Needs a running event loop."""
    return Wires(AiohttpRequest(), AiohttpRequest(connections=_POLL_CONNECTIONS))


def _file_url(base: str) -> str:
    """Where files lie: the same host, under /file/bot."""
    parts = urlsplit(base)
    return parts._replace(path=f"/file{parts.path}").geturl()
