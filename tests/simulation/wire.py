"""The two seams besides the clock: Telegram's wire and the program's death."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from telegram.request import RequestData

from bot.core import points
from bot.core.outage import Outage
from bot.delivery.request import AiohttpRequest
from bot.sandbox.sandbox import Sandbox
from tests.support.inprocess import InprocessRequest

LABELS: Final = (
    "inbox.before_commit",
    "inbox.after_commit",
    "poll.before_next_offset",
    "tx.after_begin",
    "tx.before_commit",
    "tx.after_commit",
    "callback.before_answer",
    "callback.after_answer",
    "outbox.after_claim",
    "outbox.before_send",
    "outbox.after_send",
    "outbox.after_mark",
    "cards.before_draw",
    "cards.after_draw",
    "reminders.before_ring",
    "reminders.after_ring",
)
"""Where the program may die."""

REFUSED: Final = {"tx.after_begin": "the database is locked", "tx.before_commit": "the disk is full"}
"""Where the database may refuse, and what it says."""

_KEPT: Final = timedelta(hours=24)


class Dead(BaseException):
    """The process is gone: nothing of it may run on, write or speak."""


class Fate:
    """When the program dies, and whether it is dead. Installed as the hook of `bot.core.points`."""

    def __init__(self) -> None:
        self.died = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._label: str | None = None
        self._left = 0
        self._dead = False
        self.refusals = dict.fromkeys(REFUSED, 0)
        """How many transactions the database will refuse from now on, by the point at which it does."""

    def doom(self, label: str, hits: int) -> None:
        """Die when `label` is reached for the `hits`-th time from now."""
        self._label, self._left = label, hits

    def spare(self) -> None:
        """No death after all, and a database that refuses nothing."""
        self._label = None
        self.refusals = dict.fromkeys(REFUSED, 0)

    def __call__(self, label: str) -> None:
        if self._dead:
            raise Dead(label)
        if label == self._label:
            self._left -= 1
            if self._left == 0:
                self._dead = True
                self._loop.call_soon_threadsafe(self.died.set)
                raise Dead(label)
        if self.refusals.get(label, 0) > 0:
            self.refusals[label] -= 1
            raise Outage(REFUSED[label])

    @contextmanager
    def calm(self) -> Iterator[None]:
        """While the auditor looks, nothing happens to the program."""
        points.hook = None
        try:
            yield
        finally:
            points.hook = self

    @property
    def dead(self) -> bool:
        """Whether the program has died."""
        return self._dead

    def install(self) -> "Fate":
        """From now on points report here."""
        points.hook = self
        return self


class Wire(InprocessRequest):
    """The way to Telegram of one life of the program: silent once it is dead; an update may come twice."""

    def __init__(self, sandbox: Sandbox, fate: Fate, chance: Random) -> None:
        super().__init__(sandbox)
        self._fate = fate
        self._chance = chance
        self._seen: list[tuple[datetime, Any]] = []
        """Updates handed out in this life, and when: Telegram may hand them out again as long as it keeps them."""

    parse_json_payload = staticmethod(AiohttpRequest.parse_json_payload)

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        if self._fate.dead:
            await asyncio.Future()
        status, body = await super().do_request(url, method, request_data, *args, **kwargs)
        if self._fate.dead:
            await asyncio.Future()
        if url.endswith("/getUpdates") and status == 200:
            body = self._unreliably(body)
        return status, body

    def _unreliably(self, body: bytes) -> bytes:
        """The same updates, and now and then one that was handed out before."""
        try:
            answer = json.loads(body)
        except ValueError:
            return body  # the answer was broken on its way
        now = self._stage.clock.now()
        self._seen = [(at, update) for at, update in self._seen[-50:] if now - at < _KEPT]
        again = [update for _, update in self._seen]
        self._seen += [(now, update) for update in answer["result"]]
        if again and self._chance.random() < 0.2:
            answer["result"].insert(0, self._chance.choice(again))
        return json.dumps(answer).encode()
