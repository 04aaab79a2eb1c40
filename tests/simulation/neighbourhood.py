"""One neighbourhood in one process: people, the stand-in, and life after life of the real bot on one database."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from bot.app import App
from bot.core import points
from bot.core.db import Tx, open_database
from bot.core.outage import Outage
from bot.delivery.wires import Wires
from bot.intake.poller import FetchFailed
from bot.outbox.throttle import Limits
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.stage import Press, Setup
from bot.sandbox.world import Chat, Message, Person
from bot.subject import whole_subject
from tests.simulation.wire import Fate, Wire
from tests.support.house import GENEROUS, settings
from tests.support.timeless import Counted, TimelessLoop

ZONE: Final = ZoneInfo("Europe/London")
NAMES: Final = ("Maria", "Tom", "Aisha", "Gwen", "Sam", "Joan", "Chidi")
"""Maria owns the group and is its organiser."""

STRANGERS: Final = 2
"""So many of them, the last ones, have not opened the private chat yet: they can only act in the group."""

_ROUNDS_AT_MOST: Final = 400
"""Steps after which a neighbourhood that still has something to do counts as restless."""

_AT_MOST: Final = 3_600.0
"""Seconds of the bot's time that one piece of its work may take: an update is given up after five minutes."""

_CODE = re.compile(r"^1:pledge_\w+:([0-9A-Z]{5})$")


class Restless(AssertionError):  # noqa: N818  what is wrong, in one word
    """The bot never comes to rest."""


class Neighbourhood:
    """The world outside lives on; the bot inside may die and be started again."""

    def __init__(self, url: str, chance: Random, loop: TimelessLoop, *, strict: bool) -> None:
        self.clock = loop.clock
        self.chance = chance
        self._loop = loop
        self.sandbox = Sandbox(self.clock, Random(chance.random()), Setup(flood=strict))
        self.people: list[Person] = []
        self.group: Chat
        self.presses: list[tuple[int, Person, datetime]] = []
        """Who pressed something, when, and how much had appeared on screens by then."""
        self.deaths = 0
        self.half_sent = 0
        """Deliveries that were being said when the program died."""
        self._url = url
        self.strict = strict
        self._limits = Limits() if strict else GENEROUS
        self._life: tuple[App, Counted, Fate] | None = None
        self._busy = 0

    # --- the bot's lives --------------------------------------------------------------------------------------------

    @property
    def app(self) -> App:
        assert self._life is not None
        return self._life[0]

    @property
    def db(self) -> Counted:
        assert self._life is not None
        return self._life[1]

    @property
    def fate(self) -> Fate:
        assert self._life is not None
        return self._life[2]

    async def be_born(self) -> None:
        """Start the bot on the database as it is."""
        fate = Fate().install()
        with self._loop.outside():
            opened = await open_database(self._url, self.clock, random=Random(self.chance.random()))
        db = Counted(opened, self._loop)
        wire = Wire(self.sandbox, fate, Random(self.chance.random()))
        app = App(
            settings(),
            db,
            whole_subject(),
            wires=Wires(wire, wire, long_poll=0),
            limits=self._limits,
        )
        self._life = (app, db, fate)
        self.half_sent += await db.read(_being_sent)
        await app.open()
        await app.inbox.resume()
        await app.dispatcher._take_over()

    async def end(self) -> None:
        """A clean end."""
        points.hook = None
        if self._life is not None:
            await self.app.stop()
            await self.db.close()

    async def _bury(self) -> None:
        """What is left of a dead program: nothing but its database."""
        points.hook = None
        while remains := asyncio.all_tasks() - {asyncio.current_task()}:
            for task in remains:  # one that ends may have begun another
                task.cancel()
            await asyncio.gather(*remains, return_exceptions=True)
        with suppress(Outage):
            await self.db.close()
        self._life = None
        self.deaths += 1

    async def live(self, work: Callable[[], Awaitable[object]]) -> bool:
        """Let the bot do `work`; False when it died of it and was started again."""
        task = asyncio.ensure_future(work())
        death = asyncio.create_task(self.fate.died.wait())
        await asyncio.wait({task, death}, return_when=asyncio.FIRST_COMPLETED, timeout=_AT_MOST)
        if not self.fate.dead:
            death.cancel()
            if not task.done():
                raise Restless(f"after an hour these still wait: {asyncio.all_tasks(self._loop)}")
            await task
            return True
        await self._bury()
        await asyncio.gather(task, return_exceptions=True)  # whatever the dead one said last is of no interest
        await self.be_born()
        return False

    # --- what the bot does ------------------------------------------------------------------------------------------

    async def hear(self) -> None:
        """Everything that people did has reached its end inside the bot, whatever stands in the way."""
        for _ in range(_ROUNDS_AT_MOST):
            if not await self.live(self._hear_once):
                continue
            # In life it would go on until a fetch brings nothing, which ends a sequence of ids.
            heard = self.app.poller.caught_up and self.app.poller._offset is None and not self.app.queues.waiting
            if heard and not self.sandbox.updates.pending():
                return
        raise Restless("updates are never done with")

    async def work(self) -> None:
        """Hear, walk the rounds and send, until nothing is due at this moment."""
        for _ in range(_ROUNDS_AT_MOST):
            await self.hear()
            self._busy = 0
            if await self.live(self._walk_and_send) and not self._busy:
                return
        raise Restless("something is always due")

    async def beat(self) -> None:
        """Walk the rounds and send, once, without hearing anything before."""
        await self.live(self._walk_and_send)

    async def fetch_in_vain(self) -> None:
        """Ask Telegram for updates and get none."""

        async def fetch() -> None:
            with suppress(FetchFailed, Outage):
                await self.app.poller.step()

        await self.live(fetch)

    def pass_time(self, by: timedelta) -> None:
        """So much later."""
        self._loop.pass_time(by.total_seconds())

    async def _hear_once(self) -> None:
        try:
            await self.app.poller.step()
        except (FetchFailed, Outage):
            await asyncio.sleep(1)
        await self.app.queues.idle()

    async def _walk_and_send(self) -> None:
        try:
            self._busy += await self.app.rounds.beat_all()
            self._busy += (await self.app.dispatcher.step()).handled
        except Outage:
            self._busy += 1
            await asyncio.sleep(1)

    # --- the people -------------------------------------------------------------------------------------------------

    async def settle_in(self) -> None:
        """Most people open their chats with the bot; Maria brings it into the group and sets it up."""
        for name in NAMES:
            self.people.append(await self.sandbox.create_person(name, language_code="en"))
        maria, *others = self.people
        for person in self.people[:-STRANGERS]:
            await self.sandbox.start(person)
        self.group = await self.sandbox.create_group(maria, "Mill Road neighbours", others)
        await self.sandbox.add_bot(maria, self.group)
        await self.work()
        for label in ("Set up", "English", "Europe/London", "GBP", "Save"):
            await self._press_newest(maria, label)
        for person in self.people:
            await self.sandbox.send_text(person, self.group, "/help")
        await self.work()

    async def _press_newest(self, person: Person, label: str) -> None:
        """Press the newest button with that label, in private or in the group; follow the link it may answer with."""
        message = self.newest(person, label)
        assert message is not None, f"{person.name} sees no button {label!r}"
        press = await self.press(person, message, label)
        await self.work()
        if press.url:
            await self.sandbox.open_link(person, press.url)
            await self.work()

    async def press(
        self, person: Person, message: Message, label: str | None = None, *, data: str | None = None
    ) -> Press:
        """Press a button; `data` forges one."""
        self.presses.append((self.sandbox.transcript._count, person, self.clock.now()))
        return await self.sandbox.press(person, message, label, data=data)

    def newest(self, person: Person, label: str) -> Message | None:
        """The newest message before this person's eyes that has a button with that label."""
        for chat in (self.sandbox.private(person), self.group):
            for message in reversed(self.sandbox.screen(person, chat)):
                if any(label in text for row in labels(message) for text in row):
                    return message
        return None

    def present(self, person: Person) -> bool:
        """Whether this person is in the group."""
        return self.group.has(person)


def _being_sent(tx: Tx) -> int:
    tx._cursor.execute("SELECT count(*) FROM deliveries WHERE state = 'sending'")
    (number,) = tx._cursor.fetchone()
    return int(number)


def buttons(message: Message) -> list[dict[str, str]]:
    """The inline buttons of a message."""
    rows = (message.content.markup or {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def labels(message: Message) -> list[list[str]]:
    """Their labels, row by row."""
    rows = (message.content.markup or {}).get("inline_keyboard", [])
    return [[button["text"] for button in row] for row in rows]


def code_on(message: Message) -> str | None:
    """The code of the pledge that a message's buttons are about."""
    for button in buttons(message):
        if found := _CODE.match(button.get("callback_data", "")):
            return found[1]
    return None
