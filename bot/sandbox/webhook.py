"""Delivery by webhook: a queue for each chat, and for the presses of each person; repeated until taken or expired."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import aiohttp

from bot.core.clock import Clock
from bot.sandbox.updates import Updates, Waiting

Post = Callable[[str, bytes, Mapping[str, str]], Awaitable[int]]
"""Posts a body with headers to a URL. Returns the HTTP status; raises OSError or aiohttp.ClientError."""
Sleep = Callable[[float], Awaitable[None]]
_LONGEST_PAUSE = 60.0


@dataclass(slots=True)
class Hook:
    """Where updates go. `error` is the newest failure in words, with its Unix second."""

    url: str
    secret: str | None
    connections: int
    error: str = ""
    error_date: int = 0


class Webhook:
    """Delivers while a hook is set. A failed update holds back its own queue and no other."""

    def __init__(self, clock: Clock, updates: Updates) -> None:
        self.hook: Hook | None = None
        self.post: Post = _post_by_http
        self.sleep: Sleep = asyncio.sleep
        self._clock = clock
        self._updates = updates
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
        """Repeats at once, then after 2, 4, 8 … 60 s, until the update is taken or expires."""
        pause = 0.0
        while self._clock.now() < waiting.expires:
            if await self._attempt(waiting):
                break
            await self.sleep(pause)
            pause = min(max(2.0, pause * 2), _LONGEST_PAUSE)
        self._updates.remove(waiting)

    async def _attempt(self, waiting: Waiting) -> bool:
        hook = self.hook
        assert hook
        headers = {"Content-Type": "application/json"}
        if hook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
        async with self._slots:
            try:
                status = await self.post(hook.url, waiting.body, headers)
            except (OSError, aiohttp.ClientError) as failure:
                self._note(hook, f"Connection failed: {type(failure).__name__}")
                return False
        if 200 <= status < 300:  # noqa: PLR2004 - HTTP
            return True
        self._note(hook, f"Wrong response from the webhook: {status}")
        return False

    def _note(self, hook: Hook, error: str) -> None:
        hook.error, hook.error_date = error, int(self._clock.now().timestamp())


async def _post_by_http(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    timeout = aiohttp.ClientTimeout(total=60)
    async with (
        aiohttp.ClientSession(timeout=timeout) as session,
        session.post(url, data=body, headers=headers) as answer,
    ):
        await answer.read()
        return answer.status
