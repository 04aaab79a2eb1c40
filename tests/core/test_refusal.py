"""A refusal travels like any exception."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.core.refusal import Refusal
from bot.screens.refusals import SENTENCES


@asynccontextmanager
async def room() -> AsyncIterator[None]:
    yield


@pytest.mark.parametrize("kind", SENTENCES, ids=lambda kind: kind.__name__)
async def test_every_refusal_passes_through_a_context_manager(kind: type[Refusal]) -> None:
    """contextlib sets the traceback of what passes through, which a frozen dataclass forbids."""
    refusal = kind.__new__(kind)
    with pytest.raises(kind):
        async with room():
            raise refusal
