from collections.abc import AsyncIterator

import pytest

from bot.core.db import Database
from tests.communities.scenes import ANA, BEN, CERYS
from tests.pledges.scenes import Street


@pytest.fixture
async def street(db: Database) -> AsyncIterator[Street]:
    """Ana, Ben and Cerys live here; whatever they do, the invariants hold at the end."""
    street = Street(db)
    await street.found()
    await street.home(ANA, BEN, CERYS)
    yield street
    await street.sound()
