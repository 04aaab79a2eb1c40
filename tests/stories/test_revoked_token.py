"""Somebody revokes the token: whoever watches is told, nothing is lost, and with the token back everything goes on."""

import logging
from collections import Counter
from datetime import timedelta

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.sandbox.faults import Fault, What
from bot.web.site import site
from tests.stories.conftest import MillRoad


async def asked(road: MillRoad, path: str) -> tuple[int, str]:
    """What the listener says."""
    watching = httpx.ASGITransport(app=site(road.app.watch.health))
    async with httpx.AsyncClient(transport=watching, base_url="http://bot") as watcher:
        answer = await watcher.get(path)
        return answer.status_code, answer.text


def sent(figures: str) -> Counter[str]:
    """How many messages, by what came of them."""
    said: Counter[str] = Counter()
    for family in text_string_to_metric_families(figures):
        for sample in family.samples:
            if sample.name == "ifyouwill_sends_total":
                said[sample.labels["outcome"]] += int(sample.value)
    return said


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
    mill_road.app.watch.phase = "ready"
    assert await asked(mill_road, "/readyz") == (200, "ok\n")
    for method in ("sendMessage", "editMessageText", "getMe"):
        mill_road.sandbox.faults.add(Fault(What.UNAUTHORIZED, method=method, times=None))
    await mill_road.presses(people.tom, "I will too", mill_road.group)
    assert await asked(mill_road, "/readyz") == (503, "token\n")
    assert await asked(mill_road, "/healthz") == (200, "ok\n"), "a fresh start would not help"
    figures = (await asked(mill_road, "/metrics"))[1]
    assert "ifyouwill_sending_paused 1.0" in figures
    assert sent(figures)["later"] > 0
    before = sent(figures)["sent"]
    assert [each.name for each in caplog.records if each.levelno == logging.CRITICAL] == ["bot.delivery.dispatcher"]
    mill_road.sandbox.faults.clear()
    mill_road.clock.move(timedelta(minutes=1))
    await mill_road.app.drain()
    assert await asked(mill_road, "/readyz") == (200, "ok\n")
    figures = (await asked(mill_road, "/metrics"))[1]
    assert "ifyouwill_sending_paused 0.0" in figures
    assert sent(figures)["sent"] > before
    assert "Your pledge is happening!" in mill_road.text(people.maria)
    assert "It is happening!" in mill_road.text(people.tom)
