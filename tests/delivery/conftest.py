"""Mill Road in the stand-in and in our tables, and the whole of delivery between them over a real socket."""

from collections.abc import AsyncIterator

import pytest

from bot.core.clock import MovableClock
from bot.core.db import Database
from bot.outbox.model import Notice
from tests.delivery.town import Town, opened
from tests.support.street import Rang


@pytest.fixture(autouse=True)
def _a_notice_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Notice.kinds, Rang.kind, Rang)


@pytest.fixture
async def town(db: Database, clock: MovableClock) -> AsyncIterator[Town]:
    """On both databases."""
    async with opened(db, clock) as made:
        yield made


@pytest.fixture
async def small_town(sqlite_db: Database, clock: MovableClock) -> AsyncIterator[Town]:
    """On SQLite only, where the database plays no part."""
    async with opened(sqlite_db, clock) as made:
        yield made
