"""The queue of updates: confirmed by offset, expiring, one poller at a time, only what was asked for."""

import asyncio
from datetime import timedelta

import pytest

from bot.core.clock import MovableClock
from bot.sandbox.people import Neighbourhood
from tests.sandbox.conftest import Hands, button, keyboard


async def test_what_is_not_confirmed_comes_again(street: Neighbourhood, bot: Hands, clock: MovableClock) -> None:
    await street.sandbox.start(street.tom)
    await street.sandbox.send_text(street.tom, None, "second")
    first = await bot.ok("getUpdates")
    clock.move(timedelta(seconds=0.5))
    assert await bot.ok("getUpdates") == first
    assert [update["update_id"] for update in first] == [first[0]["update_id"], first[0]["update_id"] + 1]
    assert await bot.ok("getUpdates", offset=first[1]["update_id"]) == first[1:]
    assert await bot.ok("getUpdates", offset=first[0]["update_id"]) == first[1:]
    assert await bot.ok("getUpdates", offset=first[1]["update_id"] + 1) == []
    assert await bot.ok("getUpdates") == []


async def test_who_asks_the_same_in_haste_gets_one_update(
    street: Neighbourhood, bot: Hands, clock: MovableClock
) -> None:
    await street.sandbox.start(street.tom)
    await street.sandbox.send_text(street.tom, None, "second")
    first = await bot.ok("getUpdates")
    clock.move(timedelta(seconds=0.4))
    assert await bot.ok("getUpdates") == first[:1]
    assert await bot.ok("getUpdates", offset=first[1]["update_id"]) == first[1:]


async def test_a_limit_takes_the_oldest_and_a_negative_offset_the_newest(street: Neighbourhood, bot: Hands) -> None:
    await street.sandbox.start(street.tom)
    for number in range(4):
        await street.sandbox.send_text(street.tom, None, str(number))
    assert len(await bot.ok("getUpdates", limit=2)) == 2
    newest = await bot.ok("getUpdates", offset=-1)
    assert [update["message"]["text"] for update in newest] == ["3"]
    assert await bot.ok("getUpdates") == newest


async def test_messages_last_a_day_and_presses_150_seconds(
    street: Neighbourhood, bot: Hands, clock: MovableClock
) -> None:
    await street.sandbox.start(street.tom)
    await bot.ok("sendMessage", chat_id=street.tom.id, text="x", reply_markup=keyboard([button("Sign", "s")]))
    await street.sandbox.press(street.tom, street.sandbox.last(street.tom), "Sign")
    clock.move(timedelta(seconds=149))
    assert len(await bot.ok("getUpdates")) == 2
    clock.move(timedelta(seconds=1))
    assert len(await bot.ok("getUpdates")) == 1
    clock.move(timedelta(hours=24))
    assert await bot.ok("getUpdates") == []


async def test_numbers_jump_after_a_week_of_silence(street: Neighbourhood, bot: Hands, clock: MovableClock) -> None:
    await street.sandbox.start(street.tom)
    before = (await bot.updates())[-1]["update_id"]
    clock.move(timedelta(days=7))
    await street.sandbox.send_text(street.tom, None, "x")
    assert (await bot.updates())[-1]["update_id"] != before + 1


async def test_a_long_poll_wakes_when_something_happens(street: Neighbourhood, bot: Hands) -> None:
    poll = asyncio.create_task(bot.ok("getUpdates", timeout=10))
    await asyncio.sleep(0.01)
    assert not poll.done()
    await street.sandbox.start(street.tom)
    assert len(await asyncio.wait_for(poll, 1)) == 1


async def test_a_long_poll_ends_empty_handed(bot: Hands) -> None:
    assert await asyncio.wait_for(bot.ok("getUpdates", timeout=1), 2) == []


async def test_a_second_poller_ends_the_first(street: Neighbourhood, bot: Hands) -> None:
    first = asyncio.create_task(bot.raw("getUpdates", {"timeout": 10}))
    await asyncio.sleep(0.01)
    second = asyncio.create_task(bot.ok("getUpdates", timeout=10))
    answer = await asyncio.wait_for(first, 1)
    assert answer["error_code"] == 409
    assert "terminated by other getUpdates request" in answer["description"]
    await street.sandbox.start(street.tom)
    assert len(await asyncio.wait_for(second, 1)) == 1


async def test_polling_is_refused_while_a_webhook_is_set(bot: Hands) -> None:
    poll = asyncio.create_task(bot.raw("getUpdates", {"timeout": 10}))
    await asyncio.sleep(0.01)
    await bot.ok("setWebhook", url="https://example.org/hook")
    assert (await asyncio.wait_for(poll, 1))["error_code"] == 409
    assert "webhook is active" in await bot.no("getUpdates")
    await bot.ok("deleteWebhook")
    assert await bot.ok("getUpdates") == []


@pytest.mark.parametrize("asked", [True, False])
async def test_changes_of_members_come_only_when_asked_for(street: Neighbourhood, bot: Hands, asked: bool) -> None:
    if asked:
        await bot.ok("getUpdates", allowed_updates=["message", "my_chat_member", "chat_member"])
    await street.sandbox.add_bot(street.maria, street.group, as_admin=True)
    await street.sandbox.leave(street.tom, street.group)
    assert ("chat_member" in await bot.heard()) is asked


async def test_changes_of_members_come_only_to_an_administrator(street: Neighbourhood, bot: Hands) -> None:
    await bot.ok("getUpdates", allowed_updates=["message", "my_chat_member", "chat_member"])
    await street.sandbox.add_bot(street.maria, street.group)
    await street.sandbox.leave(street.tom, street.group)
    assert await bot.heard() == ["my_chat_member", "message", "message"]


async def test_only_the_kinds_asked_for_are_queued(street: Neighbourhood, bot: Hands) -> None:
    await bot.ok("getUpdates", allowed_updates=["callback_query"])
    await street.sandbox.start(street.tom)
    assert await bot.updates() == []
    await bot.ok("getUpdates", allowed_updates=[])
    await street.sandbox.send_text(street.tom, None, "x")
    assert await bot.heard() == ["message"]


async def test_updates_can_come_twice_and_in_the_wrong_order(street: Neighbourhood, bot: Hands) -> None:
    await street.sandbox.start(street.tom)
    await street.sandbox.send_text(street.tom, None, "second")
    street.sandbox.updates.swap_newest()
    street.sandbox.updates.repeat_newest()
    told = await bot.updates()
    assert [update["message"]["text"] for update in told] == ["second", "/start", "second"]
    assert [update["update_id"] - told[0]["update_id"] for update in told] == [0, 1, 2]


def test_nothing_newest_is_not_repeated(street: Neighbourhood) -> None:
    street.sandbox.updates.repeat_newest()
    assert len(street.sandbox.updates) == 0
