"""Half-finished dialogues."""

from datetime import timedelta

from bot.communities import drafts
from bot.communities.drafts import Draft
from bot.core.clock import MovableClock
from bot.core.db import Database
from tests.communities.scenes import ANA, BEN, Town, writes

KINDS = ("pledge", "setup", "my_zone")


async def test_one_of_each_kind_is_kept_and_the_last_of_a_kind_wins(town: Town, db: Database) -> None:
    community = await town.found()
    ana, ben = (await town.see(writes(ANA))).person, (await town.see(writes(BEN))).person
    assert await db.read(drafts.open_drafts, ana) == []
    pledge = Draft("pledge", "deadline", {"action": "dŵr ٣"}, community)
    await db.write(drafts.keep, ana, Draft("pledge", "action"))
    await db.write(drafts.keep, ana, pledge)
    setup = Draft("setup", "language")
    await db.write(drafts.keep, ana, setup)
    assert await db.read(drafts.open_drafts, ana) == [setup, pledge]
    assert await db.read(drafts.draft_of, ana, "pledge") == pledge
    assert await db.read(drafts.open_drafts, ben) == []


async def test_only_the_kind_that_is_named_is_dropped(town: Town, db: Database) -> None:
    ana = (await town.see(writes(ANA))).person
    draft = Draft("setup", "language")
    await db.write(drafts.keep, ana, draft)
    assert await db.read(drafts.draft_of, ana, "pledge") is None
    assert not await db.write(drafts.drop, ana, "pledge")
    assert await db.read(drafts.draft_of, ana, "setup") == draft
    assert await db.write(drafts.drop, ana, "setup")
    assert await db.read(drafts.open_drafts, ana) == []


async def test_the_newest_is_the_one_touched_last_whatever_the_clock_says(
    town: Town, db: Database, clock: MovableClock
) -> None:
    ana = (await town.see(writes(ANA))).person
    for kind in KINDS:
        clock.move(timedelta(seconds=-1))
        await db.write(drafts.keep, ana, Draft(kind, "step"))
    assert await db.read(drafts.newest, ana, KINDS) == Draft("my_zone", "step")
    await db.write(drafts.keep, ana, Draft("pledge", "step"))
    assert await db.read(drafts.newest, ana, KINDS) == Draft("pledge", "step")
    assert await db.read(drafts.newest, ana, ("setup", "my_zone")) == Draft("my_zone", "step")
    assert await db.read(drafts.newest, ana, ("reason",)) is None


async def test_one_whose_time_is_up_is_not_open(town: Town, db: Database, clock: MovableClock) -> None:
    ana = (await town.see(writes(ANA))).person
    await db.write(drafts.keep, ana, Draft("pledge", "step"))
    await db.write(drafts.keep, ana, Draft("reason", "step"), lasting=timedelta(minutes=15))
    clock.move(timedelta(minutes=15))
    assert await db.read(drafts.newest, ana, ("pledge", "reason")) == Draft("pledge", "step")
