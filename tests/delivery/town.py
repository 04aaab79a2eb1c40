"""Mill Road: people in the stand-in, known to our tables, and a dispatcher that speaks to them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from html import escape

from telegram import Bot

from bot.communities import service as communities
from bot.communities.model import CommunityId, PersonId, Reader, Sighting
from bot.core.clock import MovableClock
from bot.core.db import Database, Tx
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.drawing import CardKind, Drawing
from bot.delivery.gateway import Gateway
from bot.delivery.request import AiohttpRequest
from bot.delivery.turnstile import Turnstile
from bot.outbox import service
from bot.outbox.model import Audience, Notice, Owed, ToPeople, Urgency
from bot.outbox.throttle import Throttle
from bot.sandbox.faults import Fault, What, When
from bot.sandbox.people import Neighbourhood, neighbourhood
from bot.sandbox.server import serving
from bot.sandbox.stage import Setup
from bot.sandbox.world import Chat, Person
from bot.screens.model import Button, Screen
from tests.support.street import Rang, Street

PATIENT = timedelta(seconds=61)


@dataclass
class Town:
    """`said` is what a person has read from the bot; every test ends by knowing all of it."""

    db: Database
    clock: MovableClock
    hood: Neighbourhood
    street: Street
    gateway: Gateway
    dispatcher: Dispatcher
    card_text: list[str | None] = field(default_factory=lambda: ["a card"])

    @property
    def community(self) -> CommunityId:
        return self.street.community

    def to(self, *people: Person) -> ToPeople:
        return ToPeople(tuple(self.street.people[self.hood.people.index(person)] for person in people))

    def person_id(self, person: Person) -> PersonId:
        return self.street.people[self.hood.people.index(person)]

    async def tell(self, audience: Audience, words: str, urgency: Urgency = Urgency.URGENT) -> None:
        owed = Owed(Rang(words), audience, key=f"rang:{words}", subject="door:7", urgency=urgency)
        await self.db.write(service.tell, self.community, owed)

    def fault(self, what: What, when: When = When.BEFORE, *, times: int | None = 1, seconds: float = 5) -> Fault:
        """The next sending of a message goes wrong."""
        return self.hood.sandbox.faults.add(Fault(what, when, method="sendMessage", times=times, seconds=seconds))

    async def work(self, within: timedelta = PATIENT) -> int:
        """Let the dispatcher do everything that is due, or comes due `within` this time; how many calls it made."""
        spoken, until = 0, self.clock.now() + within
        while self.clock.now() <= until:
            while report := await self.dispatcher.step():
                spoken += report.spoken
            self.clock.move(timedelta(seconds=0.5))
        return spoken

    def said(self, person: Person, chat: Chat | None = None) -> list[str]:
        """The bot's messages this person has seen appear, in the private chat or in `chat`."""
        where = chat or self.hood.sandbox.private(person)
        seen = self.hood.sandbox.seen(person, where)
        return [each.content.text for each in seen if each.by_bot and each.kind == "message" and each.content]

    def said_in_group(self) -> list[str]:
        return self.said(self.hood.maria, self.hood.group)


async def until(there: Callable[[], object]) -> None:
    """Wait for a loop that runs beside the test; at most five seconds."""
    async with asyncio.timeout(5):
        while not there():  # noqa: ASYNC110  what is waited for happens in the stand-in
            await asyncio.sleep(0.002)


@asynccontextmanager
async def opened(db: Database, clock: MovableClock, setup: Setup | None = None) -> AsyncIterator[Town]:
    """Everybody has started the bot, and the bot is in the group. Closing it insists that nothing was said too fast."""
    hood = await neighbourhood(clock, setup=setup)
    await hood.sandbox.add_bot(hood.maria, hood.group)
    for person in hood.people:
        await hood.sandbox.start(person)
    street = await db.write(meet, hood)
    async with serving(hood.sandbox) as server:
        request = AiohttpRequest(read_timeout=0.5)
        await request.initialize()
        bot = Bot(hood.sandbox.setup.token, base_url=server.api_base, request=request, get_updates_request=request)
        town = assembled(db, clock, hood, street, bot)
        yield town
        await town.dispatcher.stop()
        await request.shutdown()
    assert hood.sandbox.flood.early == 0, "said something before retry_after was over"


def assembled(db: Database, clock: MovableClock, hood: Neighbourhood, street: Street, bot: Bot) -> Town:
    turnstile = Turnstile(Throttle(), clock)
    gateway = Gateway(bot, turnstile)
    card_text: list[str | None] = ["a card"]

    def load(tx: Tx, community: CommunityId, door: int) -> str | None:
        assert (tx.now, community, door) == (clock.now(), town.community, 7)
        return card_text[0]

    drawing = Drawing(
        render=render,
        expanders={"neighbours": street.members},
        cards={"door": CardKind(load, lambda text, _reader: Screen(text))},
    )
    town = Town(db, clock, hood, street, gateway, Dispatcher(db, gateway, turnstile, drawing), card_text)
    return town


def render(notice: Notice, reader: Reader) -> Screen:
    """ "ding", or for readers of Welsh "ding (cy)"."""
    assert isinstance(notice, Rang)
    language = "" if reader.language == "en" else f" ({reader.language})"
    return Screen(escape(notice.words) + language, ((Button("Open", tap="1:open:7"),),))


def meet(tx: Tx, hood: Neighbourhood) -> Street:
    """Our tables know who has been seen in the stand-in's group, and in private."""
    people = []
    community = None
    for number, person in enumerate(hood.people):
        for chat, kind in ((hood.group.id, "group"), (person.id, "private")):
            sighting = Sighting(
                telegram_id=person.id,
                first_name=person.first_name,
                username=person.username,
                language_code=person.language_code,
                chat_id=chat,
                chat_type=kind,
                chat_title=hood.group.title,
                at=tx.now,
                key=f"m:{chat}:{number}",
            )
            actor = communities.recognise(tx, sighting)
            community = actor.community or community
        people.append(actor.person)
    assert community is not None
    return Street(community, tuple(people))
