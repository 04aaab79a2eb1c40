"""People with several communities: which one their private chat is about when one of them ends."""

from datetime import timedelta

import pytest

from bot.communities import service as communities
from bot.communities import settings
from bot.communities.access import Act, require
from bot.communities.model import Actor, CommunityId, Membership
from bot.communities.refusals import BotIsOut, MovedOut, NotAMember
from bot.core.clock import MovableClock
from bot.core.db import Tx
from tests.communities.scenes import ANA, BEN, GROUP, Town, presses, writes

CHESS, CHOIR = -200, -300


@pytest.fixture
async def homes(town: Town, clock: MovableClock) -> dict[int, CommunityId]:
    """Ana came to Mill Road, which she talks about, a minute later to the chess club, and then to the choir."""
    found = {}
    for chat, title in ((GROUP, "Mill Road"), (CHESS, "Chess club"), (CHOIR, "Choir")):
        clock.move(timedelta(minutes=1))
        found[chat] = await town.found(chat, title)
        await town.see(writes(ANA, chat, chat_title=title, at=clock.now()))
        town.place(ANA, Membership.MEMBER, chat)
    return found


async def current(town: Town) -> CommunityId | None:
    return (await town.see(writes(ANA, ANA))).community


async def leaves(town: Town, chat: int) -> None:
    town.place(ANA, Membership.LEFT, chat)
    await town.db.write(communities.member_changed, chat, ANA, Membership.LEFT, town.db.clock.now())


async def test_what_has_ended_is_named_to_who_lived_there_and_to_nobody_else(
    town: Town, homes: dict[int, CommunityId]
) -> None:
    await town.see(writes(BEN, CHOIR, chat_title="Choir"))
    await leaves(town, GROUP)
    with pytest.raises(MovedOut) as told:
        await town.act(presses(ANA, ANA), communities.switch_community, homes[GROUP])
    assert told.value == MovedOut("Mill Road", "Choir", 1)
    with pytest.raises(NotAMember):
        await town.act(presses(BEN, BEN), communities.switch_community, homes[GROUP])


async def test_who_leaves_talks_about_where_they_came_last(town: Town, homes: dict[int, CommunityId]) -> None:
    assert await current(town) == homes[GROUP]
    await leaves(town, CHESS)
    assert await current(town) == homes[GROUP], "that was not what they talked about"
    await leaves(town, GROUP)
    assert await current(town) == homes[CHOIR]
    mine = await town.act(writes(ANA, ANA), settings.my_settings)
    assert mine.community is not None
    assert (mine.community.title, mine.others) == ("Choir", 0)
    await leaves(town, CHOIR)
    assert await current(town) == homes[CHOIR], "there is nothing else"
    mine = await town.act(writes(ANA, ANA), settings.my_settings)
    assert (mine.community, mine.others) == (None, 0)


async def test_a_leaving_nobody_told_us_of_is_said_at_the_next_act_and_the_one_after_works(
    town: Town, homes: dict[int, CommunityId], clock: MovableClock
) -> None:
    clock.move(timedelta(minutes=2))
    town.place(ANA, Membership.LEFT)

    def see(tx: Tx, actor: Actor) -> CommunityId | None:
        require(tx, actor, Act.SEE)
        return actor.community

    with pytest.raises(MovedOut) as told:
        await town.act(writes(ANA, ANA), see)
    assert told.value == MovedOut("Mill Road", "Choir", 1)
    await leaves(town, GROUP)  # what a refusal rolls back is written down again, as the handlers do
    assert await town.act(writes(ANA, ANA), see) == homes[CHOIR]


async def test_where_the_bot_was_removed_people_talk_about_their_other_home(
    town: Town, homes: dict[int, CommunityId], clock: MovableClock
) -> None:
    ben = await town.see(writes(BEN))
    await town.db.write(communities.bot_removed, GROUP, clock.now())
    assert await current(town) == homes[CHOIR]
    assert (await town.see(writes(BEN, BEN))).community == ben.community, "he has no other"
    with pytest.raises(BotIsOut) as told:
        await town.act(presses(ANA, ANA), communities.switch_community, homes[GROUP])
    assert told.value == BotIsOut("Mill Road", "Choir", 1)
    clock.move(timedelta(minutes=1))
    await town.db.write(communities.bot_added, GROUP, "Mill Road", "en", clock.now())
    assert await current(town) == homes[CHOIR]
    mine = await town.act(writes(ANA, ANA), settings.my_settings)
    assert mine.others == 2


async def test_a_new_home_takes_the_place_of_one_that_has_ended(town: Town, clock: MovableClock) -> None:
    await town.found()
    choir = await town.found(CHOIR, "Choir")
    await town.see(writes(ANA))
    await leaves(town, GROUP)
    await town.see(writes(ANA, CHOIR, chat_title="Choir"))
    assert await current(town) == choir
