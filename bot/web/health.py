"""What machines ask: is it ready, and how is it?"""

from collections.abc import Awaitable, Callable, Sequence

from bot.web.metrics import Vitals

Check = Callable[[], Awaitable[str | None]]
"""None when all is well, else one word why not."""


class Health:
    """Asks everybody who has something to say about health. Who they are, `app` knows."""

    def __init__(self, ready: Sequence[Check], vitals: Callable[[], Awaitable[Vitals]]) -> None:
        self._ready = ready
        self.vitals = vitals
        """Everything that is known at this moment."""

    async def reason_to_wait(self) -> str | None:
        """Why nothing should be expected of it now: the first reason, in one word. None: it is ready."""
        for check in self._ready:
            if (reason := await check()) is not None:
                return reason
        return None
