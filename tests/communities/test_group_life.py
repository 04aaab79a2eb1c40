"""Added, greeted once, removed, upgraded in any order."""

import asyncio
import threading
import time
from datetime import timedelta
from itertools import permutations
from unittest.mock import ANY

import pytest

from bot.communities import service as communities
from bot.communities import setup
from bot.communities.groups import Arrival
from bot.communities.model import Actor, Membership, Reach
from bot.communities.questions import Step
from bot.communities.setup import save_setup
from bot.communities.store import residents
from bot.core.clock import MovableClock
from bot.core.db import Tx
from tests.communities.scenes import ANA, BEN, CERYS, GROUP, Town, writes

NEW = -1000
A_MINUTE = timedelta(minutes=1)


async def _arrive(town: Town, chat: int = GROUP) -> Arrival:
    return (await town.db.write(communities.bot_added, chat, "Mill Road", "cy", town.db.clock.now())).owed


async def test_the_greeting_is_owed_once_in_a_life(town: Town, clock: MovableClock) -> None:
    assert await _arrive(town) is Arrival.GREETING
    assert await _arrive(town) is Arrival.SILENCE
    clock.move(A_MINUTE)
    await town.db.write(communities.bot_removed, GROUP, clock.now())
    clock.move(A_MINUTE)
    assert await _arrive(town) is Arrival.SILENCE


async def test_who_was_set_up_hears_that_the_bot_is_back(town: Town, clock: MovableClock) -> None:
    community = await town.found()
    town.place(ANA, Membership.ADMINISTRATOR)
    await town.act(writes(ANA), setup.begin_setup, community)
    await town.act(writes(ANA), save_setup, community)
    clock.move(A_MINUTE)
    await town.db.write(communities.bot_removed, GROUP, clock.now())
    clock.move(A_MINUTE)
    assert await _arrive(town) is Arrival.BACK
    assert await _arrive(town) is Arrival.SILENCE
    kept = await town.db.read(communities.community, community)
    assert kept is not None
    assert kept.left_at is None


async def test_an_arrival_that_is_over_owes_nothing(town: Town, clock: MovableClock) -> None:
    community = await town.found()
    came_at = clock.now() + A_MINUTE
    clock.move(2 * A_MINUTE)
    await town.db.write(communities.bot_removed, GROUP, clock.now())
    late = await town.db.write(communities.bot_added, GROUP, "Mill Road", None, came_at)
    assert late.owed is Arrival.SILENCE
    gone = await town.db.read(communities.community, community)
    assert gone is not None
    assert gone.left_at == clock.now()


async def test_the_language_is_that_of_whoever_added_the_bot(town: Town) -> None:
    await _arrive(town)
    actor = await town.see(writes(ANA, language_code=None))
    assert actor.community is not None
    assert (await town.db.read(communities.group_reader, actor.community)).language == "cy"
    assert (await town.db.read(communities.reader_of, actor.person, actor.community)).language == "cy"


OLD_MESSAGE = "migrate_to_chat_id in the old chat"
NEW_MESSAGE = "migrate_from_chat_id in the new chat"
ADDED = "the bot is in the new chat"
SPOKEN = "somebody speaks in the new chat"
REMOVED = "the bot is out of the old chat"
STEPS = (OLD_MESSAGE, NEW_MESSAGE, ADDED, SPOKEN, REMOVED)


@pytest.mark.parametrize("order", list(permutations(STEPS))[::7], ids=lambda order: "/".join(s[:6] for s in order))
async def test_an_upgrade_changes_nothing_for_anybody(town: Town, clock: MovableClock, order: list[str]) -> None:
    community = await town.found()
    ana = await town.see(writes(ANA))
    for step in (*order, OLD_MESSAGE, NEW_MESSAGE):
        clock.move(A_MINUTE)
        await _hear(town, step)
    assert (await town.see(writes(ANA, NEW, at=clock.now()))).community == community
    assert (await town.see(writes(ANA, GROUP))).community == community
    ben = await town.see(writes(BEN, BEN))
    assert ben.community in {community, None}
    moved = await town.db.read(communities.community, community)
    assert moved is not None
    assert (moved.chat_id, moved.left_at) == (NEW, None)
    homes = await town.db.read(communities.communities_of, ana)
    assert [home.id for home in homes] == [community]


async def _hear(town: Town, step: str) -> None:
    now = town.db.clock.now()
    match step:
        case "migrate_to_chat_id in the old chat" | "migrate_from_chat_id in the new chat":
            await town.db.write(communities.group_upgraded, GROUP, NEW, ())
        case "the bot is in the new chat":
            await town.db.write(communities.bot_added, NEW, "Mill Road", None, now)
        case "somebody speaks in the new chat":
            await town.see(writes(BEN, NEW, at=now))
        case "the bot is out of the old chat":
            await town.db.write(communities.bot_removed, GROUP, now)


async def test_who_comes_while_the_second_founding_is_absorbed_lives_in_the_one(town: Town) -> None:
    community = await town.found()
    await town.see(writes(BEN, NEW))
    started = threading.Event()

    def come_slowly(tx: Tx) -> None:
        communities.recognise(tx, writes(CERYS, NEW))
        started.set()
        time.sleep(0.1)

    coming = asyncio.create_task(town.db.write(come_slowly))
    await asyncio.to_thread(started.wait)
    await asyncio.gather(coming, town.db.write(communities.group_upgraded, GROUP, NEW, ()))
    for who in (BEN, CERYS):
        actor = await town.see(writes(who, NEW))
        assert [home.id for home in await town.db.read(communities.communities_of, actor)] == [community]


async def test_a_chat_that_is_founded_while_its_upgrade_is_heard_of_becomes_one_with_it(town: Town) -> None:
    community = await town.found()
    started = threading.Event()

    def found_slowly(tx: Tx) -> None:
        communities.recognise(tx, writes(CERYS, NEW))
        started.set()
        time.sleep(0.1)

    founding = asyncio.create_task(town.db.write(found_slowly))
    await asyncio.to_thread(started.wait)
    await asyncio.gather(founding, town.db.write(communities.group_upgraded, GROUP, NEW, ()))
    actor = await town.see(writes(CERYS, NEW))
    assert [home.id for home in await town.db.read(communities.communities_of, actor)] == [community]


async def test_who_wrote_in_the_group_under_its_old_id_is_known(town: Town, clock: MovableClock) -> None:
    community = await town.found()
    said = writes(ANA, GROUP, at=clock.now())
    await town.db.write(communities.group_upgraded, GROUP, NEW, ())
    await town.see(said)
    assert await town.db.read(communities.known, said) == Actor(ANY, community, said.at, said.key, True, Reach.CLOSED)
    clock.move(A_MINUTE)
    await town.db.write(communities.member_changed, NEW, ANA, Membership.LEFT, clock.now())
    actor = await town.see(said)
    assert await town.db.read(communities.communities_of, actor) == [], "it was said before they left"


async def test_an_upgrade_of_an_unknown_group_is_nothing(town: Town) -> None:
    assert await town.db.write(communities.group_upgraded, -1, -2, ()) is None


async def test_what_is_missing_is_said_once(town: Town) -> None:
    community = await town.found()
    assert await town.db.write(communities.said_once, community, "no_topics")
    assert not await town.db.write(communities.said_once, community, "no_topics")


async def test_what_was_set_up_in_the_second_founding_holds_where_nothing_was_set_up_before(town: Town) -> None:
    community, other = await town.found(), await town.found(chat=NEW)
    town.place(ANA, Membership.ADMINISTRATOR, NEW)
    await town.act(writes(ANA, NEW), setup.begin_setup, other)
    await town.act(writes(ANA, NEW), setup.answer_setup, other, Step.CURRENCY, "JPY")
    await town.act(writes(ANA, NEW), save_setup, other)
    await town.db.write(communities.group_upgraded, GROUP, NEW, ())
    one = await town.db.read(communities.community, community)
    assert one is not None
    assert (one.currency, one.set_up_at) == ("JPY", town.db.clock.now())


async def test_what_was_set_up_before_stays(town: Town) -> None:
    community, other = await town.found(), await town.found(chat=NEW)
    for chat, where, currency in ((GROUP, community, "GBP"), (NEW, other, "JPY")):
        town.place(ANA, Membership.ADMINISTRATOR, chat)
        await town.act(writes(ANA, chat), setup.begin_setup, where)
        await town.act(writes(ANA, chat), setup.answer_setup, where, Step.CURRENCY, currency)
        await town.act(writes(ANA, chat), save_setup, where)
    await town.db.write(communities.group_upgraded, GROUP, NEW, ())
    one = await town.db.read(communities.community, community)
    assert one is not None
    assert one.currency == "GBP"


async def test_a_group_that_was_greeted_under_its_new_name_is_not_greeted_again(
    town: Town, clock: MovableClock
) -> None:
    await town.see(writes(ANA))  # founded without a greeting
    assert await _arrive(town, NEW) is Arrival.GREETING
    await town.db.write(communities.group_upgraded, GROUP, NEW, ())
    assert await _arrive(town, NEW) is Arrival.SILENCE


async def test_who_had_left_the_second_founding_is_an_ex_member_of_the_one(town: Town, clock: MovableClock) -> None:
    community = await town.found()
    ben = await town.see(writes(BEN, NEW))
    clock.move(A_MINUTE)
    await town.db.write(communities.member_changed, NEW, BEN, Membership.LEFT, clock.now())
    await town.db.write(communities.group_upgraded, GROUP, NEW, ())
    home = await town.db.read(residents.residence, community, ben.person)
    assert home is not None
    assert home.left_at == clock.now()
