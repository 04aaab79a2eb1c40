"""Who cannot be written to, what they miss meanwhile, and what they hear when they open their chat."""

from datetime import timedelta

import pytest

from bot.communities import service as communities
from bot.communities.model import Person, Reach, Sighting
from bot.core.clock import MovableClock
from bot.core.db import Database
from bot.outbox import reaching, sending, service
from bot.outbox.model import Claimed, Later, Never, Owed, Reason, Sent, State, Urgency
from bot.outbox.sending import Appetite
from bot.outbox.store import deliveries
from tests.support.street import EVERYBODY, Rang, Street, owed, telegram_id


def writes_in_private(db: Database, number: int = 0) -> Sighting:
    return Sighting(
        telegram_id=telegram_id(number),
        first_name=f"Neighbour {number}",
        username=None,
        language_code="en",
        chat_id=telegram_id(number),
        chat_type="private",
        chat_title="",
        at=db.clock.now(),
        key=f"m:{telegram_id(number)}:1",
    )


async def claimed(db: Database) -> list[Claimed]:
    parcels = await db.write(sending.claim, Appetite("me", 50, 50))
    return [delivery for parcel in parcels for delivery in parcel.deliveries]


async def in_vain(db: Database, reason: Reason = Reason.UNREACHABLE) -> None:
    """Say everything that is due, which Telegram refuses."""
    for delivery in await claimed(db):
        await db.write(sending.begin, delivery, {})
        await db.write(sending.settle, delivery, Never(reason))


async def counts(db: Database) -> dict[State, int]:
    return await db.read(deliveries.counts)


async def person(db: Database, street: Street, number: int = 0) -> Person:
    found = await db.read(communities.person, street.people[number])
    assert found is not None
    return found


async def test_what_was_refused_for_another_reason_is_not_said_again(db: Database, street: Street) -> None:
    await db.write(service.tell, street.community, owed(street.to(0)))
    await in_vain(db, Reason.REFUSED)
    await db.write(reaching.recognise, writes_in_private(db))
    assert await claimed(db) == []


async def test_what_is_over_or_withdrawn_is_not_said_again(db: Database, street: Street, clock: MovableClock) -> None:
    soon = clock.now() + timedelta(minutes=5)
    await db.write(service.tell, street.community, Owed(Rang("soon"), street.to(0), "soon", "door:1", expires_at=soon))
    await db.write(service.tell, street.community, Owed(Rang("off"), street.to(0), "off", "door:2"))
    await db.write(service.tell, street.community, Owed(Rang("not me"), street.to(0), "not me", "door:3"))
    await in_vain(db)
    clock.move(timedelta(minutes=5))
    await db.write(service.withdraw, street.community, "door:2")
    await db.write(service.withdraw_from, street.community, "not me", street.people[0])
    await db.write(reaching.recognise, writes_in_private(db))
    assert await claimed(db) == []
    assert await counts(db) == {State.NEVER: 3}


async def test_who_opens_the_chat_hears_what_they_missed_and_nobody_else_does(db: Database, street: Street) -> None:
    await db.write(service.tell, street.community, owed(street.to(0, 1)))
    await in_vain(db)
    assert (await person(db, street)).unreachable_at == db.clock.now()
    actor = await db.write(reaching.recognise, writes_in_private(db))
    assert actor.reach is Reach.OPENED
    assert [delivery.person for delivery in await claimed(db)] == [street.people[0]]
    assert (await person(db, street)).reachable


async def test_an_open_chat_opens_nothing(db: Database, street: Street) -> None:
    await db.write(reaching.recognise, writes_in_private(db))
    again = await db.write(reaching.recognise, writes_in_private(db))
    assert again.reach is Reach.OPEN
    known = await db.read(communities.known, writes_in_private(db))
    assert known is not None
    assert known.reach is Reach.OPEN


async def test_who_lets_the_bot_in_again_hears_what_they_missed(db: Database, street: Street) -> None:
    await db.write(reaching.recognise, writes_in_private(db))
    await db.write(reaching.reach_changed, telegram_id(0), False)
    await db.write(service.tell, street.community, owed(street.to(0)))
    await in_vain(db)
    await db.write(reaching.reach_changed, telegram_id(0), True)
    [delivery] = await claimed(db)
    assert await db.write(sending.begin, delivery, {}) is not None
    assert await db.write(sending.settle, delivery, Sent(1))
    await db.write(reaching.reach_changed, telegram_id(0), True)
    assert await claimed(db) == []


async def test_whom_we_have_not_met_cannot_change_their_reach(db: Database, street: Street) -> None:
    await db.write(reaching.reach_changed, 999, True)
    await db.write(reaching.reach_changed, 999, False)


async def test_news_that_were_missed_wait_for_the_morning(db: Database, street: Street, clock: MovableClock) -> None:
    await db.write(service.tell, street.community, owed(street.to(0), "news", urgency=Urgency.NEWS))
    await db.write(service.tell, street.community, owed(street.to(0), "it happens", urgency=Urgency.ANSWER))
    await in_vain(db)
    clock.move(timedelta(hours=13))  # 23:00 in London
    await db.write(reaching.recognise, writes_in_private(db))
    assert [delivery.urgency for delivery in await claimed(db)] == [Urgency.ANSWER]


async def test_a_refusal_that_crosses_the_opening_is_asked_again_once(
    db: Database, street: Street, clock: MovableClock
) -> None:
    await db.write(service.tell, street.community, owed(street.to(0)))
    [delivery] = await claimed(db)
    await db.write(sending.begin, delivery, {})
    await db.write(reaching.recognise, writes_in_private(db))
    await db.write(sending.settle, delivery, Never(Reason.UNREACHABLE))
    assert (await person(db, street)).reachable
    clock.move(timedelta(seconds=1))
    [again] = await claimed(db)
    await db.write(sending.settle, again, Later(Reason.HELD, 0.0))
    [again] = await claimed(db)
    await db.write(sending.begin, again, {})
    await db.write(sending.settle, again, Never(Reason.UNREACHABLE))
    assert not (await person(db, street)).reachable
    assert await counts(db) == {State.NEVER: 1}


@pytest.mark.parametrize(("missed", "messages"), [(3, 3), (4, 1)])
async def test_a_lot_that_was_missed_is_one_message_and_what_is_new_is_another(
    db: Database, street: Street, missed: int, messages: int
) -> None:
    for number in range(missed):
        await db.write(service.tell, street.community, owed(street.to(0), str(number), urgency=Urgency.ANSWER))
    await in_vain(db)
    await db.write(reaching.recognise, writes_in_private(db))
    await db.write(service.tell, street.community, owed(street.to(0), "new", urgency=Urgency.ANSWER))
    parcels = await db.write(sending.claim, Appetite("me", 50, 50))
    assert len(parcels) == messages + 1
    assert sum(len(parcel.deliveries) for parcel in parcels) == missed + 1


async def test_nobody_knows_how_many_are_out_of_reach_before_everybody_was_tried(db: Database, street: Street) -> None:
    assert await db.read(service.unreached, street.community, "k") == 0
    await db.write(reaching.recognise, writes_in_private(db, 2))
    await db.write(service.tell, street.community, owed(EVERYBODY, key="k"))
    assert await db.read(service.unreached, street.community, "k") is None
    key = await db.read(service.next_to_expand)
    assert key is not None
    await db.write(service.expand, key, {"neighbours": street.members}, 50)
    assert await db.read(service.unreached, street.community, "k") is None
    for delivery in await claimed(db):
        reached = delivery.person == street.people[2]
        await db.write(sending.begin, delivery, {})
        await db.write(sending.settle, delivery, Sent(1) if reached else Never(Reason.UNREACHABLE))
    assert await db.read(service.unreached, street.community, "k") == 2
    await db.write(reaching.recognise, writes_in_private(db, 0))
    assert await db.read(service.unreached, street.community, "k") is None, "one of them is being told now"


@pytest.mark.parametrize("reason", [Reason.UNREACHABLE, Reason.REFUSED])
async def test_what_may_still_be_said_is_not_forgotten(
    db: Database, street: Street, clock: MovableClock, reason: Reason
) -> None:
    until = clock.now() + timedelta(days=100)
    await db.write(service.tell, street.community, Owed(Rang("late"), street.to(0), "k", "door:7", expires_at=until))
    await in_vain(db, reason)
    clock.move(timedelta(days=50))
    kept = reason is Reason.UNREACHABLE
    assert await db.write(service.forget, clock.now() - timedelta(days=30), 10) == (not kept)
    clock.set(until)
    assert await db.write(service.forget, clock.now() - timedelta(days=30), 10) == kept
    assert await counts(db) == {}
