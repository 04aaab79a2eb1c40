"""After a restore nothing overdue is said before the operator has seen it and decided; then all of it, or nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot import cli
from bot.core.clock import MovableClock
from bot.core.db import Database, Tx, open_database
from bot.maintenance import quarantine
from bot.maintenance.checking import findings
from bot.outbox import carding, sending
from bot.outbox import service as outbox
from bot.outbox.model import Notice, Parcel
from bot.outbox.sending import Appetite
from bot.outbox.store.deliveries import counts
from bot.reminders import service as reminders
from bot.reminders.model import Reminder
from bot.settings import Settings
from tests.support.street import EVERYBODY, Rang, Street, found, owed


@pytest.fixture(autouse=True)
def _a_notice_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Notice.kinds, Rang.kind, Rang)


@pytest.fixture
async def street(db: Database, clock: MovableClock) -> Street:
    """Three neighbours; what was owed, wished for and to ring when the copy was made, restored an hour later."""
    street = await db.write(found, 3)
    await db.write(outbox.tell, street.community, owed(street.to(0), "in flight"))
    [parcel] = await db.write(sending.claim, APPETITE)
    assert await db.write(sending.begin, parcel.deliveries[0], {})
    await db.write(outbox.tell, street.community, owed(street.to(1), "overdue"))
    await db.write(outbox.tell, street.community, owed(EVERYBODY, "to many"))
    await db.write(outbox.show_card, street.community, "door:7")
    await db.write(reminders.remind, street.community, "bell", "door:8", clock.now(), key="k")
    clock.move(timedelta(hours=1))
    await db.write(quarantine.hold_back)
    clock.move(timedelta(minutes=1))
    return street


APPETITE = Appetite("me", urgent=10, patient=10)


def ring_to(street: Street) -> Callable[[Tx, Reminder], None]:
    """A bell that tells somebody, and puts a sign on the door."""

    def ring(tx: Tx, reminder: Reminder) -> None:
        outbox.tell(tx, reminder.community, replace(owed(street.to(2), "rang"), subject=reminder.subject))
        outbox.show_card(tx, reminder.community, reminder.subject)

    return ring


async def sayable(db: Database, street: Street) -> tuple[list[Parcel], int, int, int]:
    """What a bot would say now: messages, cards, recipients of broadcasts, reminders."""
    key = await db.read(outbox.next_to_expand)
    found_more = await db.write(outbox.expand, key, {"neighbours": street.members}, 10) if key else 0
    await db.write(sending.recover, db.clock.now() + sending.LEASE, 10)
    parcels = await db.write(sending.claim, APPETITE)
    cards = await db.write(carding.claim, 10)
    return parcels, len(cards), found_more, len(await db.read(reminders.due, 10))


async def test_nothing_is_said_before_the_operator_decides(db: Database, street: Street) -> None:
    assert await sayable(db, street) == ([], 0, 0, 0)


async def test_what_is_held_is_counted_and_listed_without_words(db: Database, street: Street) -> None:
    shown = await quarantine.held(db)
    assert shown is not None
    assert {heap.sort: heap.number for heap in shown.heaps} == {
        "messages": 2,
        "broadcasts": 1,
        "cards": 1,
        "reminders": 1,
    }
    assert {each.kind for heap in shown.heaps for each in heap.oldest} == {"test_rang", "door:7", "bell"}
    assert {each.community for heap in shown.heaps for each in heap.oldest} == {street.community}


async def test_released_it_is_said(db: Database, street: Street) -> None:
    assert await quarantine.let_go(db)
    assert not await quarantine.let_go(db)
    assert await quarantine.held(db) is None
    parcels, *rest = await sayable(db, street)
    assert len(parcels) == 5
    assert rest == [1, 3, 1]


async def test_dropped_it_is_never_said_and_the_state_goes_on(db: Database, street: Street) -> None:
    assert await quarantine.drop(db, {"bell": ring_to(street)})
    assert not await quarantine.drop(db, {})
    parcels, cards, recipients, due = await sayable(db, street)
    assert (cards, recipients, due) == (1, 0, 0), "the sign on the door tells how things stand"
    assert [await db.write(sending.begin, each, {}) for parcel in parcels for each in parcel.deliveries] == [None]
    assert set(await db.read(counts)) == {"never"}
    assert await db.read(findings) == []


async def test_what_is_new_is_said_all_the_while(db: Database, street: Street) -> None:
    await db.write(outbox.tell, street.community, owed(street.to(2), "new"))
    parcels, *rest = await sayable(db, street)
    assert len(parcels) == 1
    assert rest == [0, 0, 0]


async def test_without_a_restore_there_is_nothing_to_show(db: Database) -> None:
    assert await quarantine.held(db) is None
    assert not await quarantine.let_go(db)
    await db.write(quarantine.hold_back)
    assert await quarantine.held(db) is not None


@pytest.mark.parametrize("how", [["release"], ["release", "--drop"]])
async def test_the_operator_s_words(
    sqlite_url: str, clock: MovableClock, capsys: pytest.CaptureFixture[str], how: list[str]
) -> None:
    db = await open_database(sqlite_url, clock)
    street = await db.write(found, 1)
    await db.write(outbox.tell, street.community, owed(street.to(0), "private words"))
    clock.move(timedelta(hours=1))
    await db.write(quarantine.hold_back)
    await db.close()
    for line in (["held"], how, ["held"], how):
        asked = cli._parser().parse_args(line)
        assert await asked.work(asked, Settings(database_url=sqlite_url)) == 0
    said = capsys.readouterr().out
    assert "Held back is what was due before 2026-11-27 11:00:00 UTC:\nmessages: 1\n  2026-11-27 10:00:00 UTC" in said
    assert f"test_rang, community {street.community}" in said
    assert "private" not in said
    assert said.count("Nothing is held back.") == 2
