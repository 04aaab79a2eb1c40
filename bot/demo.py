"""`ifyouwill demo`: the real bot against the stand-in for Telegram, a small neighbourhood, a page in the browser.

Nothing of it is special to the demo but the people: the bot polls over HTTP, on an embedded database in a temporary
folder, and everything that stands there at the beginning was done by acts of these people.
"""

import asyncio
import errno
import logging
import signal
import sys
import tempfile
import webbrowser
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.app import App, wires
from bot.core.clock import Clock, MovableClock, SystemClock
from bot.core.db import open_database
from bot.core.outage import ConfigurationError
from bot.maintenance import make_ready
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import Serving, serving
from bot.sandbox.stage import DEFAULT_TOKEN
from bot.sandbox.world import Chat, Message, Person
from bot.settings import Settings
from bot.subject import whole_subject

log = logging.getLogger(__name__)

ZONE: Final = ZoneInfo("Europe/London")
_TEN_O_CLOCK: Final = time(10)
_SATURDAY: Final = 5
_PORTS: Final = 20
_PATIENCE: Final = 10.0
"""Seconds that a seeded act may wait for the bot's answer."""

Seen = Callable[[], bool]


async def demo(*, port: int, browser: bool) -> int:
    """Serve until Ctrl-C. Raises ConfigurationError when no port is free."""
    clock = MovableClock(next_weekday_morning(SystemClock()), running=True)
    sandbox = Sandbox(clock, Random())  # noqa: S311  the ids of a play
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ifyouwill-demo-")))
        served = await _serve(stack, sandbox, port)
        app = await _start(stack, served, f"sqlite:///{folder / 'demo.db'}", clock)
        await Neighbourhood(sandbox).seed()
        sys.stdout.write(f"The demo is at {served.url} (Ctrl-C ends it).\n")
        sys.stdout.flush()
        if browser:
            await asyncio.to_thread(_open_browser, served.url)
        await _until_asked(app)
    return 0


def next_weekday_morning(clock: Clock) -> datetime:
    """The next 10:00 in London on a Monday to Friday, so that nobody is asleep and plans are for this week."""
    here = clock.now().astimezone(ZONE)
    day = here.date()
    while day.weekday() >= _SATURDAY or datetime.combine(day, _TEN_O_CLOCK, ZONE) < here:
        day += timedelta(days=1)
    return datetime.combine(day, _TEN_O_CLOCK, ZONE).astimezone(UTC)


async def _serve(stack: AsyncExitStack, sandbox: Sandbox, port: int) -> Serving:
    """The stand-in on the wished port or the next free one."""
    for candidate in range(port, port + _PORTS):
        try:
            return await stack.enter_async_context(serving(sandbox, port=candidate))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise ConfigurationError(f"The demo cannot be served: {error.strerror}.") from None
    raise ConfigurationError(f"No port from {port} to {port + _PORTS - 1} is free.")


async def _start(stack: AsyncExitStack, served: Serving, url: str, clock: Clock) -> App:
    await make_ready(url, clock)
    db = await open_database(url, clock)
    stack.push_async_callback(db.close)
    settings = Settings(
        token=SecretStr(DEFAULT_TOKEN),
        token_file=None,
        database_url=url,
        api_base_url=served.api_base,
        webhook_url=None,
    )
    app = App(settings, db, whole_subject(), wires=wires())
    stack.push_async_callback(app.stop)
    await app.start()
    return app


async def _until_asked(app: App) -> None:
    work = asyncio.create_task(app.run(), name="bot")
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, work.cancel)
    with suppress(asyncio.CancelledError):
        await work


def _open_browser(url: str) -> None:
    if not webbrowser.open(url):
        log.info("no browser was found: open the address yourself")


class Neighbourhood:
    """Mill Road at ten in the morning: Maria brings the bot in, people talk, pledges are made and signed."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def seed(self) -> None:
        """Play the morning. What does not happen in time is left out, with a line in the log: the page works anyway."""
        try:
            await self._play()
        except (TimeoutError, LookupError) as error:
            log.warning("the neighbourhood is not complete (%s)", type(error).__name__)

    async def _play(self) -> None:
        maria, tom, aisha, gwen, sam = await self._people()
        everybody = [tom, aisha, gwen, sam]
        group = await self._sandbox.create_group(maria, "Mill Road neighbours", everybody, supergroup=True)
        await self._sandbox.add_bot(maria, group)
        await self._shown(maria, group, "Set up")
        await self._set_up(maria, group)
        await self._sandbox.send_text(tom, group, "Morning all! The park behind the school looks sad.")
        await self._sandbox.send_text(aisha, group, "I have been meaning to clear it up, but alone it is no use.")
        gloves = "/pledge I will bring gloves and bags if 4 other neighbours will join the litter pick by Sunday"
        cards = [await self._publish(maria, group, gloves)]
        for person in (tom, gwen):
            await self._sign(person, cards[0])
        kettle = (
            "/pledge I will bake bread for the street breakfast if 6 other neighbours will bring something by Friday"
        )
        cards.append(await self._publish(gwen, group, kettle))
        await self._sign(sam, cards[1])
        await self._sandbox.send_text(sam, group, "Count me in. Two more for the gloves and we are off!")

    async def _people(self) -> tuple[Person, ...]:
        tongues = {"Maria": "en", "Tom": "en", "Aisha": "ar", "Gwen": "cy", "Sam": "en"}
        people = [
            await self._sandbox.create_person(name, username=f"{name.lower()}_millroad", language_code=tongue)
            for name, tongue in tongues.items()
        ]
        for person in people:
            await self._sandbox.start(person)
        await self._until(lambda: all(self._newest(person) for person in people))
        return tuple(people)

    async def _set_up(self, maria: Person, group: Chat) -> None:
        """Through the questions, always with what is proposed first."""
        greeting = self._sandbox.last(maria, group)
        press = await self._sandbox.press(maria, greeting, "Set up")
        await self._until(lambda: press.answered)
        if press.url:
            await self._sandbox.open_link(maria, press.url)
        for label in ("English", "Europe/London", "GBP", "Save"):
            await self._press(maria, label)

    async def _publish(self, person: Person, group: Chat, sentence: str) -> Message:
        """Makes a pledge in private and gives back its card in the group."""
        before = {message.id for message in self._cards(group)}
        await self._sandbox.send_text(person, None, sentence)
        await self._press(person, _PUBLISH.get(person.language_code or "", "Publish"))
        await self._until(lambda: any(message.id not in before for message in self._cards(group)))
        return next(message for message in self._cards(group) if message.id not in before)

    async def _sign(self, person: Person, card: Message) -> None:
        press = await self._sandbox.press(person, card, (0, 0))
        await self._until(lambda: press.answered)

    async def _press(self, person: Person, label: str) -> None:
        await self._until(lambda: _has(self._newest(person), label))
        press = await self._sandbox.press(person, self._sandbox.last(person), label)
        await self._until(lambda: press.answered)

    async def _shown(self, person: Person, chat: Chat, label: str) -> None:
        await self._until(lambda: _has(self._newest(person, chat), label))

    def _newest(self, person: Person, chat: Chat | None = None) -> Message | None:
        try:
            return self._sandbox.last(person, chat)
        except LookupError:
            return None

    def _cards(self, group: Chat) -> list[Message]:
        return [message for message in group.messages.values() if message.sender is self._sandbox.bot]

    @staticmethod
    async def _until(seen: Seen) -> None:
        async with asyncio.timeout(_PATIENCE):
            while not seen():  # noqa: ASYNC110  the stand-in's screens are watched as a person would
                await asyncio.sleep(0.02)


_PUBLISH: Final = {"cy": "Cyhoeddi"}


def _has(message: Message | None, label: str) -> bool:
    markup = message.content.markup if message else None
    rows = (markup or {}).get("inline_keyboard", [])
    return any(label in button["text"] for row in rows for button in row)
