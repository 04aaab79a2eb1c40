"""Claiming, beginning and settling deliveries; two dispatchers; and what a crash leaves behind."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.communities import service as communities
from bot.communities.model import CommunityId, PersonId
from bot.core.clock import MovableClock
from bot.core.db import Database, Tx
from bot.core.installation import quarantine, release
from bot.outbox import sending, service
from bot.outbox.model import (
    Claimed,
    Later,
    Never,
    Notice,
    Outcome,
    Owed,
    Parcel,
    Reason,
    Sent,
    State,
    Unknown,
    Urgency,
)
from bot.outbox.sending import LEASE, Appetite
from bot.outbox.store import deliveries
from tests.support.street import GROUP_CHAT, THE_GROUP, Rang, Street, found, owed


async def claimed(db: Database, room: int = 50, *, owner: str = "me", patient: int | None = None) -> list[Parcel]:
    return await db.write(sending.claim, Appetite(owner, room, room if patient is None else patient))


async def one_claimed(db: Database, owner: str = "me") -> Claimed:
    [parcel] = await claimed(db, owner=owner)
    [delivery] = parcel.deliveries
    return delivery


async def begun(db: Database, owner: str = "me") -> Claimed:
    delivery = await one_claimed(db, owner)
    assert await db.write(sending.begin, delivery, {}) is not None
    return delivery


async def counts(db: Database) -> dict[State, int]:
    return await db.read(deliveries.counts)


async def tell(db: Database, street: Street, words: str = "ding", urgency: Urgency = Urgency.URGENT) -> None:
    await db.write(service.tell, street.community, owed(street.to(0), words, urgency=urgency))


async def words_of(db: Database, parcels: list[Parcel]) -> list[str]:
    said = []
    for parcel in parcels:
        for delivery in parcel.deliveries:
            ready = await db.write(sending.begin, delivery, {})
            assert ready is not None
            assert isinstance(ready.notice, Rang)
            said.append(ready.notice.words)
    return said


async def test_nothing_is_due_in_an_empty_outbox(db: Database) -> None:
    assert await claimed(db) == []


async def test_the_most_urgent_first_then_the_oldest(db: Database, street: Street, clock: MovableClock) -> None:
    for words, urgency in [
        ("news", Urgency.NEWS),
        ("old answer", Urgency.ANSWER),
        ("new answer", Urgency.ANSWER),
        ("fire", Urgency.LIFE),
        ("no fire", Urgency.LIFE_CORRECTION),
    ]:
        await tell(db, street, words, urgency)
        clock.move(timedelta(seconds=1))
    assert await words_of(db, await claimed(db)) == ["no fire", "fire", "old answer", "new answer", "news"]


async def test_no_more_than_there_is_room_for_and_bulk_never_takes_all_of_it(db: Database, street: Street) -> None:
    for number in range(4):
        await tell(db, street, f"news {number}", Urgency.NEWS)
        await tell(db, street, f"answer {number}", Urgency.ANSWER)
    assert [parcel.urgency for parcel in await claimed(db, 3)] == [Urgency.ANSWER] * 3
    assert [parcel.urgency for parcel in await claimed(db, 5, patient=2)] == [Urgency.ANSWER, Urgency.NEWS]


async def test_what_is_claimed_is_not_claimed_again(db: Database, street: Street) -> None:
    await tell(db, street)
    assert len(await claimed(db)) == 1
    assert await claimed(db, owner="another") == []


async def test_two_dispatchers_at_once_never_hold_one_row(db: Database, street: Street) -> None:
    for number in range(40):
        await tell(db, street, str(number))
    both = await asyncio.gather(*(claimed(db, 7, owner=f"dispatcher {number}") for number in range(8)))
    notices = [delivery.notice_id for parcels in both for parcel in parcels for delivery in parcel.deliveries]
    assert len(notices) == len(set(notices))
    rest = await claimed(db, 50)
    assert len(notices) + len(rest) == 40


async def test_nothing_that_was_due_before_a_quarantine_is_touched(
    db: Database, street: Street, clock: MovableClock
) -> None:
    await tell(db, street, "old")
    clock.move(timedelta(minutes=1))
    await db.write(quarantine)
    clock.move(timedelta(minutes=1))
    await tell(db, street, "new")
    assert await words_of(db, await claimed(db)) == ["new"]
    assert await db.write(release)
    assert await words_of(db, await claimed(db)) == ["old"]


async def test_beginning_crosses_the_line_only_for_the_holder(db: Database, street: Street) -> None:
    await tell(db, street)
    delivery = await one_claimed(db)
    stranger = replace(delivery, owner="stranger")
    assert await db.write(sending.begin, stranger, {}) is None
    assert await db.write(sending.begin, delivery, {}) is not None
    assert await db.write(sending.begin, delivery, {}) is None, "begun twice"


async def test_what_was_withdrawn_is_never_said(db: Database, street: Street) -> None:
    await tell(db, street)
    delivery = await one_claimed(db)
    await db.write(service.withdraw, street.community, "door:7")
    assert await db.write(sending.begin, delivery, {}) is None
    assert await counts(db) == {State.NEVER: 1}


async def test_withdrawing_some_kinds_leaves_the_others(db: Database, street: Street) -> None:
    await tell(db, street)
    await db.write(service.withdraw, street.community, "door:7", kinds=frozenset({"another_kind"}))
    assert await db.write(sending.begin, await one_claimed(db), {}) is not None


async def test_what_expired_is_never_said(db: Database, street: Street, clock: MovableClock) -> None:
    await tell(db, street)
    clock.move(service.LIFETIME)
    assert await db.write(sending.begin, await one_claimed(db), {}) is None
    assert await counts(db) == {State.NEVER: 1}


async def test_a_notice_may_have_a_shorter_life(db: Database, street: Street, clock: MovableClock) -> None:
    short = Owed(
        Rang("soon over"),
        street.to(0),
        key="k",
        subject="door:7",
        urgency=Urgency.URGENT,
        expires_at=clock.now() + timedelta(minutes=5),
    )
    await db.write(service.tell, street.community, short)
    clock.move(timedelta(minutes=5))
    assert await db.write(sending.begin, await one_claimed(db), {}) is None


async def test_what_is_no_longer_true_is_never_said(db: Database, street: Street) -> None:
    def never_true(tx: Tx, community: CommunityId, person: PersonId, notice: Notice) -> bool:
        assert (tx.now, community, person) == (db.clock.now(), street.community, street.people[0])
        assert notice == Rang("ding")
        return False

    await tell(db, street)
    assert await db.write(sending.begin, await one_claimed(db), {Rang.kind: never_true}) is None
    assert await counts(db) == {State.NEVER: 1}


async def test_who_is_owed_again_what_was_not_true_for_them_hears_it(db: Database, street: Street) -> None:
    await db.write(service.tell, street.community, owed(street.to(0), key="k"))
    assert await db.write(sending.begin, await one_claimed(db), {Rang.kind: lambda *_: False}) is None
    await db.write(service.tell_also, street.community, "k", street.people[0])
    assert await words_of(db, await claimed(db)) == ["ding"]


async def become_one(db: Database, street: Street) -> CommunityId:
    """The street's group turns out to be the upgrade of another one, of whose community it becomes part."""
    old = await db.write(found, 1, -2002)
    await db.write(communities.group_upgraded, -2002, GROUP_CHAT, (service.move,))
    return old.community


async def test_what_is_in_hand_when_its_community_moves_is_said_once(
    db: Database, street: Street, clock: MovableClock
) -> None:
    for words in ("claimed", "begun"):
        await tell(db, street, words)
    only_claimed, half_said = [parcel.deliveries[0] for parcel in await claimed(db)]
    assert await db.write(sending.begin, half_said, {}) is not None
    one = await become_one(db, street)
    assert await db.write(sending.settle, half_said, Sent(1))
    ready = await db.write(sending.begin, only_claimed, {})
    assert ready is not None
    assert ready.notice == Rang("claimed")
    assert await db.write(sending.settle, only_claimed, Sent(2))
    clock.move(LEASE)
    assert await db.write(sending.recover, clock.now(), 10) == 0
    assert await counts(db) == {State.SENT: 2}
    await db.write(service.tell, one, owed(street.to(0), "claimed"))
    assert await claimed(db) == [], "its key is taken along: nobody is told again"


async def test_quiet_hours_that_began_meanwhile_are_kept(db: Database, street: Street, clock: MovableClock) -> None:
    await tell(db, street, "news", Urgency.NEWS)
    clock.move(timedelta(hours=13))
    assert await db.write(sending.begin, await one_claimed(db), {}) is None
    assert await claimed(db) == []
    clock.move(timedelta(hours=9))
    assert await db.write(sending.begin, await one_claimed(db), {}) is not None


async def test_a_notice_this_release_cannot_read_stays_claimed_for_its_end(
    db: Database, street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    await tell(db, street)
    monkeypatch.delitem(Notice.kinds, Rang.kind)
    delivery = await one_claimed(db)
    with pytest.raises(KeyError):
        await db.write(sending.begin, delivery, {})
    assert await db.write(sending.settle, delivery, Later(Reason.FAULT))


async def test_the_reader_is_who_they_are_now(db: Database, street: Street) -> None:
    await tell(db, street)
    await db.write(service.tell, street.community, owed(THE_GROUP, "to all"))
    ready = [await db.write(sending.begin, parcel.deliveries[0], {}) for parcel in await claimed(db)]
    assert [each and each.reader.time_zone for each in ready] == ["Europe/London"] * 2


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(Sent(5), State.SENT), (Sent(None), State.SENT), (Never(Reason.REFUSED), State.NEVER)],
)
async def test_the_end_is_the_end(db: Database, street: Street, outcome: Outcome, state: State) -> None:
    await tell(db, street)
    delivery = await begun(db)
    assert await db.write(sending.settle, delivery, outcome)
    assert await counts(db) == {state: 1}
    assert not await db.write(sending.settle, delivery, Unknown()), "settled twice"
    assert await claimed(db) == []


async def test_who_blocked_the_bot_is_not_tried_again(db: Database, street: Street) -> None:
    await tell(db, street)
    await db.write(sending.settle, await begun(db), Never(Reason.UNREACHABLE))
    person = await db.read(communities.person, street.people[0])
    assert person is not None
    assert person.unreachable_at == db.clock.now()


async def test_a_group_that_throws_us_out_is_nobody_unreachable(db: Database, street: Street) -> None:
    await db.write(service.tell, street.community, owed(THE_GROUP))
    assert await db.write(sending.settle, await begun(db), Never(Reason.UNREACHABLE))


async def test_later_is_later_by_as_much_as_said(db: Database, street: Street, clock: MovableClock) -> None:
    await tell(db, street)
    await db.write(sending.settle, await begun(db), Later(Reason.HELD, 20.0))
    clock.move(timedelta(seconds=19))
    assert await claimed(db) == []
    clock.move(timedelta(seconds=1))
    assert len(await claimed(db)) == 1


async def test_pauses_grow_to_a_minute_and_never_end(db: Database, street: Street, clock: MovableClock) -> None:
    await tell(db, street)
    pauses = []
    for _ in range(9):
        await db.write(sending.settle, await begun(db), Later(Reason.UNSENT))
        pause = 0
        while not (parcels := await claimed(db)):
            clock.move(timedelta(seconds=1))
            pause += 1
        pauses.append(pause)
        await db.write(sending.release, parcels[0].deliveries[0])
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]


async def test_a_fault_of_ours_is_given_up_after_a_few_attempts(
    db: Database, street: Street, clock: MovableClock
) -> None:
    await tell(db, street)
    for _ in range(5):
        await db.write(sending.settle, await one_claimed(db), Later(Reason.FAULT))
        clock.move(timedelta(minutes=1))
    assert await counts(db) == {State.NEVER: 1}


@pytest.mark.parametrize(
    ("urgency", "said"),
    [
        (Urgency.LIFE_CORRECTION, 3),
        (Urgency.LIFE, 3),
        (Urgency.URGENT, 3),
        (Urgency.ANSWER, 2),
        (Urgency.REMINDER, 2),
        (Urgency.NEWS, 2),
    ],
)
async def test_how_often_something_is_said_when_nobody_knows_whether_it_was_heard(
    db: Database, street: Street, clock: MovableClock, urgency: Urgency, said: int
) -> None:
    await tell(db, street, urgency=urgency)
    times = 0
    while await claimed_again(db, clock):
        times += 1
    assert times == said
    assert await counts(db) == {State.UNKNOWN: 1}


async def claimed_again(db: Database, clock: MovableClock) -> bool:
    clock.move(timedelta(minutes=1))
    parcels = await claimed(db)
    for parcel in parcels:
        await db.write(sending.begin, parcel.deliveries[0], {})
        await db.write(sending.settle, parcel.deliveries[0], Unknown())
    return bool(parcels)


async def test_a_crash_before_the_line_costs_nothing(db: Database, street: Street, clock: MovableClock) -> None:
    await tell(db, street, urgency=Urgency.ANSWER)
    for _ in range(5):
        await one_claimed(db, "who dies")
        assert await db.write(sending.recover, clock.now(), 10) == 0, "its lease has not ended"
        clock.move(LEASE)
        assert await db.write(sending.recover, clock.now(), 10) == 1
    assert await db.write(sending.settle, await begun(db), Sent(1))


async def test_several_crashes_behind_the_line_lose_nothing(db: Database, street: Street, clock: MovableClock) -> None:
    await tell(db, street, "it is happening", Urgency.ANSWER)
    for _ in range(4):
        await begun(db, "who dies")
        clock.move(LEASE)
        assert await db.write(sending.recover, clock.now(), 10) == 1
        clock.move(timedelta(minutes=1))
    assert await words_of(db, await claimed(db)) == ["it is happening"], "somebody would rather hear it twice"


async def test_a_message_that_kills_whoever_sends_it_is_given_up(
    db: Database, street: Street, clock: MovableClock
) -> None:
    await tell(db, street)
    deaths = 0
    while parcels := await claimed(db):
        await db.write(sending.begin, parcels[0].deliveries[0], {})
        deaths += 1
        clock.move(LEASE)
        await db.write(sending.recover, clock.now(), 10)
        clock.move(timedelta(minutes=1))
    assert deaths == sending.DEATHS + 1
    assert await counts(db) == {State.UNKNOWN: 1}


async def test_an_ambiguous_answer_after_a_crash_is_the_last_word(
    db: Database, street: Street, clock: MovableClock
) -> None:
    await tell(db, street, urgency=Urgency.NEWS)
    await begun(db, "who dies")
    clock.move(LEASE)
    await db.write(sending.recover, clock.now(), 10)
    clock.move(timedelta(minutes=1))
    await db.write(sending.settle, await begun(db), Unknown())
    assert await counts(db) == {State.UNKNOWN: 1}


async def test_who_lost_the_lease_has_nothing_to_say(db: Database, street: Street, clock: MovableClock) -> None:
    await tell(db, street)
    slow = await begun(db, "slow")
    clock.move(LEASE)
    await db.write(sending.recover, clock.now(), 10)
    clock.move(timedelta(seconds=1))
    quick = await begun(db, "quick")
    assert not await db.write(sending.settle, slow, Sent(1))
    assert await db.write(sending.settle, quick, Sent(2))


async def test_a_flood_of_reminders_becomes_one_message(db: Database, street: Street) -> None:
    for number in range(4):
        await tell(db, street, f"reminder {number}", Urgency.REMINDER)
    await db.write(service.tell, street.community, owed(street.to(1), "another's", urgency=Urgency.REMINDER))
    parcels = await claimed(db, 2)
    assert [len(parcel.deliveries) for parcel in parcels] == [4]
    assert [len(parcel.deliveries) for parcel in await claimed(db)] == [1]


async def test_a_few_reminders_come_one_by_one(db: Database, street: Street) -> None:
    for number in range(3):
        await tell(db, street, f"reminder {number}", Urgency.REMINDER)
    assert [len(parcel.deliveries) for parcel in await claimed(db)] == [1, 1, 1]


async def test_what_is_over_is_forgotten_and_the_key_is_not(db: Database, street: Street, clock: MovableClock) -> None:
    await tell(db, street)
    await tell(db, street, "unsaid")
    [said, _] = await claimed(db)
    await db.write(sending.settle, said.deliveries[0], Sent(1))
    clock.move(timedelta(days=70))
    before = clock.now() - timedelta(days=30)
    assert await db.write(service.forget, before, 10) == 2
    assert await db.write(service.forget, before, 10) == 0
    await tell(db, street)
    assert await counts(db) == {State.CLAIMED: 1}
