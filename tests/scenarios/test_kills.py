"""kill -9 at random moments under load, seeded. The slow part kills 100 times, `make soak` as often as it is told."""

import asyncio
import os
from itertools import product
from pathlib import Path
from random import Random
from typing import Final

import pytest

from tests.scenarios.ward import Size, Ward, ward

pytestmark = pytest.mark.slow

KILLS: Final = int(os.environ.get("IFYOUWILL_TEST_KILLS", "100"))
"""Over both databases."""

PER_STORY: Final = max(1, min(25, KILLS // 2))
"""Kills in one story; then everything is compared, and another street is settled."""

STORIES: Final = max(1, -(-KILLS // (2 * PER_STORY)))
"""On each database, so that there are as many kills as asked for, or a few more."""

LONGEST_LIFE: Final = 0.8
"""Seconds after which the next kill comes at the latest. A life needs about half of that to come up."""


@pytest.mark.parametrize("seed", range(STORIES))
async def test_kills_at_random_moments_cost_nobody_anything(seed: int, database_url: str, tmp_path: Path) -> None:
    size = Size(neighbours=6, pledges=1 + PER_STORY // 2, threshold=4)
    async with ward(database_url, tmp_path, size) as street:
        await _killed_again_and_again(street, Random(seed))
        await street.come_back()
        await street.expect_nothing_lost_nothing_doubled()
        assert await street.lives.stop() == 0


async def _killed_again_and_again(street: Ward, chance: Random) -> None:
    """In each life some people press buttons that they have not pressed before."""
    wishes = [(person, action) for action, person in product(street.cards, street.people)]
    chance.shuffle(wishes)
    at_once = len(wishes) // PER_STORY
    for _ in range(PER_STORY):
        street.lives.begin()
        if chance.random() < 0.5:
            await street.lives.at_work()
        await asyncio.gather(*(street.press(person, action) for person, action in wishes[:at_once]))
        del wishes[:at_once]
        await asyncio.sleep(chance.uniform(0.0, LONGEST_LIFE))
        await street.lives.kill()
        await street.mourn()
