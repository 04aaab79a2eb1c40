"""Killed at every labelled point: nothing that Telegram was told of is lost, nothing counts twice, everybody hears."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.lives import KILLED
from tests.scenarios.ward import Size, ward

pytestmark = pytest.mark.slow

HITS = (1, 2, 3)
POINTS = {
    "inbox.before_commit": HITS,
    "inbox.after_commit": HITS,
    "poll.before_next_offset": HITS,
    "tx.after_begin": (*HITS, 13, 34),
    "tx.before_commit": (*HITS, 13, 34),
    "tx.after_commit": (*HITS, 13, 34),
    "callback.before_answer": HITS,
    "callback.after_answer": HITS,
    "outbox.after_claim": HITS,
    "outbox.before_send": HITS,
    "outbox.after_send": HITS,
    "outbox.after_mark": HITS,
    "cards.before_draw": HITS,
    "cards.after_draw": HITS,
    "reminders.before_ring": HITS,
    "reminders.after_ring": HITS,
}
"""Where to die and at which hit; the first transactions of a life belong to its start."""

ELSEWHERE = {"shutdown.in_flight", "backup.middle", "export.middle"}
"""Points of the end of a life, and of other commands; they have tests of their own."""


_SIZES = {"cards": Size(pledges=3), "reminders": Size(overdue=3)}
"""Enough to do for three hits."""


@pytest.mark.parametrize(("point", "hit"), [(point, hit) for point, hits in POINTS.items() for hit in hits])
async def test_a_death_at_a_labelled_point_costs_nobody_anything(
    point: str, hit: int, database_url: str, tmp_path: Path
) -> None:
    size = _SIZES.get(point.partition(".")[0], Size())
    async with ward(database_url, tmp_path, size) as street:
        street.lives.begin(crash_at=f"{point}:{hit}")
        await street.everybody_presses()
        assert await street.lives.ended() == KILLED, f"{point} was not reached {hit} times:\n{street.lives.log}"
        await street.come_back()
        await street.expect_nothing_lost_nothing_doubled()


async def test_a_death_on_the_way_out(database_url: str, tmp_path: Path) -> None:
    async with ward(database_url, tmp_path, Size()) as street:
        street.lives.begin(crash_at="shutdown.in_flight")
        await street.everybody_presses()
        assert await street.lives.stop() == KILLED
        await street.come_back()
        await street.expect_nothing_lost_nothing_doubled()
        assert await street.lives.stop() == 0


def labels() -> Iterator[str]:
    for source in Path("bot").rglob("*.py"):
        yield from re.findall(r"\breach\(\"([a-z_.]+)\"\)", source.read_text("utf-8"))


def test_every_labelled_point_is_died_at() -> None:
    assert set(labels()) - {"outbox.after_send:3"} == POINTS.keys() | ELSEWHERE
