import pytest

from bot.core.db import Database
from tests.communities.scenes import Town


@pytest.fixture
def town(db: Database) -> Town:
    """A fresh database on either kind, and a Telegram to ask."""
    return Town(db)
