"""Killed at every labelled point and at random: after a restart every act has had its effect exactly once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import aiosqlite
import pytest

from bot.core.clock import SystemClock
from bot.core.db import open_database
from bot.maintenance import check
from bot.sandbox.neighbourhood import Neighbourhood
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import Serving
from bot.sandbox.world import Chat, Message, Person
from tests.wire.process import PATIENCE, BotProcess, bot_process, until

pytestmark = pytest.mark.slow

NEIGHBOURS = 8
POINTS = {
    "inbox.before_commit": 3,
    "inbox.after_commit": 3,
    "poll.before_next_offset": 3,
    "tx.after_begin": 40,
    "tx.before_commit": 40,
    "tx.after_commit": 40,
    "callback.before_answer": 3,
    "callback.after_answer": 3,
    "outbox.after_claim": 3,
    "outbox.before_send": 3,
    "outbox.after_send": 3,
    "outbox.after_mark": 3,
    "cards.before_draw": 1,
    "cards.after_draw": 1,
}
"""Where to die, and at which hit: the transactions of the start come before those of the signers."""

ROUNDS = 12
"""Random kills in one story."""


@dataclass
class Street:
    """The demo's neighbourhood with a real process, and some people who have signed nothing yet."""

    bot: BotProcess
    sandbox: Sandbox
    group: Chat
    card: Message
    newcomers: list[Person]
    database: Path

    async def restart(self, **more: str) -> None:
        """Start the next life; it may end on its way up only where it is meant to."""
        lives = self.bot.log.count("is at work")
        await self.bot.start(**more)
        await self.bot.at_work(lives + 1)

    async def everybody_signs(self) -> None:
        for person in self.newcomers:
            await self.sandbox.press(person, self.card, (0, 0))

    async def everybody_signs_in_turn(self) -> None:
        """One after the other, each when the one before has an answer, as long as the bot lives."""
        for person in self.newcomers:
            press = await self.sandbox.press(person, self.card, (0, 0))
            await until(lambda press=press: press.answered or not self.bot.running, "an answer")  # type: ignore[misc]

    async def pressed_again_by_whoever_saw_nothing(self) -> None:
        """What people do: press once more where the button still waits. Telegram forgets nothing else."""
        unanswered = {press.person.id for press in self.sandbox.unanswered()}
        for person in self.newcomers:
            if person.id in unanswered:
                await self.sandbox.press(person, self.card, (0, 0))

    async def quiet(self) -> None:
        """Wait until nothing is left to do, seen from outside and in the database."""
        await until(lambda: not len(self.sandbox.updates), "all updates fetched")
        async with asyncio.timeout(60):
            while await self.waiting():  # noqa: ASYNC110  another process's database
                await asyncio.sleep(0.05)

    async def waiting(self) -> int:
        return (await self.counts("SELECT count(*) FROM inbox WHERE state = 'new'"))[0]

    async def being_sent(self) -> int:
        """How many messages a bot that has just died may have sent without having noted it."""
        return (await self.counts("SELECT count(*) FROM deliveries WHERE state = 'sending'"))[0]

    async def counts(self, query: str) -> list[int]:
        async with (
            aiosqlite.connect(f"file:{self.database}?mode=ro", uri=True) as connection,
            connection.execute(query) as rows,
        ):
            return [row[0] for row in await rows.fetchall()]

    async def invariants(self) -> None:
        """Everybody has signed exactly once, nothing is dead, all rules hold, and the pledge tipped once for each."""
        dead = await self.counts("SELECT count(*) FROM inbox WHERE state = 'dead'")
        assert dead == [0], self.bot.log
        ids = await self.counts(
            "SELECT p.telegram_id FROM signatures s JOIN people p ON p.id = s.person_id "
            "JOIN pledges g ON g.id = s.pledge_id AND g.community_id = s.community_id WHERE g.threshold = 4"
        )
        signed = Counter(ids)
        assert all(signed[person.id] == 1 for person in self.newcomers), signed
        db = await open_database(f"sqlite:///{self.database}", SystemClock(), read_only=True)
        try:
            assert await check(db) == []
        finally:
            await db.close()

    async def everybody_is_told_or_was_said_to_twice_in_vain(self) -> None:
        """Whoever it was being said to at two kills is given up, as the house plan has it; nobody else is missed."""
        in_vain: set[int] = set()
        async with asyncio.timeout(PATIENCE):
            while any(not self.told(person) for person in self.newcomers if person.id not in in_vain):
                in_vain = set(
                    await self.counts(
                        "SELECT p.telegram_id FROM deliveries d JOIN people p ON p.id = d.person_id "
                        "WHERE d.state = 'unknown' AND d.repeats > 0"
                    )
                )
                await asyncio.sleep(0.1)

    def told(self, person: Person) -> int:
        """How often this person was told that the pledge has come alive."""
        return sum(
            1
            for seen in self.sandbox.seen(person)
            if seen.kind == "message" and seen.by_bot and seen.content and "gloves and bags" in seen.content.text
        )


@pytest.fixture
async def street(telegram: Serving, tmp_path: Path) -> AsyncIterator[Street]:
    sandbox = telegram.sandbox
    async with bot_process(tmp_path, telegram.api_base) as bot:
        await bot.at_work()
        await Neighbourhood(sandbox).play()
        group = next(sandbox.world.groups())
        card = next(one for one in group.messages.values() if "gloves and bags" in one.content.text)
        newcomers = [await sandbox.create_person(f"N{number}") for number in range(NEIGHBOURS)]
        for person in newcomers:
            await sandbox.start(person)
            await sandbox.join(person, group)
        here = Street(bot, sandbox, group, card, newcomers, tmp_path / "bot.db")
        await here.quiet()
        yield here


@pytest.mark.parametrize("point", POINTS)
async def test_a_crash_at_a_labelled_point_costs_nobody_anything(point: str, street: Street) -> None:
    assert await street.bot.stop() == 0
    await street.restart(crash_at=f"{point}:{POINTS[point]}")
    await street.everybody_signs_in_turn()
    assert await street.bot.ended() == 137, f"{point} was not reached:\n{street.bot.log}"
    in_flight = await street.being_sent()
    await street.restart()
    await street.quiet()
    await street.pressed_again_by_whoever_saw_nothing()
    await street.quiet()
    await street.invariants()
    await until(lambda: all(street.told(person) for person in street.newcomers), "everybody is told")
    told = sum(street.told(person) for person in street.newcomers)
    assert told <= len(street.newcomers) + in_flight, "a crash may repeat what was in flight, and nothing else"


async def test_random_kills_under_load_cost_nobody_anything(street: Street) -> None:
    random = Random(20261127)
    for _ in range(ROUNDS):
        burst = asyncio.create_task(street.everybody_signs())
        await asyncio.sleep(random.uniform(0.0, 0.4))
        await burst
        await street.bot.kill()
        await street.restart()
    await street.quiet()
    await street.pressed_again_by_whoever_saw_nothing()
    await street.quiet()
    await street.invariants()
    await street.everybody_is_told_or_was_said_to_twice_in_vain()
    assert await street.bot.stop() == 0
