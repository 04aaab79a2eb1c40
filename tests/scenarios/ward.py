"""A street for crashes: settled by a bot in this process quickly, then left to one that is a process of its own.

People live there, pledges are open, nobody has signed. Three older pledges end in the moment in which the bot starts,
so that there is something to ring for as well.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from bot.app import App
from bot.core.clock import MovableClock, SystemClock
from bot.core.db import Database, Tx, open_database, statement
from bot.maintenance import check
from bot.migrations import runner
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import serving
from bot.sandbox.stage import Press, Setup
from bot.sandbox.world import Chat, Message, Person
from bot.subject import whole_subject
from tests.scenarios.discretion import indiscretions, secrets
from tests.scenarios.lives import Lives
from tests.scenarios.tables import asked
from tests.support.house import open_house
from tests.wire.process import PATIENCE, until

_AGO: Final = timedelta(days=4)
_TIPPED: Final = "It is happening!\n"
_GLANCE: Final = 0.03


_UNFINISHED: Final = asked(
    "SELECT (SELECT count(*) FROM inbox WHERE state = 'new')"
    " + (SELECT count(*) FROM deliveries WHERE settled_at IS NULL AND urgency <= 3)"
    " + (SELECT count(*) FROM notices WHERE expand_at IS NOT NULL)"
    " + (SELECT count(*) FROM reminders WHERE rang_at IS NULL AND due_at < :now) AS n",
    "n",
)
"""What waits for nothing but the bot. (News wait for the morning.)"""

_DEAD: Final = asked("SELECT update_id FROM inbox WHERE state = 'dead'", "update_id")
_IN_FLIGHT: Final = asked("SELECT count(*) AS n FROM deliveries WHERE state = 'sending'", "n")
_TIPS: Final = asked("SELECT count(*) AS n FROM notices WHERE kind = 'own_pledge_tipped'", "n")
_ENDED: Final = asked("SELECT count(*) AS n FROM pledges WHERE state = 'expired'", "n")
_SIGNED: Final = asked(
    "SELECT p.action, h.telegram_id FROM signatures s"
    " JOIN pledges p ON p.community_id = s.community_id AND p.id = s.pledge_id"
    " JOIN people h ON h.id = s.person_id WHERE s.state = 'active'",
    "action",
    "telegram_id",
)
_END_LEASES: Final = statement(text("UPDATE deliveries SET lease_until = 0 WHERE lease_until IS NOT NULL"))


@dataclass
class Ward:
    """The street, its bot's lives, and what its people have done."""

    sandbox: Sandbox
    lives: Lives
    url: str
    creator: Person
    people: list[Person]
    group: Chat
    threshold: int
    overdue: int
    """Pledges that end for want of people as soon as the bot lives."""
    cards: dict[str, Message] = field(default_factory=dict)
    """The card of each open pledge in the group, by what it promises."""
    presses: list[tuple[Person, str, Press]] = field(default_factory=list)
    """Who has pressed "I will too" for what."""
    copies_allowed: int = 0
    """Sends that were in flight when a life ended, summed up."""

    async def press(self, person: Person, action: str) -> Press:
        """Press "I will too" on the card."""
        press = await self.sandbox.press(person, self.cards[action], (0, 0))
        self.presses.append((person, action, press))
        return press

    async def everybody_presses(self) -> None:
        """One after the other, each when the one before has an answer, as long as the bot lives."""
        for action in self.cards:
            for person in self.people:
                press = await self.press(person, action)
                await until(lambda press=press: press.answered or not self.lives.running, "an answer")  # type: ignore[misc]

    async def mourn(self) -> None:
        """After a death: count what was in flight. A dead worker's leases end, as they do after a minute."""
        async with self._database() as db:
            self.copies_allowed += await db.read(lambda tx: tx.value(_IN_FLIGHT))
            if db.dialect == "postgresql":
                await db.write(lambda tx: tx.run(_END_LEASES))

    async def come_back(self) -> None:
        """After a death: the next life begins, and does what is left to do."""
        await self.mourn()
        self.lives.begin()
        await self.lives.at_work()
        await self.rest()

    async def rest(self) -> None:
        """Wait until the bot has done everything that there is to do for now."""
        await until(lambda: not len(self.sandbox.updates), "all updates fetched")
        async with self._database(read_only=True) as db, asyncio.timeout(PATIENCE):
            while await db.read(lambda tx: tx.value(_UNFINISHED, now=_microseconds(tx.now))):  # noqa: ASYNC110  another process's database
                await asyncio.sleep(_GLANCE)

    async def expect_nothing_lost_nothing_doubled(self) -> None:
        """Every press has its signature, whatever was full has come alive once, everybody was told, few were told
        twice, and every rule of `check` holds."""
        async with self._database(read_only=True) as db:
            assert await check(db) == []
            dead, signatures, tips, ended = await db.read(_outcome)
        assert dead == [], self.lives.log
        signed = Counter((row.action, row.telegram_id) for row in signatures)
        assert signed == Counter({(action, person.id): 1 for person, action, _ in self.presses})
        full = [action for action in self.cards if self._signers(action) >= self.threshold]
        assert tips == len(full)
        assert ended == self.overdue
        self._expect_told(full)
        assert indiscretions(self.lives.log, secrets(self.sandbox)) == []

    def _expect_told(self, full: Iterable[str]) -> None:
        owed = {(person.id, action) for person, action, _ in self.presses if action in set(full)}
        told = Counter(
            (person.id, action) for person in self.people for action in full for _ in self._times_told(person, action)
        )
        assert told.keys() == owed, f"never told: {owed - told.keys()}, unasked: {told.keys() - owed}"
        copies = sum(told.values()) - len(owed)
        assert copies <= self.copies_allowed, f"{copies} copies, {self.copies_allowed} can be explained"

    def _times_told(self, person: Person, action: str) -> list[Any]:
        private = self.sandbox.seen(person, self.sandbox.private(person))
        return [
            seen for seen in private if seen.kind == "message" and seen.text.startswith(_TIPPED) and action in seen.text
        ]

    def _signers(self, action: str) -> int:
        return len({person.id for person, what, _ in self.presses if what == action})

    @asynccontextmanager
    async def _database(self, *, read_only: bool = False) -> AsyncIterator[Database]:
        db = await open_database(self.url, SystemClock(), read_only=read_only)
        try:
            yield db
        finally:
            await db.close()


def _outcome(tx: Tx) -> tuple[list[Any], list[Any], int, int]:
    """Dead updates, signatures, pledges of whose success the creator is told, pledges that ended without it."""
    return tx.rows(_DEAD), tx.rows(_SIGNED), tx.value(_TIPS), tx.value(_ENDED)


@dataclass(frozen=True)
class Size:
    """How large a street is."""

    neighbours: int = 4
    pledges: int = 1
    threshold: int = 3
    overdue: int = 0


@asynccontextmanager
async def ward(url: str, folder: Path, size: Size) -> AsyncIterator[Ward]:
    """The street, its bot not born yet. Whatever lives at the end is killed."""
    _stamp(url)
    clock = MovableClock()  # the machine's time, which the bot's process goes by
    sandbox = Sandbox(clock, Random(1), Setup(flood=False))
    creator = await sandbox.create_person("Tom")
    people = [await sandbox.create_person(f"N{number}") for number in range(size.neighbours)]
    group = await sandbox.create_group(creator, "Mill Road", people, supergroup=True)
    async with serving(sandbox) as served:
        lives = Lives(folder, served.api_base, url)
        street = Ward(sandbox, lives, url, creator, people, group, size.threshold, size.overdue)
        clock.move(-_AGO)
        await _move_in(street, clock, size.pledges)
        clock.move(_AGO)
        try:
            yield street
        finally:
            if lives.running:
                await lives.kill()


async def _move_in(street: Ward, clock: MovableClock, pledges: int) -> None:
    """Some days ago the bot comes into the group, and Tom pledges; then time passes while the bot is away."""
    db = await open_database(street.url, clock, random=Random(1))
    async with open_house(db, street.sandbox, whole_subject()) as app:
        await street.sandbox.add_bot(street.creator, street.group)
        for person in (street.creator, *street.people):
            await street.sandbox.start(person)
            await street.sandbox.send_text(person, street.group, "/help")
        await app.drain()
        for number in range(street.overdue):
            await _pledge(street, app, f"sing song {number:03}", "tomorrow")
        for number in range(pledges):
            action = f"bring cake {number:03}"
            street.cards[action] = await _pledge(street, app, action, "in 3 weeks")
    await db.close()


async def _pledge(street: Ward, app: App, action: str, deadline: str) -> Message:
    """Tom publishes a pledge; its card in the group."""
    line = f"/pledge I will {action} if {street.threshold} others will by {deadline}"
    await street.sandbox.send_text(street.creator, None, line)
    await app.drain()
    preview = street.sandbox.last(street.creator)
    await street.sandbox.press(street.creator, preview, "Publish")
    await app.drain()
    return street.sandbox.last(street.creator, street.group)


def _stamp(url: str) -> None:
    """The fresh databases of tests have the present schema; a process wants it written down."""
    engine = runner.engine_for(url)
    with engine.begin() as connection:
        MigrationContext.configure(connection).stamp(runner._scripts(), "head")
    engine.dispose()


def _microseconds(moment: datetime) -> int:
    """As moments are kept."""
    return int(moment.timestamp()) * 1_000_000
