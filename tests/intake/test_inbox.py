"""The durable inbox: what is taken is on disk, once."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.core import points
from bot.core.clock import MovableClock
from bot.core.db import Database, Outage
from bot.core.outage import CommitUnknown
from bot.intake import service, store
from bot.intake.inbox import STRANDED_AFTER, Inbox
from bot.intake.model import Letter, State, letter_from
from bot.intake.queues import Queues, Release
from tests.conftest import FRIDAY_MORNING


def update(number: int, text: str = "hello", chat: int = -100, person: int = 1) -> dict[str, Any]:
    return {
        "update_id": number,
        "message": {"message_id": number, "chat": {"id": chat}, "from": {"id": person}, "text": text},
    }


class Taken:
    """An inbox whose queues only write down what they are given."""

    def __init__(self, db: Database, *, room: int = 2_000) -> None:
        self.letters: list[Letter] = []
        self.queues = Queues(self._work)
        self.inbox = Inbox(db, self.queues, room=room)

    async def _work(self, letter: Letter, _: Release) -> None:
        self.letters.append(letter)

    @property
    def numbers(self) -> list[int]:
        return [letter.update_id for letter in self.letters]


@pytest.fixture
async def taken(db: Database) -> AsyncIterator[Taken]:
    yield Taken(db)


async def test_takes_each_update_once(db: Database, taken: Taken) -> None:
    assert await taken.inbox.take([update(1), update(2)]) == 2
    assert await taken.inbox.take([update(2), update(3)]) == 1
    await taken.queues.idle()
    assert taken.numbers == [1, 2, 3]
    assert await db.read(store.counts) == {State.NEW: 3}


async def test_takes_lower_numbers_after_higher_ones(taken: Taken) -> None:
    """Telegram's numbers start anew after an idle week."""
    await taken.inbox.take([update(900_000)])
    assert await taken.inbox.take([update(5)]) == 1


async def test_a_settled_update_is_known_again(db: Database, taken: Taken) -> None:
    await taken.inbox.take([update(1)])
    assert await db.write(store.settle, 1) is True
    assert await taken.inbox.take([update(1)]) == 0
    assert await db.write(store.settle, 1) is False


async def test_a_settled_update_has_lost_its_text(db: Database, taken: Taken) -> None:
    await taken.inbox.take([update(1, "something private")])
    [letter] = await db.read(store.waiting)
    assert "something private" in letter.raw
    await db.write(store.settle, 1)
    assert await db.read(store.waiting) == []


async def test_resumes_what_was_not_finished_in_the_order_of_arrival(
    db: Database, clock: MovableClock, taken: Taken
) -> None:
    await taken.inbox.take([update(900_000)])
    clock.move(timedelta(seconds=1))
    await taken.inbox.take([update(5), update(6)])
    await taken.queues.idle()
    await db.write(store.settle, 5)
    again = Taken(db)
    assert await again.inbox.resume() == 2
    await again.queues.idle()
    assert again.numbers == [900_000, 6]
    assert again.letters[0].data == update(900_000)


async def test_nothing_is_handed_on_when_the_commit_does_not_happen(db: Database, taken: Taken) -> None:
    def fault(label: str) -> None:
        if label == "inbox.before_commit":
            raise RuntimeError(label)

    points.hook = fault
    try:
        with pytest.raises(RuntimeError):
            await taken.inbox.take([update(1)])
    finally:
        points.hook = None
    assert taken.numbers == []
    assert await db.read(store.counts) == {}


def _commit_unknown(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on everything written is stored, and nobody learns of it."""
    write = db.write

    async def unknown(*args: Any) -> None:
        await write(*args)
        raise CommitUnknown("broke during COMMIT")

    monkeypatch.setattr(db, "write", unknown)


async def test_what_was_stored_is_worked_once_even_if_the_commit_seemed_to_fail(
    db: Database, taken: Taken, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        _commit_unknown(db, broken)
        with pytest.raises(Outage):
            await taken.inbox.take([update(1), update(2)])
    assert await taken.inbox.take([update(1), update(2)]) == 0, "Telegram brings them again"
    await taken.queues.idle()
    assert taken.numbers == [1, 2]


async def test_what_another_process_left_behind_is_taken_up_after_a_while(
    db: Database, clock: MovableClock, taken: Taken
) -> None:
    dead = Taken(db)
    await dead.queues.close(0)
    await dead.inbox.take([update(number) for number in range(3)])
    await db.write(store.settle, 1)
    assert await taken.inbox.pick_up(100) == 0, "somebody may be at it"
    clock.move(STRANDED_AFTER)
    assert await taken.inbox.pick_up(100) == 2
    await taken.queues.idle()
    assert taken.numbers == [0, 2]


async def test_is_full_beyond_its_room(db: Database) -> None:
    small = Taken(db, room=1)
    await small.inbox.take([update(1), update(2)])
    assert small.inbox.full
    await small.inbox.has_room()
    assert not small.inbox.full


async def test_purges_old_settled_updates_in_bites(db: Database, clock: MovableClock, taken: Taken) -> None:
    await taken.inbox.take([update(number) for number in range(5)])
    for number in range(4):
        await db.write(store.settle, number)
    clock.move(timedelta(days=3, seconds=1))
    before = clock.now() - timedelta(days=3)
    assert await db.write(store.purge, before, 3) == 3
    assert await db.write(store.purge, before, 3) == 1
    assert await db.read(store.counts) == {State.NEW: 1}


async def test_a_buried_update_is_neither_waiting_nor_forgotten(db: Database, taken: Taken) -> None:
    await taken.inbox.take([update(1)])
    assert await db.write(store.bury, 1) is True
    assert await db.read(store.waiting) == []
    assert await db.read(store.counts) == {State.DEAD: 1}
    assert await taken.inbox.take([update(1)]) == 0


async def test_counts_failed_attempts(db: Database, taken: Taken) -> None:
    await taken.inbox.take([update(1)])
    assert [await db.write(store.count_attempt, 1) for _ in range(2)] == [1, 2]
    assert await db.write(store.count_attempt, 77) == 0


@pytest.mark.parametrize(
    "riddle",
    [None, [], "text", {}, {"update_id": "7"}, {"update_id": True}, {"update_id": -1}, {"update_id": 2**63}],
    ids=repr,
)
async def test_what_cannot_be_named_is_left_out(riddle: object, taken: Taken) -> None:
    assert await taken.inbox.take([riddle, update(8)]) == 1


@pytest.mark.parametrize(
    ("data", "chat", "person"),
    [
        (update(1), -100, 1),
        ({"update_id": 1, "callback_query": {"from": {"id": 7}, "message": {"chat": {"id": -5}}}}, -5, 7),
        ({"update_id": 1, "callback_query": {"from": {"id": 7}, "inline_message_id": "x"}}, None, 7),
        ({"update_id": 1, "chat_member": {"chat": {"id": -5}, "from": {"id": 7}}}, -5, 7),
        ({"update_id": 1, "message": {"chat": [], "from": "me"}}, None, None),
        ({"update_id": 1, "message": {"chat": {"id": "x"}, "from": {"id": 2**70}}}, None, None),
        ({"update_id": 1, "poll": 3}, None, None),
        ({"update_id": 1}, None, None),
    ],
    ids=lambda value: str(value)[:40],
)
def test_reads_chat_and_person_of_any_update(data: dict[str, Any], chat: int | None, person: int | None) -> None:
    letter = letter_from(data, FRIDAY_MORNING)
    assert letter is not None
    assert (letter.chat_id, letter.telegram_id) == (chat, person)


async def test_what_waits_and_what_was_put_aside_is_counted(db: Database, clock: MovableClock, taken: Taken) -> None:
    assert await db.read(service.load) == service.Load(0, 0, 0.0)
    await taken.inbox.take([update(1), update(2)])
    clock.move(timedelta(seconds=30))
    await taken.inbox.take([update(3), update(4)])
    await db.write(store.settle, 3)
    await db.write(store.bury, 2)
    assert await db.read(service.load) == service.Load(waiting=2, dead=1, oldest_seconds=30.0)
    clock.move(timedelta(hours=-1))
    assert (await db.read(service.load)).oldest_seconds == 0.0, "the clock was set back"
