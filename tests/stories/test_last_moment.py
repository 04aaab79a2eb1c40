"""A tap at the last moment counts, however late we hear of it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.intake.introduction import Hook
from bot.intake.model import Letter
from bot.intake.poller import FetchFailed
from bot.sandbox.faults import Fault, What
from tests.scenarios.tables import asked
from tests.stories.conftest import MillRoad
from tests.stories.test_pledging import LINE, code_in, later, published, road

__all__ = ["road"]

LAST_SECOND = datetime(2026, 12, 6, 23, 59, 59, tzinfo=ZoneInfo("Europe/London"))
A_MOMENT = timedelta(seconds=2)
_ROUNDS = asked("SELECT round, empty FROM pledge_series", "round", "empty")


async def test_it_counts_when_telegram_gives_us_nothing_at_the_deadline(road: MillRoad) -> None:
    code = await published(road, n=1)
    road.clock.set(LAST_SECOND.astimezone(UTC))
    await road.sandbox.send_text(road.people.maria, None, f"/sign {code}")
    road.sandbox.faults.add(Fault(What.SERVER_ERROR, method="getUpdates"))
    with pytest.raises(FetchFailed):
        await road.app.poller.step()
    road.clock.move(A_MOMENT)
    await road.app.rounds.beat_all()
    await road.app.drain()
    await later(road)
    assert "The time has come" in road.text(road.people.maria, road.group), "it came alive, and its deadline is over"


async def test_it_counts_when_it_waits_in_the_inbox_at_the_deadline(
    road: MillRoad, monkeypatch: pytest.MonkeyPatch
) -> None:
    await published(road, n=1)
    waiting: list[Letter] = []
    monkeypatch.setattr(road.app.queues, "add", waiting.extend)
    road.clock.set(LAST_SECOND.astimezone(UTC))
    await road.sandbox.press(road.people.maria, road.last(road.people.maria, road.group), "I will too")
    await road.app.poller.step()
    road.clock.move(A_MOMENT)
    await road.app.rounds.beat_all()
    monkeypatch.undo()
    road.app.queues.add(waiting)
    await road.app.drain()
    await later(road)
    assert "The time has come" in road.text(road.people.maria, road.group), "it came alive, and its deadline is over"


async def test_it_counts_when_telegram_still_holds_it_for_the_webhook(
    road: MillRoad, monkeypatch: pytest.MonkeyPatch
) -> None:
    """We were down over the deadline; what came in time is brought to us some time after the start."""
    code = await published(road, n=1)
    monkeypatch.setattr(road.app, "_hook", Hook("https://bot.example/hook", "secret"))
    road.clock.set(LAST_SECOND.astimezone(UTC))
    await road.sandbox.send_text(road.people.maria, None, f"/sign {code}")
    for _ in range(3):
        road.clock.move(A_MOMENT)
        await road.app.rounds.beat_all()
    assert "did not" not in road.text(road.people.tom), "it is still open"
    await road.app.drain()
    await later(road)
    assert "The time has come" in road.text(road.people.maria, road.group), "it came alive, and its deadline is over"


async def test_a_deadline_passes_behind_a_webhook(road: MillRoad, monkeypatch: pytest.MonkeyPatch) -> None:
    await published(road, n=1)
    before = road.text(road.people.maria, road.group)
    monkeypatch.setattr(road.app, "_hook", Hook("https://bot.example/hook", "secret"))
    road.clock.set(LAST_SECOND.astimezone(UTC) + A_MOMENT)
    await road.app.drain()
    await later(road)
    assert road.text(road.people.maria, road.group) != before


async def test_who_presses_after_the_deadline_is_too_late(road: MillRoad) -> None:
    await published(road, n=1)
    road.clock.set(LAST_SECOND.astimezone(UTC) + timedelta(seconds=1))
    await road.sandbox.press(road.people.maria, road.last(road.people.maria, road.group), "I will too")
    await road.app.drain()
    await later(road)
    assert "It is happening" not in road.text(road.people.maria, road.group)


async def test_it_counts_for_the_round_when_the_next_one_waits_for_that_moment(road: MillRoad) -> None:
    tom = road.people.tom
    await road.says(tom, LINE.format(n=1))
    for label in ("More options", "Repeats", "Every week", "Back", "Publish"):
        await road.presses(tom, label)
    road.clock.set(LAST_SECOND.astimezone(UTC))
    await road.sandbox.send_text(road.people.maria, None, f"/sign {code_in(road.text(tom))}")
    road.sandbox.faults.add(Fault(What.SERVER_ERROR, method="getUpdates"))
    with pytest.raises(FetchFailed):
        await road.app.poller.step()
    road.clock.move(A_MOMENT)
    await road.app.rounds.beat_all()
    await road.app.drain()
    await later(road)
    assert [(row.round, row.empty) for row in await road.db.read(lambda tx: tx.rows(_ROUNDS))] == [(2, 0)]
