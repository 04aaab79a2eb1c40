"""Delivery by webhook: a queue for each chat, and for the presses of each person; repeated until taken or expired."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from random import Random

import aiohttp

from bot.core.clock import Clock
from bot.sandbox.updates import Updates, Waiting


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot's server answered: the HTTP status, and the seconds of `Retry-After` (0: it named none)."""

    status: int
    retry_after: float = 0

    @property
    def taken(self) -> bool:
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES


Post = Callable[[str, bytes, Mapping[str, str]], Awaitable[Reply]]
"""Posts a body with headers to a URL. Raises OSError or aiohttp.ClientError."""
Sleep = Callable[[float], Awaitable[None]]
_NO_REPLY = Reply(0)
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = (60.0, 120.0)
"""Seconds: the cap of a growing pause is drawn between these for each repeat."""
_LONGEST_RETRY_AFTER = 3600.0
_GONE_FOR = timedelta(hours=23)
"""A server that says 410 for so long is not posted to any more."""


@dataclass(slots=True)
class Hook:
    """Where updates go. `error` is the newest failure in words, with its Unix second."""

    url: str
    secret: str | None
    connections: int
    error: str = ""
    error_date: int = 0
    gone_since: datetime | None = None
    """Since when each answer was 410."""


class Webhook:
    """Delivers while a hook is set. A failed update holds back its own queue and no other."""

    def __init__(self, clock: Clock, updates: Updates, random: Random) -> None:
        self.hook: Hook | None = None
        self.post: Post = _post_by_http
        self.sleep: Sleep = asyncio.sleep
        self._clock = clock
        self._updates = updates
        self._random = random
        self._queues: dict[str, deque[Waiting]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(1)

    def set(self, hook: Hook | None) -> None:
        """Sets or removes the hook; what waits is delivered to a new one."""
        self._stop()
        self.hook = hook
        self._updates.webhook_set = hook is not None
        self._updates.on_push = self._enqueue if hook is not None else None
        self._updates.interrupt()
        if hook is not None:
            self._slots = asyncio.Semaphore(hook.connections)
            for waiting in self._updates.pending():
                self._enqueue(waiting)

    def _stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._queues.clear()

    async def close(self) -> None:
        """Ends all deliveries."""
        tasks = list(self._tasks)
        self._stop()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _enqueue(self, waiting: Waiting) -> None:
        queue = self._queues.get(waiting.queue)
        if queue is not None:
            queue.append(waiting)
            return
        self._queues[waiting.queue] = queue = deque([waiting])
        task = asyncio.get_running_loop().create_task(self._run(waiting.queue, queue))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, name: str, queue: deque[Waiting]) -> None:
        while queue:
            await self._deliver(queue[0])
            queue.popleft()
        if self._queues.get(name) is queue:
            del self._queues[name]

    async def _deliver(self, waiting: Waiting) -> None:
        """Repeats at once, then after 2, 4, 8 … up to 60-120 s, or when the server wishes, until taken or expired."""
        failures, pause = 0, _FIRST_PAUSE
        while self._clock.now() < waiting.expires:
            reply = await self._attempt(waiting)
            if reply.taken:
                break
            if self.hook is None:
                return  # dropped meanwhile: the update stays and can be polled
            if reply.retry_after:
                await self.sleep(min(reply.retry_after, _LONGEST_RETRY_AFTER))
            else:
                pause = min(pause * 2, self._random.uniform(*_LONGEST_PAUSE)) if failures else pause
                await self.sleep(pause if failures else 0)
            failures += 1
        self._updates.remove(waiting)

    async def _attempt(self, waiting: Waiting) -> Reply:
        hook = self.hook
        assert hook
        headers = {"Content-Type": "application/json"}
        if hook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
        async with self._slots:
            try:
                reply = await self.post(hook.url, waiting.body, headers)
            except (OSError, aiohttp.ClientError) as failure:
                self._note(hook, f"Connection failed: {type(failure).__name__}")
                return _NO_REPLY
        self._drop_if_gone(hook, reply.status)
        if not reply.taken:
            self._note(hook, f"Wrong response from the webhook: {reply.status}")
        return reply

    def _drop_if_gone(self, hook: Hook, status: int) -> None:
        """The hook of a server that has said 410 for 23 hours is removed; what waits can be polled."""
        if status != HTTPStatus.GONE:
            hook.gone_since = None
            return
        now = self._clock.now()
        hook.gone_since = hook.gone_since or now
        if now - hook.gone_since >= _GONE_FOR and self.hook is hook:
            self.set(None)

    def _note(self, hook: Hook, error: str) -> None:
        hook.error, hook.error_date = error, int(self._clock.now().timestamp())


async def _post_by_http(url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
    timeout = aiohttp.ClientTimeout(total=60)
    async with (
        aiohttp.ClientSession(timeout=timeout) as session,
        session.post(url, data=body, headers=headers) as answer,
    ):
        await answer.read()
        return Reply(answer.status, _seconds(answer.headers.get("Retry-After", "")))


def _seconds(given: str) -> float:
    """The header in whole seconds, the only form that Telegram reads; anything else counts as absent."""
    return float(given) if given.isascii() and given.isdigit() else 0
