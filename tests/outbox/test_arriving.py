"""What a community's group and people are owed when the bot comes in, is set up, or an organiser is appointed."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.communities import organisers, undoing
from bot.communities import service as communities
from bot.communities.model import CommunityId, Membership, PersonId
from bot.communities.organisers import Change, Decided, Question
from bot.communities.refusals import NotAllowed
from bot.communities.setup import begin_setup
from bot.core.clock import MovableClock
from bot.core.db import Database, statement
from bot.handlers.communities import UNDOS
from bot.outbox import appointing, arriving
from bot.outbox.tables import cards, deliveries, notices
from tests.communities.scenes import ANA, BEN, GROUP, Town, presses, writes

_OWED = statement(
    select(notices.c.kind, deliveries.c.person_id)
    .join_from(
        notices,
        deliveries,
        (deliveries.c.community_id == notices.c.community_id) & (deliveries.c.notice_id == notices.c.id),
    )
    .where(notices.c.withdrawn_at.is_(None))
    .order_by(notices.c.id)
)
_WISHES = statement(select(cards.c.subject, cards.c.wanted))
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def town(db: Database) -> Town:
    """A group in which ANA is an admin and BEN a neighbour, and of which the bot has not heard."""
    town = Town(db)
    town.place(ANA, Membership.ADMINISTRATOR)
    town.place(BEN, Membership.MEMBER)
    return town


async def arrive(town: Town, at: datetime) -> CommunityId:
    await town.db.write(arriving.arrive, writes(ANA, at=at))
    community = (await town.see(writes(ANA))).community
    assert community is not None
    return community


async def owed(town: Town) -> list[tuple[str, int]]:
    return [(row.kind, row.person_id) for row in await town.db.read(lambda tx: tx.rows(_OWED))]


async def wishes(town: Town) -> dict[str, int]:
    return {row.subject: row.wanted for row in await town.db.read(lambda tx: tx.rows(_WISHES))}


async def test_a_resident_saves_nothing_and_the_greeting_stays(town: Town, clock: MovableClock) -> None:
    community = await arrive(town, clock.now())
    with pytest.raises(NotAllowed):
        await town.act(presses(BEN), arriving.save_setup, community)
    assert await wishes(town) == {f"greeting:{community}": 1}


async def test_the_greeting_is_drawn_once_and_again_when_the_set_up_is_saved(town: Town, clock: MovableClock) -> None:
    community = await arrive(town, clock.now())
    await arrive(town, clock.now())
    assert await wishes(town) == {f"greeting:{community}": 1}
    await town.act(presses(ANA), begin_setup, community)
    await town.act(presses(ANA), arriving.save_setup, community)
    assert await wishes(town) == {f"greeting:{community}": 2}
    assert await owed(town) == []


async def test_a_group_that_was_set_up_hears_once_that_the_bot_is_back(town: Town, clock: MovableClock) -> None:
    community = await arrive(town, clock.now())
    await town.act(presses(ANA), begin_setup, community)
    await town.act(presses(ANA), arriving.save_setup, community)
    clock.move(A_MINUTE)
    await town.db.write(communities.bot_removed, GROUP, clock.now())
    clock.move(A_MINUTE)
    for _ in range(2):
        await town.db.write(arriving.arrive, writes(ANA, at=clock.now()))
    assert await owed(town) == [("bot_came_back", 0)]


async def decide(town: Town, community: CommunityId, change: Change, whom: PersonId) -> None:
    assert isinstance(await town.act(presses(ANA), organisers.ask, community, change, whom), Question)
    assert isinstance(await town.act(presses(ANA), appointing.confirm, community, change, whom), Decided)


async def test_the_appointed_one_hears_of_it_and_need_not_once_dismissed(town: Town, clock: MovableClock) -> None:
    community = await arrive(town, clock.now())
    ben = (await town.see(writes(BEN))).person
    assert isinstance(await town.act(presses(ANA), appointing.confirm, community, Change.APPOINT, ben), Question)
    assert await owed(town) == []
    await decide(town, community, Change.APPOINT, ben)
    assert await owed(town) == [("appointed", ben)]
    await decide(town, community, Change.DISMISS, ben)
    assert await owed(town) == []


async def test_whose_dismissal_is_undone_hears_of_the_appointment_after_all(town: Town, clock: MovableClock) -> None:
    community = await arrive(town, clock.now())
    ben = (await town.see(writes(BEN))).person
    await decide(town, community, Change.APPOINT, ben)
    clock.move(timedelta(hours=1))
    await town.act(presses(ANA), organisers.ask, community, Change.DISMISS, ben)
    dismissed = await town.act(presses(ANA), appointing.confirm, community, Change.DISMISS, ben)
    assert isinstance(dismissed, Decided)
    assert dismissed.undo is not None
    assert await owed(town) == []
    clock.move(timedelta(seconds=59))
    put_back = {what: each.put_back for what, each in UNDOS.items()}
    await town.act(presses(ANA), undoing.undo, dismissed.undo, put_back)
    assert await owed(town) == [("appointed", ben)]
