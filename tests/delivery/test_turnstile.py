"""Waiting for a turn: by urgency, then in the order of coming, and never longer than one's patience."""

import asyncio
from datetime import timedelta

import pytest

from bot.core.clock import MovableClock
from bot.delivery.turnstile import Turnstile
from bot.outbox.throttle import Lane, Limits, Throttle
from tests.delivery.town import until
from tests.support.timeless import TimelessLoop


@pytest.fixture
def running() -> MovableClock:
    """Ticks, so that waiting ends."""
    return MovableClock()


async def test_who_is_free_to_go_does_not_wait(clock: MovableClock) -> None:
    assert await Turnstile(Throttle(), clock).enter(7, Lane.BULK) == 0.0


async def test_without_patience_one_is_told_when_to_come_back(clock: MovableClock) -> None:
    turnstile = Turnstile(Throttle(), clock)
    await turnstile.enter(7, Lane.BULK)
    assert 0.9 < await turnstile.enter(7, Lane.BULK) < 1.1
    clock.move(timedelta(seconds=1.1))
    assert await turnstile.enter(7, Lane.BULK) == 0.0


async def test_a_hold_longer_than_ones_patience_sends_one_away_at_once(clock: MovableClock) -> None:
    turnstile = Turnstile(Throttle(), clock)
    turnstile.hold(7, 20.0)
    assert await turnstile.enter(7, Lane.ALERT, patience=2.0) == 20.0


async def test_the_urgent_overtake_those_who_wait(running: MovableClock) -> None:
    turnstile = Turnstile(Throttle(Limits(per_second=3)), running)
    passed: list[str] = []

    async def enter(name: str, chat: int, lane: Lane) -> None:
        assert await turnstile.enter(chat, lane, patience=5.0) == 0.0
        passed.append(name)

    for chat in range(1, 4):
        await turnstile.enter(chat, Lane.BULK, patience=5.0)
    waiting = [
        asyncio.create_task(enter("news", 11, Lane.BULK)),
        asyncio.create_task(enter("more news", 12, Lane.BULK)),
        asyncio.create_task(enter("alert", 13, Lane.ALERT)),
    ]
    await asyncio.gather(*waiting)
    assert passed == ["alert", "news", "more news"]


async def test_one_chat_that_is_held_stops_no_other(running: MovableClock) -> None:
    turnstile = Turnstile(Throttle(), running)
    turnstile.hold(7, 0.5)
    held = asyncio.create_task(turnstile.enter(7, Lane.BULK, patience=2.0))
    await asyncio.sleep(0)
    assert await turnstile.enter(8, Lane.BULK, patience=2.0) == 0.0
    assert not held.done()
    assert await held == 0.0


async def test_who_gives_up_waiting_takes_no_turn(running: MovableClock) -> None:
    turnstile = Turnstile(Throttle(), running)
    await turnstile.enter(7, Lane.BULK)
    task = asyncio.create_task(turnstile.enter(7, Lane.BULK, patience=5.0))
    await until(lambda: turnstile._waiting)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert not turnstile._waiting


def test_a_broadcast_flows_at_nearly_the_full_rate(clock: MovableClock) -> None:
    turnstile = Turnstile(Throttle(), clock)
    sent: list[float] = []

    async def send(chat: int) -> None:
        assert await turnstile.enter(chat, Lane.BULK, patience=30.0) == 0.0
        sent.append(asyncio.get_running_loop().time())

    async def broadcast() -> None:
        await asyncio.gather(*(send(chat) for chat in range(1, 301)))

    with asyncio.Runner(loop_factory=lambda: TimelessLoop(clock)) as loop:
        loop.run(broadcast())
    assert all(later - earlier > 1.0 for earlier, later in zip(sent, sent[30:], strict=False))
    assert len(sent) / sent[-1] >= 0.97 * 30
