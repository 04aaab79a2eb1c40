"""What machines ask: is it alive, is it ready, how much is waiting."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

Check = Callable[[], Awaitable[str | None]]
"""None when all is well, else one sentence without anything private."""

Measure = Callable[[], Awaitable[Mapping[str, float]]]
"""Numbers by name, in Prometheus' manner (unit as the last word)."""


class Health:
    """Asks everybody who has something to say about health. Who they are, `app` knows."""

    def __init__(self, alive: Sequence[Check], ready: Sequence[Check], measures: Sequence[Measure]) -> None:
        self._alive = alive
        self._ready = ready
        self._measures = measures

    async def problems(self) -> list[str]:
        """Why a supervisor should start the process afresh; usually nothing."""
        return await _said(self._alive)

    async def reasons_to_wait(self) -> list[str]:
        """Why no traffic should come yet (or any more): everything that makes it ill, and what is not up yet."""
        return await _said([*self._alive, *self._ready])

    async def measured(self) -> dict[str, float]:
        """All numbers."""
        numbers: dict[str, float] = {}
        for measure in self._measures:
            numbers.update(await measure())
        return numbers


async def _said(checks: Sequence[Check]) -> list[str]:
    return [fault for check in checks if (fault := await check()) is not None]
