"""Somebody revokes the token: whoever watches is told, nothing is lost, and with the token back everything goes on."""

import logging
from datetime import timedelta

import httpx
import pytest

from bot.sandbox.faults import Fault, What
from bot.web.health import Health
from bot.web.site import site
from tests.stories.conftest import MillRoad


async def health(road: MillRoad) -> tuple[int, str]:
    """What /healthz says."""
    watching = httpx.ASGITransport(app=site(Health([road.app._ailment], [], [])))
    async with httpx.AsyncClient(transport=watching, base_url="http://bot") as watcher:
        answer = await watcher.get("/healthz")
        return answer.status_code, answer.text


async def test_a_revoked_token_stops_all_speaking_until_it_is_accepted_again(
    mill_road: MillRoad, caplog: pytest.LogCaptureFixture
) -> None:
    people = mill_road.people
    await mill_road.add_bot()
    for who in (people.maria, people.tom):
        await mill_road.says(who, "/help", mill_road.group)
        await mill_road.starts(who)
    await mill_road.says(people.maria, "/pledge I will bring salt if 1 other neighbour will by 6 December")
    await mill_road.presses(people.maria, "Publish")
    assert await health(mill_road) == (200, "ok\n")
    for method in ("sendMessage", "editMessageText", "getMe"):
        mill_road.sandbox.faults.add(Fault(What.UNAUTHORIZED, method=method, times=None))
    await mill_road.presses(people.tom, "I will too", mill_road.group)
    assert await health(mill_road) == (503, "Telegram does not accept the token: nothing is sent\n")
    assert [each.name for each in caplog.records if each.levelno == logging.CRITICAL] == ["bot.delivery.dispatcher"]
    mill_road.sandbox.faults.clear()
    mill_road.clock.move(timedelta(minutes=1))
    await mill_road.app.drain()
    assert await health(mill_road) == (200, "ok\n")
    assert "Your pledge is happening!" in mill_road.text(people.maria)
    assert "It is happening!" in mill_road.text(people.tom)
