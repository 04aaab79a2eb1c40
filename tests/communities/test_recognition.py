"""An update's sighting becomes an actor."""

import asyncio
from datetime import timedelta

from sqlalchemy import func, select

from bot.communities import service as communities
from bot.communities.model import ANONYMOUS_ADMIN, CameBy, Membership
from bot.communities.store import residents
from bot.communities.tables import people
from bot.core.db import Database, Tx, statement
from tests.communities.scenes import ANA, BEN, GROUP, GROUP_ANONYMOUS_BOT, Town, anonymous, presses, writes

_PEOPLE = statement(select(func.count().label("n")).select_from(people))


def _count(tx: Tx) -> int:
    return int(tx.value(_PEOPLE) or 0)


async def test_an_anonymous_admin_is_nobody_in_particular(town: Town) -> None:
    await town.found()
    actor = await town.see(anonymous())
    assert actor.person == ANONYMOUS_ADMIN
    assert await town.db.read(communities.person_by_telegram_id, GROUP_ANONYMOUS_BOT) is None
    assert await town.db.read(_count) == 0


async def test_the_same_person_twice_is_one_person(town: Town) -> None:
    first, second = await town.see(writes(ANA)), await town.see(writes(ANA))
    assert first.person == second.person
    assert first.community == second.community


async def test_many_at_once_are_one_person_and_one_community(town: Town) -> None:
    actors = await asyncio.gather(*(town.see(writes(ANA)) for _ in range(10)))
    assert len({actor.person for actor in actors}) == 1
    assert len({actor.community for actor in actors}) == 1


async def test_a_person_who_has_not_changed_is_not_written(town: Town) -> None:
    await town.see(writes(ANA))
    await town.see(writes(ANA, ANA))
    known = await town.db.read(communities.known, writes(ANA))
    assert known is not None
    # A read-only connection can recognise whoever is known and unchanged: nothing is written.
    assert (await town.db.read(communities.recognise, writes(ANA))).person == known.person


async def test_a_new_name_and_username_are_taken_over(town: Town) -> None:
    actor = await town.see(writes(ANA, first_name="Ana", username="ana"))
    await town.see(writes(ANA, first_name="  Ana\u202e\nMaria ", username=None))
    person = await town.db.read(communities.person, actor.person)
    assert person is not None
    assert (person.first_name, person.username) == ("Ana Maria", None)


async def test_a_name_of_nothing_visible_is_not_empty(town: Town) -> None:
    actor = await town.see(writes(ANA, first_name="\u200b\u2060", username="ana"))
    person = await town.db.read(communities.person, actor.person)
    assert person is not None
    assert person.first_name == "ana"


async def test_telegrams_hint_gives_way_to_a_choice(town: Town) -> None:
    actor = await town.act(writes(ANA, ANA, language_code="cy"), lambda _, actor: actor)
    assert (await town.db.read(communities.reader_of, actor.person, None)).language == "cy"
    await town.act(writes(ANA, ANA), communities.choose_language, "ar")
    await town.see(writes(ANA, ANA, language_code="en"))
    assert (await town.db.read(communities.reader_of, actor.person, None)).language == "ar"
    await town.act(writes(ANA, ANA), communities.choose_language, None)
    assert (await town.db.read(communities.reader_of, actor.person, None)).language == "en"


async def test_a_silent_hint_keeps_the_last_one(town: Town) -> None:
    actor = await town.see(writes(ANA, ANA, language_code="cy"))
    await town.see(writes(ANA, ANA, language_code=None))
    assert (await town.db.read(communities.reader_of, actor.person, None)).language == "cy"


async def test_writing_in_the_group_makes_a_resident_and_pressing_does_not(town: Town) -> None:
    community = await town.found()
    ana, ben = await town.see(writes(ANA)), await town.see(presses(BEN))
    home = await town.db.read(residents.residence, community, ana.person)
    assert home is not None
    assert home.came_by is CameBy.GROUP
    assert await town.db.read(residents.residence, community, ben.person) is None


async def test_the_first_community_is_the_current_one_and_stays_it(town: Town) -> None:
    mill_road, high_street = await town.found(GROUP), await town.found(-200, "High Street")
    await town.see(writes(ANA, GROUP))
    await town.see(writes(ANA, -200))
    assert (await town.see(writes(ANA, ANA))).community == mill_road
    await town.act(writes(ANA, ANA), communities.switch_community, high_street)
    assert (await town.see(writes(ANA, ANA))).community == high_street
    assert (await town.see(writes(ANA, GROUP))).community == mill_road


async def test_a_message_older_than_the_leaving_brings_nobody_back(town: Town) -> None:
    community = await town.found()
    ana = await town.see(writes(ANA))
    left_at = writes(ANA).at + timedelta(minutes=1)
    await town.db.write(communities.member_changed, GROUP, ANA, Membership.LEFT, left_at)
    await town.see(writes(ANA))
    home = await town.db.read(residents.residence, community, ana.person)
    assert home is not None
    assert home.left_at == left_at
    await town.see(writes(ANA, at=left_at + timedelta(seconds=1)))
    home = await town.db.read(residents.residence, community, ana.person)
    assert home is not None
    assert home.left_at is None


async def test_the_private_chat_makes_people_reachable(town: Town) -> None:
    ana = await town.see(writes(ANA))
    person = await town.db.read(communities.person, ana.person)
    assert person is not None
    assert person.started_at is None
    await town.db.write(communities.mark_unreachable, ana.person)
    await town.see(writes(ANA, ANA))
    person = await town.db.read(communities.person, ana.person)
    assert person is not None
    assert (person.started_at, person.unreachable_at) == (writes(ANA).at, None)


async def test_a_group_whose_arrival_was_missed_is_founded(town: Town) -> None:
    actor = await town.see(writes(ANA, -300))
    assert actor.community is not None
    community = await town.db.read(communities.community, actor.community)
    assert community is not None
    assert (community.chat_id, community.title) == (-300, "Mill Road")


async def test_a_new_title_is_taken_over(town: Town) -> None:
    community = await town.found()
    await town.see(writes(ANA, chat_title="Mill Road and Station Road"))
    renamed = await town.db.read(communities.community, community)
    assert renamed is not None
    assert renamed.title == "Mill Road and Station Road"


async def test_somebody_unknown_is_not_known_read_only(db: Database) -> None:
    assert await db.read(communities.known, writes(ANA)) is None
