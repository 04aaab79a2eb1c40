"""Order within a chat and within a person, freedom between them."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.intake.model import Letter
from bot.intake.queues import PER_PERSON, Queues, Release

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
GROUP, OTHER_GROUP = -100, -200
MARIA, TOM = 1, 2


class Workshop:
    """Works letters only as far as a test allows, and remembers what was begun and ended."""

    def __init__(self, *, side_by_side: int = 64) -> None:
        self.begun: list[int] = []
        self.ended: list[int] = []
        self.releases: dict[int, Release] = {}
        self._gates: dict[int, asyncio.Event] = {}
        self.queues = Queues(self._work, side_by_side=side_by_side)

    async def _work(self, letter: Letter, release: Release) -> None:
        self.begun.append(letter.update_id)
        self.releases[letter.update_id] = release
        gate = self._gates.setdefault(letter.update_id, asyncio.Event())
        await gate.wait()
        self.ended.append(letter.update_id)

    async def let_go(self, *numbers: int) -> None:
        for number in numbers:
            self._gates.setdefault(number, asyncio.Event()).set()
        await self.settle()

    @staticmethod
    async def settle() -> None:
        for _ in range(10):
            await asyncio.sleep(0)


def letter(number: int, chat: int | None, person: int | None) -> Letter:
    return Letter(number, {"update_id": number}, chat, person, NOON)


async def test_one_chat_keeps_its_order() -> None:
    shop = Workshop()
    shop.queues.add([letter(1, GROUP, MARIA), letter(2, GROUP, TOM)])
    await shop.settle()
    assert shop.begun == [1]
    await shop.let_go(1)
    assert shop.begun == [1, 2]


async def test_a_letter_that_is_held_already_is_passed_over() -> None:
    shop = Workshop()
    shop.queues.add([letter(1, GROUP, MARIA), letter(2, GROUP, TOM)])
    await shop.settle()
    shop.queues.add([letter(1, GROUP, MARIA), letter(2, GROUP, TOM)])
    assert shop.queues.waiting == 2
    await shop.let_go(1, 2)
    assert shop.ended == [1, 2]
    assert not shop.queues.holds(1)


async def test_one_person_keeps_their_order_across_chats() -> None:
    shop = Workshop()
    shop.queues.add([letter(1, GROUP, MARIA), letter(2, MARIA, MARIA), letter(3, OTHER_GROUP, MARIA)])
    await shop.settle()
    assert shop.begun == [1]
    await shop.let_go(1, 2)
    assert shop.begun == [1, 2, 3]


async def test_different_chats_go_side_by_side() -> None:
    shop = Workshop()
    shop.queues.add([letter(1, GROUP, MARIA), letter(2, OTHER_GROUP, TOM)])
    await shop.settle()
    assert shop.begun == [1, 2]


async def test_a_slow_chat_does_not_take_all_places() -> None:
    shop = Workshop(side_by_side=2)
    shop.queues.add([letter(number, GROUP, number) for number in range(10, 30)])
    shop.queues.add([letter(99, OTHER_GROUP, MARIA)])
    await shop.settle()
    assert shop.begun == [10, 99]


async def test_no_more_than_the_allowed_number_at_once() -> None:
    shop = Workshop(side_by_side=2)
    shop.queues.add([letter(number, number, number) for number in (1, 2, 3)])
    await shop.settle()
    assert shop.begun == [1, 2]
    await shop.let_go(2)
    assert shop.begun == [1, 2, 3]


async def test_a_release_lets_the_chat_go_on_but_not_the_person() -> None:
    shop = Workshop()
    shop.queues.add([letter(1, GROUP, MARIA), letter(2, GROUP, TOM), letter(3, GROUP, MARIA)])
    await shop.settle()
    shop.releases[1]()
    await shop.settle()
    assert shop.begun == [1, 2]
    shop.releases[2]()
    await shop.settle()
    assert shop.begun == [1, 2], "Maria's first is still being answered"
    await shop.let_go(1)
    assert shop.begun == [1, 2, 3]


async def test_a_release_in_a_private_chat_changes_nothing() -> None:
    shop = Workshop()
    shop.queues.add([letter(1, MARIA, MARIA), letter(2, MARIA, MARIA)])
    await shop.settle()
    shop.releases[1]()
    await shop.settle()
    assert shop.begun == [1]


async def test_anonymous_admins_of_different_groups_do_not_wait_for_each_other() -> None:
    shop = Workshop()
    shop.queues.add([letter(1, GROUP, 1087968824), letter(2, OTHER_GROUP, 1087968824)])
    await shop.settle()
    assert shop.begun == [1, 2]


async def test_presses_of_different_people_in_one_chat_go_side_by_side() -> None:
    shop = Workshop()
    presses = [
        Letter(number, {"update_id": number, "callback_query": {}}, GROUP, person, NOON)
        for number, person in ((1, MARIA), (2, TOM), (3, MARIA))
    ]
    shop.queues.add([letter(9, GROUP, 77), *presses])
    await shop.settle()
    assert shop.begun == [9, 1, 2], "they wait for nobody but their own earlier ones"


async def test_presses_in_private_keep_their_order_with_what_was_typed() -> None:
    shop = Workshop()
    shop.queues.add([letter(1, MARIA, MARIA), Letter(2, {"callback_query": {}}, MARIA, MARIA, NOON)])
    await shop.settle()
    assert shop.begun == [1]


async def test_what_belongs_to_nobody_waits_for_nobody() -> None:
    shop = Workshop()
    shop.queues.add([letter(1, None, None), letter(2, None, None)])
    await shop.settle()
    assert shop.begun == [1, 2]


async def test_idle_when_everything_has_ended() -> None:
    shop = Workshop()
    shop.queues.add([letter(1, GROUP, MARIA), letter(2, GROUP, TOM)])
    waiting = asyncio.create_task(shop.queues.idle())
    await shop.let_go(1)
    assert not waiting.done()
    await shop.let_go(2)
    assert waiting.done()
    assert shop.queues.waiting == 0


async def test_counts_each_waiting_letter_once() -> None:
    shop = Workshop(side_by_side=1)
    shop.queues.add([letter(1, GROUP, MARIA), letter(2, GROUP, TOM), letter(3, TOM, TOM), letter(4, OTHER_GROUP, 7)])
    await shop.settle()
    assert shop.queues.waiting == 4


async def test_room_comes_when_enough_has_ended() -> None:
    shop = Workshop()
    shop.queues.add([letter(number, number, number) for number in (1, 2, 3)])
    room = asyncio.create_task(shop.queues.at_most(1))
    await shop.let_go(1)
    assert not room.done()
    await shop.let_go(2)
    assert room.done()


async def test_closing_lets_work_end_and_starts_nothing_more() -> None:
    shop = Workshop()
    shop.queues.add([letter(1, GROUP, MARIA), letter(2, GROUP, TOM)])
    await shop.settle()
    closing = asyncio.create_task(shop.queues.close(5))
    await shop.let_go(1, 2)
    assert await closing is True
    assert shop.ended == [1]
    shop.queues.add([letter(3, TOM, TOM)])
    await shop.settle()
    assert shop.begun == [1]


async def test_closing_does_not_wait_for_ever() -> None:
    shop = Workshop()
    shop.queues.add([letter(1, GROUP, MARIA)])
    await shop.settle()
    assert await shop.queues.close(0.01) is False
    assert shop.ended == []


def messages(first: int, person: int, message: dict[str, object]) -> list[Letter]:
    """One more than may wait of one person."""
    numbers = range(first, first + PER_PERSON + 1)
    return [Letter(number, {"update_id": number, "message": message}, GROUP, person, NOON) for number in numbers]


@pytest.mark.parametrize("message", [{"text": "hey"}, {"sticker": {}}, {"location": {}, "caption": "here"}])
async def test_whatever_one_person_sends_there_is_an_end_to_it(message: dict[str, object]) -> None:
    shop = Workshop()
    assert [late.update_id for late in shop.queues.add(messages(1, MARIA, message))] == [PER_PERSON + 1]
    assert shop.queues.add([letter(1_000, TOM, TOM)]) == []


async def test_an_admin_who_floods_as_the_group_is_one_of_them() -> None:
    shop = Workshop()
    mass = messages(1, 1087968824, {"text": "/pledges"})
    assert [late.update_id for late in shop.queues.add(mass)] == [PER_PERSON + 1]
    theirs = Letter(1_000, {"update_id": 1_000, "message": {"text": "/help"}}, GROUP, TOM, NOON)
    assert shop.queues.add([theirs]) == [], "a neighbour in the same group is heard"


@pytest.mark.parametrize("news", ["new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id"])
async def test_what_has_become_of_the_group_is_never_too_much(news: str) -> None:
    shop = Workshop()
    assert shop.queues.add(messages(1, MARIA, {news: 1})) == []
