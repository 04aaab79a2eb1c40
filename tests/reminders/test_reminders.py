"""Reminders: never early, exactly once, each on its own; and the rounds that let them ring."""

import asyncio
from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest

from bot.core.clock import MovableClock
from bot.core.db import Database, Tx
from bot.core.installation import quarantine, release
from bot.core.outage import Outage
from bot.core.wall import local_moment
from bot.outbox import service as outbox
from bot.reminders import service
from bot.reminders.model import NotYet, Reminder
from bot.rounds import Round, Rounds, forget_old, ring_due
from tests.support.street import Street, owed

HOUR = timedelta(hours=1)


class Bell:
    """What rang, and when; `broken` keys fail."""

    def __init__(self, street: Street) -> None:
        self.rang: list[tuple[str, datetime]] = []
        self.broken: set[str] = set()
        self._street = street

    def ring(self, tx: Tx, reminder: Reminder) -> None:
        outbox.tell(tx, reminder.community, owed(self._street.to(0), f"{reminder.key} at {tx.now}"))
        if reminder.key in self.broken:
            raise ZeroDivisionError
        self.rang.append((reminder.key, tx.now))

    @property
    def keys(self) -> list[str]:
        return [key for key, _ in self.rang]


@pytest.fixture
def bell(street: Street) -> Bell:
    return Bell(street)


@pytest.fixture
def rounds(db: Database, bell: Bell) -> Rounds:
    return Rounds([ring_due(db, {"bell": bell.ring}), forget_old(db)])


async def remind(db: Database, street: Street, due_at: datetime, key: str = "k", subject: str = "door:7") -> None:
    await db.write(service.remind, street.community, "bell", subject, due_at, key=key)


async def test_nothing_rings_when_nothing_is_due(db: Database, street: Street, rounds: Rounds, bell: Bell) -> None:
    await remind(db, street, db.clock.now() + HOUR)
    assert await rounds.beat("ring_due_reminders") == 0
    assert bell.rang == []


async def test_it_rings_at_its_moment_and_once(
    db: Database, street: Street, rounds: Rounds, bell: Bell, clock: MovableClock
) -> None:
    due_at = clock.now() + HOUR
    await remind(db, street, due_at)
    clock.move(HOUR - timedelta(microseconds=1))
    assert await rounds.beat_all() == 0
    clock.move(timedelta(microseconds=1))
    assert await rounds.beat_all() == 1
    clock.move(HOUR)
    assert await rounds.beat_all() == 0
    assert bell.rang == [("k", due_at)]


async def test_a_key_that_rang_never_rings_again(
    db: Database, street: Street, rounds: Rounds, bell: Bell, clock: MovableClock
) -> None:
    await remind(db, street, clock.now())
    await rounds.beat_all()
    await remind(db, street, clock.now())
    await rounds.beat_all()
    assert bell.keys == ["k"]


async def test_the_same_key_again_moves_what_waits(
    db: Database, street: Street, rounds: Rounds, bell: Bell, clock: MovableClock
) -> None:
    await remind(db, street, clock.now())
    await remind(db, street, clock.now() + HOUR)
    await rounds.beat_all()
    assert bell.rang == []
    clock.move(HOUR)
    await rounds.beat_all()
    assert bell.keys == ["k"]


async def test_what_became_pointless_is_forgotten(
    db: Database, street: Street, rounds: Rounds, bell: Bell, clock: MovableClock
) -> None:
    def for_two(tx: Tx) -> None:
        for number, person in enumerate(street.people[:2]):
            service.remind(tx, street.community, "bell", "door:8", tx.now, person=person, key=f"person {number}")
        service.remind(tx, street.community, "other", "door:9", tx.now, key="other kind")
        service.remind(tx, street.community, "bell", "door:9", tx.now, key="bell kind")

    await remind(db, street, clock.now(), "all of it")
    await db.write(for_two)
    await db.write(service.forget, street.community, "door:7")
    await db.write(service.forget, street.community, "door:8", person=street.people[0])
    await db.write(service.forget, street.community, "door:9", kind="other")
    await rounds.beat_all()
    assert sorted(bell.keys) == ["bell kind", "person 1"]


async def test_a_forgotten_key_may_be_used_again(
    db: Database, street: Street, rounds: Rounds, bell: Bell, clock: MovableClock
) -> None:
    await remind(db, street, clock.now())
    await db.write(service.forget, street.community, "door:7")
    await remind(db, street, clock.now())
    await rounds.beat_all()
    assert bell.keys == ["k"]


async def test_after_an_outage_everything_due_is_still_due(
    db: Database, street: Street, rounds: Rounds, bell: Bell, clock: MovableClock
) -> None:
    for number in range(250):
        await remind(db, street, clock.now() + timedelta(minutes=number), f"{number:03}")
    clock.move(timedelta(days=2))
    assert await rounds.beat("ring_due_reminders") == 250
    assert bell.keys == [f"{number:03}" for number in range(250)]


async def test_a_fault_puts_off_that_one_and_no_other_and_leaves_nothing_behind(
    db: Database, street: Street, rounds: Rounds, bell: Bell, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    bell.broken = {"bad"}
    await remind(db, street, clock.now(), "bad")
    await remind(db, street, clock.now(), "good")
    await rounds.beat_all()
    assert bell.keys == ["good"]
    assert "a reminder failed" in caplog.text
    assert await rounds.beat_all() == 0, "tried again without a pause"
    bell.broken = set()
    clock.move(timedelta(seconds=30))
    await rounds.beat_all()
    assert bell.keys == ["good", "bad"]
    assert len(await owed_words(db)) == 2, "the failed attempt told somebody"


async def owed_words(db: Database) -> list[str]:
    from bot.outbox.sending import Appetite, claim  # noqa: PLC0415

    parcels = await db.write(claim, Appetite("me", 50, 50))
    return [str(parcel) for parcel in parcels]


async def test_a_kind_nobody_knows_waits_for_a_release_that_does(
    db: Database, street: Street, clock: MovableClock, bell: Bell, caplog: pytest.LogCaptureFixture
) -> None:
    await remind(db, street, clock.now())
    await Rounds([ring_due(db, {})]).beat_all()
    assert "KeyError" in caplog.text
    clock.move(timedelta(minutes=1))
    await Rounds([ring_due(db, {"bell": bell.ring})]).beat_all()
    assert bell.keys == ["k"]


async def test_two_workers_at_once_ring_each_once(db: Database, street: Street, bell: Bell) -> None:
    def many(tx: Tx) -> None:
        for number in range(60):
            service.remind(tx, street.community, "bell", "door:7", tx.now, key=str(number))

    await db.write(many)
    workers = [Rounds([ring_due(db, {"bell": bell.ring})]) for _ in range(3)]
    await asyncio.gather(*(worker.beat_all() for worker in workers))
    for worker in workers:
        await worker.beat_all()
    assert len(await owed_words(db)) == 50, "told as often as it rang, up to the limit of the claim"
    assert max(Counter(bell.keys).values()) == 1 or db.dialect == "postgresql"  # run again after a collision


async def test_nothing_overdue_rings_while_a_restore_is_in_quarantine(
    db: Database, street: Street, rounds: Rounds, bell: Bell, clock: MovableClock
) -> None:
    await remind(db, street, clock.now(), "overdue")
    clock.move(HOUR)
    await db.write(quarantine)
    await remind(db, street, clock.now(), "after")
    await rounds.beat_all()
    assert bell.keys == ["after"]
    assert await db.write(release)
    await rounds.beat_all()
    assert bell.keys == ["after", "overdue"], "a bot that runs hears of the release"


async def test_how_late_the_oldest_is_can_be_asked(
    db: Database, street: Street, rounds: Rounds, clock: MovableClock
) -> None:
    await remind(db, street, clock.now() + HOUR, "soon")
    await remind(db, street, clock.now() + 3 * HOUR, "later")
    assert await db.read(service.late_seconds) == 0.0
    clock.move(2 * HOUR)
    assert await db.read(service.late_seconds) == HOUR.total_seconds()
    await db.write(quarantine)
    assert await db.read(service.late_seconds) == 0.0, "what is held back is not late"
    await db.write(release)
    await rounds.beat_all()
    assert await db.read(service.late_seconds) == 0.0


async def test_a_round_that_stumbles_falls_behind_and_no_other() -> None:
    moment = 100.0

    async def stumbles(_: int) -> int:
        raise Outage("gone")

    async def walks(_: int) -> int:
        return 0

    table = [Round("good", HOUR, 1, walks), Round("bad", timedelta(seconds=1), 1, stumbles)]
    rounds = Rounds(table, monotonic=lambda: moment)
    moment += 61
    await rounds.beat("good")
    with pytest.raises(Outage):
        await rounds.beat("bad")
    assert rounds.late() == {"good": 0.0, "bad": 60.0}


async def test_fridays_at_18_are_at_18_in_summer_and_winter(
    db: Database, street: Street, rounds: Rounds, bell: Bell, clock: MovableClock
) -> None:
    fridays = [date(2027, 3, 19), date(2027, 3, 26), date(2027, 4, 2)]
    for friday in fridays:
        await remind(db, street, local_moment(friday, time(18), "Europe/London"), friday.isoformat())
    while clock.now().date() < date(2027, 4, 3):
        clock.move(timedelta(minutes=30) if clock.now().date() > date(2027, 3, 18) else timedelta(days=1))
        await rounds.beat_all()
    assert [at.hour for _, at in bell.rang] == [18, 18, 17]


async def test_what_rang_long_ago_is_forgotten(
    db: Database, street: Street, rounds: Rounds, clock: MovableClock
) -> None:
    await remind(db, street, clock.now())
    await rounds.beat("ring_due_reminders")
    assert await rounds.beat("forget_old") == 0
    clock.move(timedelta(days=401))
    assert await rounds.beat("forget_old") > 0


# The rounds themselves.


async def test_a_full_bite_is_followed_by_another_one() -> None:
    left = [10, 10, 3, 99]

    async def walk(bite: int) -> int:
        assert bite == 10
        return left.pop(0)

    rounds = Rounds([Round("walk", HOUR, 10, walk)])
    assert await rounds.beat("walk") == 23
    assert rounds.names == ("walk",)


async def test_two_beats_of_one_round_never_overlap() -> None:
    walking = 0

    async def walk(_: int) -> int:
        nonlocal walking
        walking += 1
        assert walking == 1
        await asyncio.sleep(0.01)
        walking -= 1
        return 0

    rounds = Rounds([Round("walk", HOUR, 10, walk)])
    await asyncio.gather(rounds.beat("walk"), rounds.beat("walk"))


@pytest.mark.parametrize("fault", [Outage("locked"), ZeroDivisionError()])
async def test_a_round_that_stumbles_beats_again(fault: Exception, caplog: pytest.LogCaptureFixture) -> None:
    beats = 0
    enough = asyncio.Event()

    async def walk(_: int) -> int:
        nonlocal beats
        beats += 1
        if beats == 1:
            raise fault
        enough.set()
        return 0

    rounds = Rounds([Round("walk", timedelta(seconds=0.02), 10, walk)])
    rounds.start()
    await asyncio.wait_for(enough.wait(), 5)
    await rounds.stop()
    await rounds.stop()
    assert "round walk" in caplog.text


async def test_the_end_waits_for_the_bite_in_hand_and_begins_no_other(caplog: pytest.LogCaptureFixture) -> None:
    begun, let_go = asyncio.Event(), asyncio.Event()
    bites = 0

    async def walk(bite: int) -> int:
        nonlocal bites
        begun.set()
        await let_go.wait()
        bites += 1
        return bite

    rounds = Rounds([Round("walk", timedelta(milliseconds=1), 10, walk)])
    rounds.start()
    await asyncio.wait_for(begun.wait(), 5)
    await asyncio.sleep(0.02)  # beats that find it still under way
    ending = asyncio.create_task(rounds.stop())
    await asyncio.sleep(0.02)
    assert not ending.done()
    let_go.set()
    await asyncio.wait_for(ending, 5)
    await asyncio.sleep(0.02)
    assert bites == 1
    assert not [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}]


async def test_the_first_beat_comes_at_once() -> None:
    beaten = asyncio.Event()

    async def walk(_: int) -> int:
        beaten.set()
        return 0

    rounds = Rounds([Round("walk", HOUR, 10, walk)])
    rounds.start()
    await asyncio.wait_for(beaten.wait(), 5)
    await rounds.stop()


async def test_a_round_nobody_knows() -> None:
    with pytest.raises(KeyError):
        await Rounds([]).beat("walk")


async def test_who_has_to_wait_for_something_rings_a_moment_later(
    db: Database, street: Street, clock: MovableClock, bell: Bell
) -> None:
    heard = False

    def patiently(tx: Tx, reminder: Reminder) -> None:
        if not heard:
            raise NotYet
        bell.ring(tx, reminder)

    rounds = Rounds([ring_due(db, {"bell": patiently})])
    await remind(db, street, clock.now())
    for _ in range(20):
        assert await rounds.beat("ring_due_reminders") == 1
        assert await rounds.beat("ring_due_reminders") == 0
        clock.move(timedelta(seconds=1))
    heard = True
    assert await rounds.beat("ring_due_reminders") == 1
    assert bell.keys == ["k"]
