"""What the operator watches: how much could go out now, and for how long the oldest has been waiting."""

from datetime import timedelta

import pytest

from bot.core.clock import MovableClock
from bot.core.db import Database
from bot.core.installation import quarantine
from bot.outbox import backlog, sending, service
from bot.outbox.backlog import Backlog, backlogs
from bot.outbox.model import Urgency
from bot.outbox.sending import Appetite
from tests.support.street import Street, owed

NOTHING = Backlog(0, 0.0)


async def tell(db: Database, street: Street, words: str, urgency: Urgency) -> None:
    await db.write(service.tell, street.community, owed(street.to(0), words, urgency=urgency))


async def test_nothing_is_due(db: Database) -> None:
    assert await db.read(backlogs) == dict.fromkeys(Urgency, NOTHING)


async def test_what_is_due_is_counted_by_urgency_and_aged_by_its_oldest(
    db: Database, street: Street, clock: MovableClock
) -> None:
    await tell(db, street, "ding", Urgency.NEWS)
    clock.move(timedelta(seconds=20))
    await tell(db, street, "dong", Urgency.NEWS)
    await tell(db, street, "help", Urgency.LIFE)
    clock.move(timedelta(seconds=10))
    found = await db.read(backlogs)
    assert (found[Urgency.NEWS], found[Urgency.LIFE]) == (Backlog(2, 30.0), Backlog(1, 10.0))
    assert {found[each] for each in Urgency if each not in (Urgency.NEWS, Urgency.LIFE)} == {NOTHING}


async def test_what_somebody_is_saying_is_not_due(db: Database, street: Street) -> None:
    await tell(db, street, "ding", Urgency.URGENT)
    await db.write(sending.claim, Appetite("me", 50, 50))
    assert (await db.read(backlogs))[Urgency.URGENT] == NOTHING


async def test_what_waits_for_the_end_of_the_night_is_not_late(
    db: Database, street: Street, clock: MovableClock
) -> None:
    clock.move(timedelta(hours=13))  # 23:00
    await tell(db, street, "ding", Urgency.NEWS)
    clock.move(timedelta(hours=1))
    assert (await db.read(backlogs))[Urgency.NEWS] == NOTHING
    clock.move(timedelta(hours=12))
    assert (await db.read(backlogs))[Urgency.NEWS].number == 1


async def test_what_a_restore_holds_back_is_no_backlog(db: Database, street: Street, clock: MovableClock) -> None:
    await tell(db, street, "ding", Urgency.URGENT)
    clock.move(timedelta(hours=1))
    await db.write(quarantine)
    assert (await db.read(backlogs))[Urgency.URGENT] == NOTHING


async def test_counting_has_an_end(db: Database, street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backlog, "MOST", 2)
    for words in ("ding", "dong", "dang"):
        await tell(db, street, words, Urgency.URGENT)
    assert (await db.read(backlogs))[Urgency.URGENT].number == 2
