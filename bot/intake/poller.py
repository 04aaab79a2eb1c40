"""Fetching updates from Telegram, one confirmed batch after the other, and never a silent stop."""

import asyncio
import json
import logging
from datetime import datetime
from http import HTTPStatus
from typing import Any, NoReturn

from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

from bot.core import points
from bot.core.outage import Outage
from bot.intake.inbox import Inbox
from bot.intake.patience import Patience
from bot.intake.wire import parameters

log = logging.getLogger(__name__)

ALLOWED_UPDATES = (
    *("message", "callback_query", "my_chat_member", "chat_member"),
    *("inline_query", "chosen_inline_result"),
)
"""What we ask for, by name: Telegram leaves `chat_member` out otherwise, and everything else is noise to us."""

BATCH = 100
"""Updates in one fetch; Telegram's own limit."""

_GRACE = 10
"""Seconds beyond the long poll until a fetch counts as hanging."""


class FetchFailed(Exception):  # noqa: N818  the word says it
    """Telegram gave no updates; the text says why, in words for the operator. `wait` is Telegram's wish in seconds."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class Poller:
    """Asks for updates, stores them, and only then asks for the next ones, which confirms the former."""

    def __init__(self, request: BaseRequest, url: str, inbox: Inbox, *, patience: Patience, long_poll: int) -> None:
        """`url` is the whole address of getUpdates; it holds the token and is never logged."""
        self._request = request
        self._url = url
        self._inbox = inbox
        self._patience = patience
        self._long_poll = long_poll
        self._offset: int | None = None
        self.caught_up = False
        """Whatever Telegram held is in our inbox by now, and what comes is fetched at once."""

    def arrived(self, moment: datetime) -> datetime | None:
        """See `last_moment.Arrived`: what was done by then is here by then, unless we are behind."""
        return moment if self.caught_up else None

    async def step(self) -> int:
        """Fetch once and store; gives back how many updates were new. Raises FetchFailed or Outage; the batch then
        stays with Telegram."""
        try:
            updates = await self._fetch()
            new = await self._store(updates)
        except Exception:
            self.caught_up = False
            raise
        self.caught_up = len(updates) < BATCH
        return new

    async def _store(self, updates: list[Any]) -> int:
        if not updates:
            # The fetch has confirmed what came before; without an offset ids may start lower after an idle week.
            self._offset = None
            return 0
        new = await self._inbox.take(updates)
        points.reach("poll.before_next_offset")
        self._offset = _following(updates)
        return new

    async def run(self) -> None:
        """Step for ever. Every trouble is reported and waited out; raises Silence when it lasts too long."""
        while True:
            if self._inbox.full:
                log.warning("too many updates are waiting: Telegram keeps the rest for a while")
                await self._inbox.has_room()
                self._patience.renew()
            await self._step_patiently()

    async def _step_patiently(self) -> None:
        try:
            await self.step()
        except (FetchFailed, Outage) as trouble:
            await self._patience.bear(str(trouble), wait=getattr(trouble, "wait", None))
        except Exception:
            log.exception("a bug while fetching updates")
            await self._patience.bear("a bug while fetching updates")
        else:
            self._patience.renew()

    async def _fetch(self) -> list[Any]:
        wishes: dict[str, Any] = {
            "timeout": self._long_poll,
            "limit": BATCH,
            "allowed_updates": ALLOWED_UPDATES,
        }
        if self._offset is not None:
            wishes["offset"] = self._offset
        status, body = await self._ask(parameters(wishes))
        if status != HTTPStatus.OK:
            _refuse(status, _description(body))
        result = _decoded(body).get("result")
        if not isinstance(result, list):
            raise FetchFailed("Telegram's answer makes no sense (no list of updates)")
        return result

    async def _ask(self, data: RequestData) -> tuple[int, bytes]:
        limit = self._long_poll + _GRACE
        try:
            async with asyncio.timeout(limit):
                return await self._request.do_request(
                    url=self._url, method="POST", request_data=data, read_timeout=limit, connect_timeout=_GRACE
                )
        except (TelegramError, TimeoutError, OSError) as error:
            raise FetchFailed(f"Telegram cannot be reached ({type(error).__name__})") from error


def _following(updates: list[Any]) -> int | None:
    """The offset that confirms this batch: after its last update, not after its highest id. When ids start lower
    again, an offset past the highest would confirm updates that nobody has seen."""
    ids = [update["update_id"] for update in updates if isinstance(update, dict) and "update_id" in update]
    return ids[-1] + 1 if ids and isinstance(ids[-1], int) else None


def _decoded(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise FetchFailed("Telegram's answer is not JSON") from error
    return answer if isinstance(answer, dict) else {}


def _description(body: bytes) -> dict[str, Any]:
    try:
        return _decoded(body)
    except FetchFailed:
        return {}


def _refuse(status: int, answer: dict[str, Any]) -> NoReturn:
    """Say what an HTTP status other than 200 means."""
    said = str(answer.get("description", ""))[:200]
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND}:
        raise FetchFailed(f"Telegram refuses the bot's token ({status}): check IFYOUWILL_TOKEN", 30)
    if status == HTTPStatus.CONFLICT:
        raise FetchFailed(f"somebody else fetches this bot's updates (409 {said})", 5)
    wish = answer.get("parameters", {}).get("retry_after") if isinstance(answer.get("parameters"), dict) else None
    raise FetchFailed(f"Telegram answers {status} {said}".rstrip(), float(wish) if isinstance(wish, int) else None)
