"""Telegram's limits: refused is what is one too many, for as long as it says, and nobody else."""

from datetime import timedelta

from bot.core.clock import MovableClock
from bot.sandbox.people import Neighbourhood, neighbourhood
from bot.sandbox.stage import Setup
from tests.sandbox.conftest import Hands


async def test_the_fourth_message_at_once_to_one_person_is_refused(
    street: Neighbourhood, bot: Hands, clock: MovableClock
) -> None:
    await street.sandbox.start(street.tom)
    await street.sandbox.start(street.joan)
    for _ in range(3):
        await bot.ok("sendMessage", chat_id=street.tom.id, text="x")
    answer = await bot.raw("sendMessage", {"chat_id": street.tom.id, "text": "x"})
    assert answer["error_code"] == 429
    assert answer["description"] == "Too Many Requests: retry after 3"
    assert answer["parameters"] == {"retry_after": 3}
    await bot.ok("sendMessage", chat_id=street.joan.id, text="x")
    clock.move(timedelta(seconds=3))
    await bot.ok("sendMessage", chat_id=street.tom.id, text="x")


async def test_asking_again_too_early_is_counted(street: Neighbourhood, bot: Hands, clock: MovableClock) -> None:
    await street.sandbox.start(street.tom)
    for _ in range(3):
        await bot.ok("sendMessage", chat_id=street.tom.id, text="x")
    await bot.no("sendMessage", chat_id=street.tom.id, text="x")
    assert street.sandbox.flood.early == 0
    clock.move(timedelta(seconds=2))
    assert "retry after 1" in await bot.no("sendMessage", chat_id=street.tom.id, text="x")
    assert street.sandbox.flood.early == 1


async def test_a_group_gets_twenty_a_minute_edits_included(
    street: Neighbourhood, bot: Hands, clock: MovableClock
) -> None:
    group = street.group.id
    await street.sandbox.add_bot(street.maria, street.group)
    sent = await bot.ok("sendMessage", chat_id=group, text="0")
    for number in range(1, 20):
        await bot.ok("editMessageText", chat_id=group, message_id=sent["message_id"], text=str(number))
    assert "retry after 60" in await bot.no("sendMessage", chat_id=group, text="x")
    assert "retry after 60" in await bot.no("editMessageText", chat_id=group, message_id=sent["message_id"], text="x")
    clock.move(timedelta(seconds=60))
    await bot.ok("sendMessage", chat_id=group, text="x")


async def test_the_bot_as_a_whole_gets_thirty_a_second(street: Neighbourhood, bot: Hands, clock: MovableClock) -> None:
    people = [await street.sandbox.create_person(f"P{number}") for number in range(31)]
    for person in people:
        await street.sandbox.start(person)
    for person in people[:30]:
        await bot.ok("sendMessage", chat_id=person.id, text="x")
    assert "retry after 1" in await bot.no("sendMessage", chat_id=people[30].id, text="x")
    clock.move(timedelta(seconds=1))
    await bot.ok("sendMessage", chat_id=people[30].id, text="x")


async def test_questions_and_toasts_cost_nothing(street: Neighbourhood, bot: Hands) -> None:
    await street.sandbox.start(street.tom)
    for _ in range(100):
        await bot.ok("getChat", chat_id=street.tom.id)
        await bot.ok("sendChatAction", chat_id=street.tom.id, action="typing")


async def test_the_limits_can_be_switched_off(clock: MovableClock) -> None:
    street = await neighbourhood(clock, setup=Setup(flood=False))
    await street.sandbox.start(street.tom)
    for _ in range(100):
        await Hands(street.sandbox).ok("sendMessage", chat_id=street.tom.id, text="x")
