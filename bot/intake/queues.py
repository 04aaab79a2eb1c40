"""Queues: updates of one chat and of one person are worked in the order they came, different chats side by side."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Final

from bot.intake.model import Letter

log = logging.getLogger(__name__)

Release = Callable[[], None]
Work = Callable[[Letter, Release], Awaitable[None]]
"""Works one letter to its end and raises nothing. `Release`, called early, lets the rest of the chat go on: the effect
is committed, and only the answer to this person is still on its way."""

_GROUP_ANONYMOUS_BOT, _CHANNEL_BOT, _TELEGRAM = 1087968824, 136817688, 777000
_NOBODY = frozenset({None, _GROUP_ANONYMOUS_BOT, _CHANNEL_BOT, _TELEGRAM})
"""Senders behind whom many stand: their order is their chat's alone."""

PER_PERSON: Final = 50
"""Things one person may have said and pressed that wait, in all chats. Their answers leave at one in a second; without
a limit a single flooder would take up the room of everybody."""


class Queues:
    """A letter starts when it is the oldest of its chat and the oldest of its person, at most `side_by_side` at once.

    Every letter waits in the queue of each of its keys and is taken in the order of arrival, so no two letters can
    wait for each other.
    """

    def __init__(self, work: Work, *, side_by_side: int = 64) -> None:
        self._work = work
        self._free = side_by_side
        self._queues: dict[int, deque[Letter]] = {}
        self._ready: deque[Letter] = deque()
        self._blocked_by: dict[int, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: set[int] = set()
        self._progress = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many letters have been handed in and are not finished, those in work included."""
        return len(self._blocked_by) + len(self._ready) + len(self._tasks)

    def holds(self, update_id: int) -> bool:
        """Whether this update has been handed in and is not finished."""
        return update_id in self._held

    def add(self, letters: Iterable[Letter]) -> list[Letter]:
        """Hand in letters, oldest first; those held already are passed over. Returns at once what is too much of one
        person (see `PER_PERSON`). After `close` they stay in the inbox for the next start."""
        too_much: list[Letter] = []
        if self._closed:
            return too_much
        for letter in letters:
            if letter.update_id in self._held:
                continue
            if self._is_too_much(letter):
                too_much.append(letter)
            else:
                self._enqueue(letter)
        self._start_ready()
        return too_much

    async def at_most(self, number: int) -> None:
        """Wait until no more than `number` letters are waiting or in work."""
        while self.waiting > number:
            self._progress.clear()
            await self._progress.wait()

    async def idle(self) -> None:
        """Wait until nothing is waiting or in work."""
        await self._idle.wait()

    async def close(self, seconds: float) -> bool:
        """Start nothing more and let what is in work end, for so many seconds; True when all of it did."""
        self._closed = True
        self._ready.clear()
        self._blocked_by.clear()
        if not self._tasks:
            return True
        _, late = await asyncio.wait(self._tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return not late

    def _is_too_much(self, letter: Letter) -> bool:
        if letter.telegram_id is None or not letter.is_talk:
            return False
        if letter.telegram_id not in _NOBODY:
            return len(self._queues.get(letter.telegram_id, ())) >= PER_PERSON
        chat = self._queues.get(letter.chat_id or 0, ())  # all who write as this group count as one
        return sum(other.telegram_id == letter.telegram_id for other in chat) >= PER_PERSON

    def _enqueue(self, letter: Letter) -> None:
        self._idle.clear()
        self._held.add(letter.update_id)
        ahead = 0
        for key in _keys(letter):
            queue = self._queues.setdefault(key, deque())
            ahead += bool(queue)
            queue.append(letter)
        if ahead:
            self._blocked_by[letter.update_id] = ahead
        else:
            self._ready.append(letter)

    def _start_ready(self) -> None:
        while self._ready and self._free > 0 and not self._closed:
            letter = self._ready.popleft()
            self._free -= 1
            task = asyncio.create_task(self._run(letter), name=f"update {letter.update_id}")
            self._tasks.add(task)
            task.add_done_callback(self._ended)

    async def _run(self, letter: Letter) -> None:
        held = set(_keys(letter))

        def release() -> None:
            if letter.chat_id in held and letter.chat_id != letter.telegram_id:
                held.discard(letter.chat_id)
                self._leave(letter, letter.chat_id)
                self._start_ready()

        try:
            await self._work(letter, release)
        except Exception:
            log.exception("the work on update %d ended in a bug", letter.update_id)
        finally:
            for key in held:
                self._leave(letter, key)
            self._held.discard(letter.update_id)
            self._free += 1

    def _leave(self, letter: Letter, key: int) -> None:
        queue = self._queues[key]
        assert queue[0] is letter
        queue.popleft()
        if not queue:
            del self._queues[key]
            return
        following = queue[0].update_id
        left = self._blocked_by.get(following, 0) - 1
        if left > 0:
            self._blocked_by[following] = left
        elif left == 0:
            del self._blocked_by[following]
            self._ready.append(queue[0])

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._progress.set()
        self._start_ready()
        if not (self._tasks or self._ready or self._blocked_by):
            self._idle.set()


def _keys(letter: Letter) -> Iterator[int]:
    """The orders this letter keeps: its chat's and its person's (one number in a private chat; groups are negative).

    A press keeps its person's alone, as at Telegram: a hundred neighbours who sign at once do not queue.
    """
    if letter.chat_id is not None and not letter.is_press:
        yield letter.chat_id
    if (letter.telegram_id != letter.chat_id or letter.is_press) and letter.telegram_id not in _NOBODY:
        assert letter.telegram_id is not None
        yield letter.telegram_id
