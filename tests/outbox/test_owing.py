"""Telling, telling also, withdrawing, and finding the recipients of a notice to many."""

from datetime import timedelta

import pytest

from bot.communities import service as communities
from bot.communities.model import CommunityId, PersonId
from bot.core.clock import MovableClock
from bot.core.db import Database, Tx
from bot.outbox import service
from bot.outbox.model import GROUP, Owed, Parcel, Sent, Urgency
from bot.outbox.sending import Appetite, begin, claim, settle
from tests.support.street import EVERYBODY, THE_GROUP, Rang, Street, found, owed, telegram_id

ONE_BITE = 2


async def claimed(db: Database, room: int = 50) -> list[Parcel]:
    return await db.write(claim, Appetite("me", room, room))


def people_of(parcels: list[Parcel]) -> list[PersonId]:
    return [delivery.person for parcel in parcels for delivery in parcel.deliveries]


async def expand_all(db: Database, street: Street, bite: int = ONE_BITE) -> list[int]:
    found_each = []
    while (key := await db.read(service.next_to_expand)) is not None:
        found_each.append(await db.write(service.expand, key, {"neighbours": street.members}, bite))
    return found_each


async def test_one_key_cannot_have_two_meanings(db: Database, street: Street) -> None:
    await db.write(service.tell, street.community, owed(street.to(0), key="k"))

    def another(tx: Tx) -> None:
        other = type("Other", (Rang,), {"kind": "test_other"})
        service.tell(tx, street.community, Owed(other("x"), street.to(0), key="k", subject="door:7"))

    with pytest.raises(AssertionError, match="two meanings"):
        await db.write(another)


async def test_told_twice_is_told_once(db: Database, street: Street) -> None:
    for _ in range(2):
        await db.write(service.tell, street.community, owed(street.to(0, 1), key="k"))
    assert people_of(await claimed(db)) == [street.people[0], street.people[1]]


async def test_the_same_key_in_another_community_is_another_notice(db: Database, street: Street) -> None:
    other = await db.write(found, 1, -2002)
    await db.write(service.tell, street.community, owed(street.to(0), key="k"))
    await db.write(service.tell, other.community, owed(other.to(0), key="k"))
    assert people_of(await claimed(db)) == [street.people[0], other.people[0]]


async def test_nothing_is_owed_when_the_transaction_fails(db: Database, street: Street) -> None:
    def fails(tx: Tx) -> None:
        service.tell(tx, street.community, owed(street.to(0)))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await db.write(fails)
    assert await claimed(db) == []


async def test_where_it_goes(db: Database, street: Street) -> None:
    await db.write(service.tell, street.community, owed(street.to(1), "to a person"))
    await db.write(service.tell, street.community, owed(THE_GROUP, "to the group"))
    person, group = await claimed(db)
    assert (person.chat, person.deliveries[0].person) == (telegram_id(1), street.people[1])
    assert (group.chat, group.deliveries[0].person) == (-1001, GROUP)


async def test_people_who_cannot_be_reached_have_no_chat(db: Database, street: Street) -> None:
    await db.write(communities.mark_unreachable, street.people[0])
    await db.write(service.tell, street.community, owed(street.to(0)))
    [parcel] = await claimed(db)
    assert parcel.chat is None


async def test_recipients_of_many_are_found_in_bites_each_once(db: Database, street: Street) -> None:
    await db.write(service.tell, street.community, owed(EVERYBODY))
    assert await claimed(db) == []
    assert await expand_all(db, street) == [2, 1]
    assert sorted(people_of(await claimed(db))) == sorted(street.people)
    assert await expand_all(db, street) == []


async def test_a_set_whose_size_is_a_whole_number_of_bites(db: Database, street: Street) -> None:
    await db.write(service.tell, street.community, owed(EVERYBODY))
    assert await expand_all(db, street, bite=3) == [3, 0]
    assert len(await claimed(db)) == 3


async def test_the_most_urgent_notice_is_expanded_first(db: Database, street: Street) -> None:
    await db.write(service.tell, street.community, owed(EVERYBODY, "news", urgency=Urgency.NEWS))
    await db.write(service.tell, street.community, owed(EVERYBODY, "fire", urgency=Urgency.LIFE))
    key = await db.read(service.next_to_expand)
    assert key is not None
    await db.write(service.expand, key, {"neighbours": street.members}, 1)
    [parcel] = await claimed(db)
    assert parcel.urgency is Urgency.LIFE


async def test_a_set_nobody_knows_lets_the_others_go_first(db: Database, street: Street, clock: MovableClock) -> None:
    await db.write(service.tell, street.community, owed(EVERYBODY, "bad"))
    key = await db.read(service.next_to_expand)
    assert key is not None
    with pytest.raises(KeyError):
        await db.write(service.expand, key, {}, ONE_BITE)
    await db.write(service.put_off_expansion, key)
    await db.write(service.tell, street.community, owed(EVERYBODY, "good"))
    other = await db.read(service.next_to_expand)
    assert other not in (None, key)
    clock.move(timedelta(minutes=2))
    assert sorted(await expand_all(db, street)) == [1, 1, 2, 2]


async def test_somebody_late_is_told_once(db: Database, street: Street) -> None:
    early = Street(street.community, street.people[:2])
    await db.write(service.tell, street.community, owed(EVERYBODY, key="k"))
    await db.write(service.tell_also, street.community, "k", street.people[2])
    await db.write(service.tell_also, street.community, "k", street.people[2])
    await db.write(service.tell_also, street.community, "k", street.people[0])
    await expand_all(db, early)
    assert sorted(people_of(await claimed(db))) == sorted(street.people)


async def test_telling_also_what_was_never_told_or_withdrawn_says_nothing(db: Database, street: Street) -> None:
    await db.write(service.tell_also, street.community, "k", street.people[0])
    await db.write(service.tell, street.community, owed(EVERYBODY, key="k"))
    await db.write(service.withdraw, street.community, "door:7")
    await db.write(service.tell_also, street.community, "k", street.people[0])
    assert await expand_all(db, street) == []
    assert await claimed(db) == []


async def test_withdrawn_from_one_person_the_others_are_told(db: Database, street: Street) -> None:
    await db.write(service.tell, street.community, owed(EVERYBODY, key="k"))
    await db.write(service.withdraw_from, street.community, "k", street.people[0])  # of whom nothing is known yet
    await expand_all(db, Street(street.community, street.people[1:]))
    await db.write(service.withdraw_from, street.community, "k", street.people[1])
    assert people_of(await claimed(db)) == [street.people[2]]


async def test_what_is_claimed_can_still_be_withdrawn(db: Database, street: Street) -> None:
    await db.write(service.tell, street.community, owed(street.to(0), key="k"))
    [parcel] = await claimed(db)
    await db.write(service.withdraw_from, street.community, "k", street.people[0])
    assert await db.write(begin, parcel.deliveries[0], {}) is None
    await db.write(service.tell_also, street.community, "k", street.people[0])
    assert people_of(await claimed(db)) == [street.people[0]]


async def test_what_is_being_said_cannot_be_withdrawn_and_is_not_said_again(db: Database, street: Street) -> None:
    await db.write(service.tell, street.community, owed(street.to(0), key="k"))
    [parcel] = await claimed(db)
    assert await db.write(begin, parcel.deliveries[0], {}) is not None
    await db.write(service.withdraw_from, street.community, "k", street.people[0])
    assert await db.write(settle, parcel.deliveries[0], Sent(1))
    await db.write(service.tell_also, street.community, "k", street.people[0])
    assert await claimed(db) == []


async def test_tipping_costs_the_same_for_ten_and_for_a_hundred_thousand(sqlite_db: Database) -> None:
    street = await sqlite_db.write(found, 1)
    steps = 0

    def tell_and_count(tx: Tx, word: str) -> None:
        nonlocal steps
        steps = 0
        run = tx._cursor.execute  # type: ignore[attr-defined]

        class Counting:
            def execute(self, *args: object) -> object:
                nonlocal steps
                steps += 1
                return run(*args)

            def __getattr__(self, name: str) -> object:
                return getattr(tx_cursor, name)

        tx_cursor, tx._cursor = tx._cursor, Counting()  # type: ignore[attr-defined]
        service.tell(tx, street.community, owed(EVERYBODY, word))

    await sqlite_db.write(tell_and_count, "ten")
    assert steps == 1


async def test_what_can_wait_is_due_after_the_quiet_hours(db: Database, street: Street, clock: MovableClock) -> None:
    clock.move(timedelta(hours=13))  # 23:00 in London
    await db.write(service.tell, street.community, owed(street.to(0), "news", urgency=Urgency.NEWS))
    await db.write(service.tell, street.community, owed(street.to(0), "fire", urgency=Urgency.LIFE))
    await db.write(service.tell, street.community, owed(THE_GROUP, "group", urgency=Urgency.NEWS))
    assert [parcel.urgency for parcel in await claimed(db)] == [Urgency.LIFE, Urgency.NEWS]
    clock.move(timedelta(hours=8, minutes=59))
    assert await claimed(db) == []
    clock.move(timedelta(minutes=1))
    assert len(await claimed(db)) == 1


async def test_communities_do_not_withdraw_each_others_notices(db: Database, street: Street) -> None:
    await db.write(service.tell, street.community, owed(EVERYBODY))
    await db.write(service.withdraw, CommunityId(street.community + 1), "door:7")
    assert await expand_all(db, street) == [2, 1]
