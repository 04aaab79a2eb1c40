"""The composition root: the only module that knows everybody, puts them together, starts and stops them."""

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from bot.communities.keeping import Keepers
from bot.core import points
from bot.core.db import Database, Tx
from bot.core.installation import Installation, claim, installation_of
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.drawing import Drawing
from bot.delivery.gateway import Gateway
from bot.delivery.turnstile import Turnstile
from bot.delivery.wires import Wires
from bot.handlers import menus
from bot.handlers.dispatch import Ears
from bot.handlers.house import House
from bot.handlers.table import Table
from bot.handlers.voice import GatewayVoice
from bot.intake import service as intake
from bot.intake.backlog import Backlog
from bot.intake.inbox import Inbox
from bot.intake.introduction import Hook, choose_way_in, introduce
from bot.intake.last_moment import after_hearing
from bot.intake.patience import Patience
from bot.intake.poller import Poller
from bot.intake.queues import Queues
from bot.intake.worker import Worker
from bot.outbox.throttle import Limits, Throttle
from bot.reminders.service import Ring
from bot.rounds import Round, Rounds, forget_old, release_holds, ring_due
from bot.settings import Settings
from bot.watch import Parts, Watch
from bot.web.listener import Listener
from bot.web.site import Webhook, site

log = logging.getLogger(__name__)

_QUEUES_END: Final = 4.0
_DISPATCHER_ENDS: Final = 4.0
"""Seconds for work under way at the end; together with the rest they stay below 10."""

_WAKE_AFTER: Final = 0.02
"""Seconds in which several commits wake the dispatcher once."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What the bot is about: who hears what, how it is drawn, what rings, what is walked."""

    table: Table
    drawing: Drawing
    rings: Mapping[str, Ring] = field(default_factory=dict)
    keepers: Keepers = ()
    """Whoever keeps something of people, and can forget them."""
    last_words: frozenset[str] = frozenset()
    """Kinds of reminders that end what people may do: before one rings, whatever they did by then has been heard."""
    rounds: Callable[[Database], list[Round]] = lambda _: []


class App:
    """One running bot."""

    def __init__(
        self,
        settings: Settings,
        db: Database,
        subject: Subject,
        *,
        wires: Wires,
        limits: Limits | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Puts the parts together; nothing is sent or heard before `start`. Raises ConfigurationError."""
        token = settings.bot_token()
        base = settings.api_base_url
        self._settings = settings
        self._db = db
        self._subject = subject
        self._wires = wires
        self.bot = wires.bot(token, base)
        turnstile = Turnstile(Throttle(limits or Limits(per_second=settings.rate_per_second)), db.clock)
        gateway = Gateway(self.bot, turnstile)
        self.dispatcher = Dispatcher(db, gateway, turnstile, subject.drawing)
        voice = GatewayVoice(self.bot, gateway)
        house = House(db, voice, intake.settle, subject.table, subject.drawing.moves, subject.keepers, self._committed)
        self._ears = Ears(self.bot, house)
        self.queues = Queues(Worker(db, self._ears.hear, sleep=sleep).work)
        self.inbox = Inbox(db, self.queues)
        self.patience = Patience(sleep=sleep)
        self.poller = Poller(
            wires.updates, f"{base}{token}/getUpdates", self.inbox, patience=self.patience, long_poll=wires.long_poll
        )
        self._hook = _hook_of(settings)
        self._backlog = Backlog(self.bot, db.clock)
        self.rounds = Rounds(
            [
                ask_for_backlog(self._backlog),
                ring_due(db, self._rings()),
                release_holds(db),
                forget_old(db),
                pick_up_updates(self.inbox),
                forget_updates(db),
                *subject.rounds(db),
            ]
        )
        self._webhook = Webhook(self.inbox, self._hook.secret) if self._hook else None
        patience = None if self._hook else self.patience
        self.watch = Watch(db, Parts(self.dispatcher, self.queues, self.rounds, patience))
        self._listener = self._listening() if settings.listens else None
        self._loops: list[asyncio.Task[None]] = []
        self._waking: asyncio.TimerHandle | None = None

    async def open(self) -> None:
        """Get to know Telegram: whoever waits for it waits here. Raises ConfigurationError for a wrong token."""
        await self._wires.open()
        await introduce(self.bot, self.patience)
        installation = await self._db.write(_claim, self.bot.id)
        if installation.quarantined_at is not None:
            log.warning("a restore holds back what was due until %s: see `ifyouwill held`", installation.quarantined_at)
        await self._ears.start()

    async def start(self) -> None:
        """Open, finish what an earlier life left undone, and go to work."""
        if self._listener is not None:
            await self._listener.start()
        await self.open()
        await choose_way_in(self.bot, self._hook, self.patience)
        await self.inbox.resume()
        if self._webhook is not None:
            self._webhook.open = True
        self.rounds.start()
        self._loops = [
            asyncio.create_task(self.dispatcher.run(), name="dispatcher"),
            asyncio.create_task(self._offer_menus(), name="menus"),
        ]
        if self._hook is None:
            self._loops.append(asyncio.create_task(self.poller.run(), name="poller"))
        self.watch.phase = "ready"
        gc.collect()
        gc.freeze()  # what stands now stands for ever: the collector need not walk it again
        log.info("@%s is at work", self.bot.username)

    async def run(self) -> None:
        """Work until something ends that must not. Raises Silence when Telegram was silent for too long."""
        for done in asyncio.as_completed(self._loops):
            await done

    async def stop(self) -> None:
        """End cleanly, within 10 seconds: hear nothing new, finish what is under way, then let go of everything."""
        self.watch.phase = "stopping"
        points.reach("shutdown.in_flight")
        for task in self._loops:
            if task.get_name() != "dispatcher":
                task.cancel()
        if self._listener is not None:
            await self._listener.stop()
        if not await self.queues.close(_QUEUES_END):
            log.warning("some updates were not finished; they stay in the inbox for the next start")
        await self.rounds.stop()
        await self._stop_dispatcher()
        await asyncio.gather(*self._loops, return_exceptions=True)
        if self._waking is not None:
            self._waking.cancel()
        await self._ears.stop()
        await self._wires.close()

    async def drain(self) -> int:
        """One by one, do everything that is due until nothing is: fetch, work, walk, send. For tests, beside which no
        loop may run. Gives back how often something was done."""
        done = 0
        while True:
            busy = await self.poller.step()
            await self.queues.idle()
            busy += await self.rounds.beat_all()
            busy += (await self.dispatcher.step()).handled
            if not busy:
                return done
            done += busy

    def _rings(self) -> dict[str, Ring]:
        rings, last = self._subject.rings, self._subject.last_words
        return {kind: after_hearing(ring, self._arrived) if kind in last else ring for kind, ring in rings.items()}

    def _arrived(self, moment: datetime) -> datetime | None:
        return self.poller.arrived(moment) if self._hook is None else self._backlog.arrived(moment)

    async def _offer_menus(self) -> None:
        written = await menus.offer(self.bot, self._db, self._subject.table.commands)
        if written:
            log.info("%d command menus were brought up to date", written)

    async def _stop_dispatcher(self) -> None:
        try:
            async with asyncio.timeout(_DISPATCHER_ENDS):
                await self.dispatcher.stop()
        except TimeoutError:
            log.warning("some messages were still on their way; it is not known whether they arrived")

    def _committed(self) -> None:
        """Something was written, so something may be owed. Many commits at once wake the dispatcher once."""
        if self.watch.phase == "ready" and self._waking is None:
            self._waking = asyncio.get_running_loop().call_later(_WAKE_AFTER, self._wake)

    def _wake(self) -> None:
        self._waking = None
        self.dispatcher.wake()

    def _listening(self) -> Listener:
        path = urlsplit(self._hook.url).path if self._hook else ""
        return Listener(site(self.watch.health, self._webhook, path=path or "/"), self._settings.address)


def ask_for_backlog(backlog: Backlog) -> Round:
    """Ask what Telegram still holds, while a deadline waits for the answer."""

    async def walk(_: int) -> int:
        await backlog.ask()
        return 0

    return Round("ask_for_backlog", timedelta(seconds=1), 1, walk)


def pick_up_updates(inbox: Inbox) -> Round:
    """Take up updates that were stored and that nobody works."""
    return Round("pick_up_updates", timedelta(seconds=20), 100, inbox.pick_up)


def forget_updates(db: Database) -> Round:
    """Forget updates three days after they were settled."""

    async def walk(bite: int) -> int:
        return await db.write(intake.forget, bite)

    return Round("forget_updates", timedelta(hours=1), 500, walk)


def _claim(tx: Tx, bot_id: int) -> Installation:
    claim(tx, bot_id)
    return installation_of(tx)


def _hook_of(settings: Settings) -> Hook | None:
    if settings.webhook_url is None or settings.webhook_secret is None:
        return None
    return Hook(settings.webhook_url, settings.webhook_secret.get_secret_value())
