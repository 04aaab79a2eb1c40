"""The first words with Telegram: who we are, and how its updates shall reach us."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.core.outage import ConfigurationError
from bot.intake.patience import Patience
from bot.intake.poller import ALLOWED_UPDATES

_CONNECTIONS: Final = 40
"""Updates that Telegram may bring side by side."""


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram shall bring updates, and what it shows there."""

    url: str
    secret: str


async def introduce(bot: Bot, patience: Patience) -> None:
    """Ask getMe until Telegram answers. Raises ConfigurationError for a token it does not know, Silence in the end."""
    await _surely("Telegram cannot be reached", bot.initialize, patience)


async def choose_way_in(bot: Bot, hook: Hook | None, patience: Patience) -> None:
    """Set the webhook, or take it away: with one, Telegram gives no updates to whoever fetches them."""

    async def choose() -> None:
        if hook is None:
            await bot.delete_webhook(drop_pending_updates=False)
            return
        await bot.set_webhook(
            hook.url,
            allowed_updates=ALLOWED_UPDATES,
            secret_token=hook.secret,
            max_connections=_CONNECTIONS,
            drop_pending_updates=False,
        )

    await _surely("the way in could not be chosen", choose, patience)


async def _surely(trouble: str, call: Callable[[], Awaitable[Any]], patience: Patience) -> None:
    while True:
        try:
            await call()
        except InvalidToken:
            raise ConfigurationError(
                "Telegram does not know this bot: check IFYOUWILL_TOKEN (and IFYOUWILL_API_BASE_URL)."
            ) from None
        except TelegramError as error:
            await patience.bear(f"{trouble} ({type(error).__name__})")
        else:
            patience.renew()
            return
