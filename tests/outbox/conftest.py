"""A street with a group and neighbours, and a notice to tell them."""

import pytest

from bot.core.db import Database
from bot.outbox.model import Notice
from tests.support.street import Rang, Street, found


@pytest.fixture(autouse=True)
def _a_notice_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Notice.kinds, Rang.kind, Rang)


@pytest.fixture
async def street(db: Database) -> Street:
    """Three neighbours."""
    return await db.write(found, 3)
