"""How long trouble with Telegram may last: reported at once, loudly after a minute, and not for ever."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from random import Random

log = logging.getLogger(__name__)

LOUD_AFTER = 60.0
"""Seconds without an answer after which the bot counts as unhealthy."""

END_AFTER = 900.0
"""Seconds after which the process ends, so that a supervisor starts it afresh."""

_FIRST_WAIT, _LONGEST_WAIT = 0.5, 30.0


class Silence(Exception):  # noqa: N818  the word says it
    """Telegram gave nothing for so long that the process should end; the text is one sentence."""


class Patience:
    """Counts failures in a row, reports each, and waits longer each time."""

    def __init__(
        self,
        *,
        monotonic: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        random: Random | None = None,
    ) -> None:
        self._monotonic = monotonic or asyncio.get_running_loop().time
        self._sleep = sleep
        self._random = random or Random()  # noqa: S311  jitter, not a secret
        self._last_success = self._monotonic()
        self._failures = 0

    @property
    def silent_for(self) -> float:
        """Seconds since Telegram last answered."""
        return self._monotonic() - self._last_success

    @property
    def healthy(self) -> bool:
        """Whether Telegram has answered within the last minute."""
        return self.silent_for <= LOUD_AFTER

    def renew(self) -> None:
        """Telegram has answered."""
        if self._failures:
            log.info("Telegram answers again, after %.0f s and %d attempts", self.silent_for, self._failures)
        self._failures = 0
        self._last_success = self._monotonic()

    async def bear(self, trouble: str, *, wait: float | None = None) -> None:
        """It has not: report that and wait, `wait` seconds or longer each time. Raises Silence in the end."""
        self._failures += 1
        pause = max(wait or 0.0, self._pause())
        if self.silent_for > END_AFTER:
            raise Silence(f"No updates from Telegram for {self.silent_for / 60:.0f} minutes: {trouble}.")
        level = logging.WARNING if self.healthy else logging.ERROR
        log.log(level, "no updates: %s; attempt %d follows in %.1f s", trouble, self._failures + 1, pause)
        await self._sleep(pause)

    def _pause(self) -> float:
        longest = min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(self._failures - 1, 10))
        return longest * self._random.uniform(0.5, 1.0)
