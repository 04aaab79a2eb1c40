"""Delivery by webhook: in order within a queue, repeated until taken (as the server wishes), others not held back."""

import asyncio
import json
from collections.abc import Mapping
from datetime import timedelta

import pytest
from aiohttp import web

from bot.core.clock import MovableClock
from bot.sandbox.people import Neighbourhood
from bot.sandbox.webhook import Reply
from tests.sandbox.conftest import Hands

URL = "https://example.org/hook"


class Receiver:
    """Takes deliveries; answers `refusal` as long as `down` says so for the text of the message, or for some pauses."""

    def __init__(self, street: Neighbourhood) -> None:
        self.taken: list[str] = []
        self.down: set[str] = set()
        self.secrets: set[str | None] = set()
        self.pauses: list[float] = []
        self.patience = 4
        self.refusal = Reply(500)
        street.sandbox.webhook.post = self.post
        street.sandbox.webhook.sleep = self.sleep

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        assert url == URL
        self.secrets.add(headers.get("X-Telegram-Bot-Api-Secret-Token"))
        text = json.loads(body)["message"]["text"]
        if text in self.down:
            return self.refusal
        self.taken.append(text)
        return Reply(200)

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        if len(self.pauses) == self.patience:
            self.down.clear()
        await asyncio.sleep(0)

    async def settle(self) -> None:
        for _ in range(100):
            await asyncio.sleep(0)


@pytest.fixture
async def receiver(street: Neighbourhood) -> Receiver:
    for person in (street.tom, street.joan):
        await street.sandbox.start(person)
    street.sandbox.updates.clear()
    return Receiver(street)


async def test_updates_are_posted_with_the_secret_and_forgotten(
    street: Neighbourhood, bot: Hands, receiver: Receiver
) -> None:
    await street.sandbox.send_text(street.tom, None, "before")
    await bot.ok("setWebhook", url=URL, secret_token="s3cret")
    await street.sandbox.send_text(street.tom, None, "after")
    await receiver.settle()
    assert receiver.taken == ["before", "after"]
    assert receiver.secrets == {"s3cret"}
    info = await bot.ok("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == (URL, 0)


async def test_a_failed_update_is_repeated_and_holds_back_only_its_chat(
    street: Neighbourhood, bot: Hands, receiver: Receiver
) -> None:
    receiver.down = {"one"}
    await bot.ok("setWebhook", url=URL)
    await street.sandbox.send_text(street.tom, None, "one")
    await street.sandbox.send_text(street.tom, None, "two")
    await street.sandbox.send_text(street.joan, None, "three")
    await receiver.settle()
    assert receiver.taken == ["three", "one", "two"]
    assert receiver.pauses == [0, 2, 4, 8]
    assert "500" in (await bot.ok("getWebhookInfo"))["last_error_message"]


async def test_removing_the_webhook_keeps_what_waits(street: Neighbourhood, bot: Hands, receiver: Receiver) -> None:
    await bot.ok("setWebhook", url=URL)
    await street.sandbox.send_text(street.tom, None, "one")
    await bot.ok("deleteWebhook")
    await receiver.settle()
    assert receiver.taken == []
    assert [update["message"]["text"] for update in await bot.updates()] == ["one"]


async def test_pauses_grow_up_to_a_cap_drawn_anew_each_time(
    street: Neighbourhood, bot: Hands, receiver: Receiver
) -> None:
    receiver.down, receiver.patience = {"one"}, 12
    await bot.ok("setWebhook", url=URL)
    await street.sandbox.send_text(street.tom, None, "one")
    await receiver.settle()
    assert receiver.taken == ["one"]
    assert receiver.pauses[:6] == [0, 2, 4, 8, 16, 32]
    capped = receiver.pauses[7:]
    assert all(60 <= pause <= 120 for pause in capped), capped
    assert len(set(capped)) > 1


@pytest.mark.parametrize(("wished", "waited"), [(7, 7), (3600, 3600), (90_000, 3600)])
async def test_the_server_says_when_to_come_again(
    street: Neighbourhood, bot: Hands, receiver: Receiver, wished: int, waited: int
) -> None:
    receiver.down, receiver.patience, receiver.refusal = {"one"}, 2, Reply(503, wished)
    await bot.ok("setWebhook", url=URL)
    await street.sandbox.send_text(street.tom, None, "one")
    await receiver.settle()
    assert receiver.taken == ["one"]
    assert receiver.pauses == [waited, waited]


async def test_a_server_gone_for_23_hours_is_dropped_and_what_waits_can_be_polled(
    street: Neighbourhood, bot: Hands, receiver: Receiver, clock: MovableClock
) -> None:
    receiver.down, receiver.patience, receiver.refusal = {"one"}, 3, Reply(410)
    slept = receiver.sleep

    async def sleep_for_hours(seconds: float) -> None:
        clock.move(timedelta(hours=11, minutes=30))
        await slept(seconds)

    street.sandbox.webhook.sleep = sleep_for_hours
    await bot.ok("setWebhook", url=URL)
    await street.sandbox.send_text(street.tom, None, "one")
    await receiver.settle()
    assert (await bot.ok("getWebhookInfo"))["url"] == ""
    assert [update["message"]["text"] for update in await bot.updates()] == ["one"]


async def test_a_server_that_is_gone_only_now_and_then_stays(
    street: Neighbourhood, bot: Hands, receiver: Receiver, clock: MovableClock
) -> None:
    receiver.refusal = Reply(410)
    await bot.ok("setWebhook", url=URL)
    for text in ("one", "two"):
        receiver.down, receiver.patience = {text}, len(receiver.pauses) + 1
        await street.sandbox.send_text(street.tom, None, text)
        await receiver.settle()
        clock.move(timedelta(hours=23))
    assert receiver.taken == ["one", "two"]
    assert (await bot.ok("getWebhookInfo"))["url"] == URL


@pytest.mark.parametrize(("header", "waited"), [("7", 7), ("soon", 0)])
async def test_the_wish_is_read_from_the_answer_over_http(
    street: Neighbourhood, bot: Hands, header: str, waited: int
) -> None:
    asked: list[float] = []
    refused = asyncio.Event()

    async def refuse(request: web.Request) -> web.Response:
        return web.Response(status=503, headers={"Retry-After": header})

    async def sleep(seconds: float) -> None:
        asked.append(seconds)
        refused.set()
        await asyncio.Event().wait()

    app = web.Application()
    app.router.add_post("/hook", refuse)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        street.sandbox.webhook.sleep = sleep
        await bot.ok("setWebhook", url=f"http://127.0.0.1:{runner.addresses[0][1]}/hook")
        await street.sandbox.start(street.tom)
        await asyncio.wait_for(refused.wait(), 10)
        assert asked == [waited]
    finally:
        await street.sandbox.webhook.close()
        await runner.cleanup()
