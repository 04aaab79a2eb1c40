"""Lets posters and papers be drawn beside the bot: in a process of their own, one at a time, with a limit of time.

Drawing takes seconds of computing and the memory of a picture; neither belongs to a process that answers people.
"""

import asyncio
import json
import os
import sys
from dataclasses import asdict
from typing import Any, Final

from bot.core.outage import Outage
from bot.screens.model import Paper, Sheet

WAITING_MOST: Final = 20
"""Drawings in hand; whoever asks for one more is told to come back."""
_SECONDS: Final = 30.0
_TEXT_MOST: Final = 2_000
"""Characters of one text; what the rules let people write is shorter."""
_LENGTH_BYTES: Final = 8


class NotDrawn(Outage):
    """Too many at once, or it took too long."""


class Press:
    """Draws one after the other."""

    def __init__(self, *, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._one = asyncio.Lock()
        self._in_hand = 0

    async def print(self, sheet: Sheet) -> tuple[bytes, bytes]:
        """The sheet as PDF and as PNG. Raises NotDrawn; RuntimeError for a sheet that cannot be drawn."""
        texts = {name: text[:_TEXT_MOST] for name, text in asdict(sheet).items()}
        drawn = await self._draw("bot.delivery.poster", texts)
        end = _LENGTH_BYTES + int.from_bytes(drawn[:_LENGTH_BYTES], "big")
        return drawn[_LENGTH_BYTES:end], drawn[end:]

    async def typeset(self, paper: Paper) -> bytes:
        """The paper as PDF. Raises NotDrawn; RuntimeError for a paper that cannot be drawn."""
        return await self._draw("bot.delivery.paper", asdict(paper))

    async def _draw(self, program: str, content: dict[str, Any]) -> bytes:
        if self._in_hand >= WAITING_MOST:
            raise NotDrawn("too much to draw at once")
        self._in_hand += 1
        try:
            async with self._one:
                return await self._run(program, json.dumps(content).encode())
        finally:
            self._in_hand -= 1

    async def _run(self, program: str, content: bytes) -> bytes:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", program),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,  # tracebacks show what people wrote
            env=_environment(),
        )
        try:
            async with asyncio.timeout(self._seconds):
                drawn, _ = await process.communicate(content)
        except TimeoutError:
            raise NotDrawn("drawing took too long") from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode != 0:
            raise RuntimeError(f"{program} failed: exit code {process.returncode}")
        return drawn


def _environment() -> dict[str, str]:
    """Ours without our secrets."""
    return {name: value for name, value in os.environ.items() if not name.startswith("IFYOUWILL_")}
