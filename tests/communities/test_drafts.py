"""Half-finished dialogues."""

from bot.communities import drafts
from bot.communities.drafts import Draft
from bot.core.db import Database
from tests.communities.scenes import ANA, Town, writes


async def test_a_draft_is_kept_and_the_last_one_wins(town: Town, db: Database) -> None:
    community = await town.found()
    ana = (await town.see(writes(ANA))).person
    assert await db.read(drafts.draft_of, ana) is None
    assert not await db.write(drafts.drop, ana)
    await db.write(drafts.keep, ana, Draft("pledge", "deadline", {"action": "dŵr ٣"}, community))
    assert await db.read(drafts.draft_of, ana) == Draft("pledge", "deadline", {"action": "dŵr ٣"}, community)
    await db.write(drafts.keep, ana, Draft("setup", "language"))
    assert await db.read(drafts.draft_of, ana) == Draft("setup", "language", {}, None)
    assert await db.write(drafts.drop, ana)
    assert await db.read(drafts.draft_of, ana) is None


async def test_a_draft_of_another_kind_is_neither_found_nor_dropped(town: Town, db: Database) -> None:
    ana = (await town.see(writes(ANA))).person
    draft = Draft("setup", "language")
    await db.write(drafts.keep, ana, draft)
    assert await db.read(drafts.draft_of, ana, kind="pledge") is None
    assert not await db.write(drafts.drop, ana, kind="pledge")
    assert await db.read(drafts.draft_of, ana, kind="setup") == draft
    assert await db.write(drafts.drop, ana, kind="setup")
    assert await db.read(drafts.draft_of, ana) is None
