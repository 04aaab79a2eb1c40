"""Delivery by webhook: in order within a queue, repeated until taken, others not held back."""

import asyncio
import json
from collections.abc import Mapping

import pytest

from bot.sandbox.people import Neighbourhood
from tests.sandbox.conftest import Hands

URL = "https://example.org/hook"


class Receiver:
    """Takes deliveries; answers 500 as long as `down` says so for the text of the message."""

    def __init__(self, street: Neighbourhood) -> None:
        self.taken: list[str] = []
        self.down: set[str] = set()
        self.secrets: set[str | None] = set()
        self.pauses: list[float] = []
        self.street = street
        street.sandbox.webhook.post = self.post
        street.sandbox.webhook.sleep = self.sleep

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        assert url == URL
        self.secrets.add(headers.get("X-Telegram-Bot-Api-Secret-Token"))
        text = json.loads(body)["message"]["text"]
        if text in self.down:
            return 500
        self.taken.append(text)
        return 200

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        if len(self.pauses) == 4:
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
