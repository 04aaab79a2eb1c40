"""A Bot API that answers at once: raw asyncio, no checks, so that its own ceiling is far above every bot's.

It hands out prepared updates, as fast as they are asked for or at a given rate, and notes when the bot's first answer
to each of them arrives. What a bot sends is not verified: that is the work of the strict stand-in in the tests.
"""

import asyncio
import json
import re
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote_plus

TOKEN: Final = "123456789:AAbenchmarkbenchmarkbenchmarkbench"
BOT: Final = {
    "id": 123456789,
    "is_bot": True,
    "first_name": "IfYouWill",
    "username": "IfYouWillBot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}
_LARGEST_BATCH: Final = 100
_FIELD: Final = r'(?:^|[&{{,"\s]){name}(?:"\s*:\s*"?|=|"\r\n\r\n)([-\w]+)'


def _field(name: str) -> re.Pattern[str]:
    """The field's value in a body of any of the three forms: JSON, urlencoded, multipart."""
    return re.compile(_FIELD.format(name=name))


_OFFSET, _LIMIT, _TIMEOUT = _field("offset"), _field("limit"), _field("timeout")
_CHAT, _QUERY = _field("chat_id"), _field("callback_query_id")


@dataclass(frozen=True, slots=True)
class Feed:
    """One update, and what its answer will name: the chat ("c:5") or the callback query ("q:5")."""

    update: dict[str, object]
    awaits: str


@dataclass
class Measured:
    """When updates were handed out and answered, in seconds of `time.perf_counter`."""

    handed_at: dict[str, float] = field(default_factory=dict)
    answered_at: dict[str, float] = field(default_factory=dict)

    def latencies(self) -> list[float]:
        """Seconds from handing out (or, at a rate, from the moment it was due) to the first answer, ascending."""
        return sorted(at - self.handed_at[key] for key, at in self.answered_at.items())

    def per_second(self, skip: int) -> float:
        """Answers per second, without the first `skip` (warming up)."""
        times = sorted(self.answered_at.values())[skip:]
        return (len(times) - 1) / (times[-1] - times[0]) if len(times) > 1 else 0.0


class FakeTelegram:
    """The server. `feed` it, wait for `answered`, read `measured`."""

    def __init__(self) -> None:
        self.measured = Measured()
        self.calls: dict[str, int] = {}
        self.sent_at: dict[str, deque[float]] = {}
        self._queue: deque[tuple[int, bytes, str]] = deque()
        self._last_id = 0
        self._first = _static({"message_id": 1, "date": 1_764_000_000, "chat": {"id": 1, "type": "private"}})
        self._waiting: list[asyncio.Future[None]] = []
        self._server: asyncio.Server | None = None

    async def start(self) -> str:
        """Listen on a free port; gives back the prefix before the token."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Connection(self), "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/bot"

    async def close(self) -> None:
        assert self._server is not None
        self._server.close()
        for waiting in self._waiting:
            waiting.cancel()

    def feed(self, feeds: Iterable[Feed]) -> None:
        """Make the updates available now."""
        for each in feeds:
            self._put(each)
        self._wake()

    async def feed_at(self, feeds: Iterable[Feed], per_second: float) -> None:
        """Make one update available after the other, evenly; its clock starts when it is due."""
        began = time.perf_counter()
        for number, each in enumerate(feeds):
            due = began + number / per_second
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            self.measured.handed_at[each.awaits] = due
            self._put(each)
            self._wake()

    async def answered(self, count: int, seconds: float) -> int:
        """Wait until `count` updates have been answered, or the time is over. Gives back how many were."""
        deadline = time.perf_counter() + seconds
        while len(self.measured.answered_at) < count and time.perf_counter() < deadline:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        return len(self.measured.answered_at)

    async def called(self, method: str, seconds: float) -> None:
        """Wait for the first call of a method. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while method not in self.calls:  # noqa: ASYNC110 - the server has no business with events here
                await asyncio.sleep(0.01)

    def _put(self, each: Feed) -> None:
        self._last_id += 1
        raw = json.dumps({"update_id": self._last_id, **each.update}).encode()
        self._queue.append((self._last_id, raw, each.awaits))

    def _wake(self) -> None:
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)
        self._waiting.clear()

    async def answer(self, method: str, body: str) -> bytes:
        """The response body to one call."""
        self.calls[method] = self.calls.get(method, 0) + 1
        if method == "getUpdates":
            return await self._updates(body)
        if method == "answerCallbackQuery":
            self._note("q:", _QUERY.search(body))
            return _TRUE
        if method.startswith(("send", "edit")):
            self._note("c:", _CHAT.search(body))
            return self._first
        return _ANSWERS.get(method, _TRUE)

    def _note(self, prefix: str, found: re.Match[str] | None) -> None:
        if found:
            now = time.perf_counter()
            key = prefix + found[1]
            self.sent_at.setdefault(key, deque()).append(now)
            if key in self.measured.handed_at:
                self.measured.answered_at.setdefault(key, now)

    async def _updates(self, body: str) -> bytes:
        offset, limit, timeout = (_number(pattern, body, default) for pattern, default in _ASKED)
        while self._queue and self._queue[0][0] < offset:
            self._queue.popleft()
        if not self._queue and timeout:
            waiting = asyncio.get_running_loop().create_future()
            self._waiting.append(waiting)
            await asyncio.wait([waiting], timeout=timeout)
        now = time.perf_counter()
        batch = [self._queue[index] for index in range(min(limit, len(self._queue)))]
        for _, _, awaits in batch:
            self.measured.handed_at.setdefault(awaits, now)
        return b'{"ok":true,"result":[' + b",".join(raw for _, raw, _ in batch) + b"]}"


_ASKED: Final = ((_OFFSET, 0), (_LIMIT, _LARGEST_BATCH), (_TIMEOUT, 0))


def _number(pattern: re.Pattern[str], body: str, default: int) -> int:
    found = pattern.search(body)
    return int(float(found[1])) if found else default


def _static(result: object) -> bytes:
    return json.dumps({"ok": True, "result": result}).encode()


_TRUE: Final = _static(True)
_ANSWERS: Final = {
    "getMe": _static(BOT),
    "getWebhookInfo": _static({"url": "", "has_custom_certificate": False, "pending_update_count": 0}),
    "getMyCommands": _static([]),
    "getChatMember": _static({"status": "member", "user": {"id": 1, "is_bot": False, "first_name": "Ana"}}),
    "getChatAdministrators": _static([]),
}


class _Connection(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, as little of it as bots use."""

    def __init__(self, server: FakeTelegram) -> None:
        self._server = server
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (request := self._request()) is not None:
            method, body = request
            task = asyncio.get_running_loop().create_task(self._respond(method, body))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _request(self) -> tuple[str, str] | None:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = self._buffer[:end].decode("latin-1")
        lower = head.lower()
        if "transfer-encoding: chunked" in lower:
            return self._chunked(head, end + 4)
        found = re.search(r"content-length: (\d+)", lower)
        size = int(found[1]) if found else 0
        if len(self._buffer) < end + 4 + size:
            return None
        body = bytes(self._buffer[end + 4 : end + 4 + size])
        del self._buffer[: end + 4 + size]
        return _method(head), _readable(body, lower)

    def _chunked(self, head: str, start: int) -> tuple[str, str] | None:
        body = bytearray()
        while (line := self._buffer.find(b"\r\n", start)) >= 0:
            size = int(self._buffer[start:line], 16)
            if len(self._buffer) < line + 4 + size:
                return None
            body += self._buffer[line + 2 : line + 2 + size]
            start = line + 4 + size
            if size == 0:
                del self._buffer[:start]
                return _method(head), _readable(bytes(body), head.lower())
        return None

    async def _respond(self, method: str, body: str) -> None:
        answer = await self._server.answer(method, body)
        if self._transport is not None and not self._transport.is_closing():
            head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(answer)
            self._transport.write(head + answer)


def _method(head: str) -> str:
    """The Bot API method: the last part of the path."""
    return head.split(" ", 2)[1].split("?", maxsplit=1)[0].rsplit("/", 1)[-1]


def _readable(body: bytes, head: str) -> str:
    text = body.decode("utf-8", "replace")
    return unquote_plus(text) if "urlencoded" in head else text
