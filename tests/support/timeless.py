"""An event loop whose time is the simulation's: whoever sleeps moves the clock, and nobody ever waits for real.

Only the database's threads take real time. While one of them works the loop waits for it; when nothing runs and
nothing is ready, the clock jumps to the next timer. So a wait of an hour takes a moment, and a wait that nothing can
end is found at once instead of hanging.
"""

import asyncio
import selectors
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from bot.core.clock import Clock, MovableClock
from bot.core.db import Database, Tx

P = ParamSpec("P")
R = TypeVar("R")

_REAL_PATIENCE: Final = 60.0
"""Seconds for which a database may really work on one thing."""


class Hangs(AssertionError):  # noqa: N818  what is wrong, in one word
    """Nothing runs, nothing is ready, and no timer will ever change that."""


class TimelessLoop(asyncio.SelectorEventLoop):
    """Its timers jump; `clock` jumps with them."""

    def __init__(self, clock: MovableClock) -> None:
        self._jumped = 0.0
        self.clock = clock
        self.threads_at_work = 0
        super().__init__(_Jumping(self))

    def time(self) -> float:
        return self._jumped

    def pass_time(self, seconds: float) -> None:
        """So much later: for the clock on the wall and for every timer."""
        self._jumped += seconds
        self.clock.move(timedelta(seconds=seconds))

    def outside(self) -> "_Outside":
        """While some other thread works for us, time stands still."""
        return _Outside(self)

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> Any:
        self.threads_at_work += 1
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self._back_inside)
        return future

    async def shutdown_default_executor(self, *args: Any) -> None:
        with self.outside():
            await super().shutdown_default_executor(*args)

    def _back_inside(self, _: object) -> None:
        self.threads_at_work -= 1


class _Outside:
    """A span in which a thread of somebody else's works for us.

    No generator in disguise: contextlib writes on the exceptions that pass through it, and refusals are frozen.
    """

    def __init__(self, loop: TimelessLoop) -> None:
        self._loop = loop

    def __enter__(self) -> None:
        self._loop.threads_at_work += 1

    def __exit__(self, *_: object) -> None:
        self._loop.threads_at_work -= 1


class _Jumping(selectors.DefaultSelector):  # type: ignore[misc,valid-type]
    """Does not wait for time: it makes it pass."""

    def __init__(self, loop: TimelessLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is not None and timeout <= 0:
            return super().select(0)
        if self._loop.threads_at_work:
            ready = super().select(_REAL_PATIENCE)
            if not ready:
                raise Hangs("the database does not come back")
            return ready
        if ready := super().select(0):
            return ready
        if timeout is None:
            raise Hangs("everybody waits for somebody else")
        self._loop.pass_time(timeout)
        return []


class Counted:
    """A database at whose work the loop's time stands still."""

    def __init__(self, db: Database, loop: TimelessLoop) -> None:
        self._db = db
        self._loop = loop
        self.clock: Clock = db.clock
        self.dialect = db.dialect

    async def write(self, service: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self._loop.outside():
            return await self._db.write(service, *args, **kwargs)

    async def read(self, service: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self._loop.outside():
            return await self._db.read(service, *args, **kwargs)

    async def close(self) -> None:
        with self._loop.outside():
            await self._db.close()
