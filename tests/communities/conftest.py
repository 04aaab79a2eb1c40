from collections.abc import AsyncIterator

import pytest

from bot.communities.invariants import INVARIANTS
from bot.core.db import Database, Tx
from tests.communities.scenes import Town


@pytest.fixture
async def town(db: Database) -> AsyncIterator[Town]:
    """A fresh database on either kind, and a Telegram to ask. Whatever a test does, the invariants hold at its end."""
    yield Town(db)
    assert await db.read(_broken) == []


def _broken(tx: Tx) -> list[str]:
    return [rule for rule, exceptions in INVARIANTS.items() if tx.rows(exceptions)]
