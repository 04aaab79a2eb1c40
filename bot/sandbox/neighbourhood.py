"""A small neighbourhood for the demo and the tests of the whole process: everything in it is done by people's acts."""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world import Chat, Message, Person

log = logging.getLogger(__name__)

_PATIENCE: Final = 10.0
"""Seconds that an act may wait for the bot's answer."""

Seen = Callable[[], bool]


class Neighbourhood:
    """Mill Road at ten in the morning: Maria brings the bot in, people talk, pledges are made and signed.

    The newest pledge is left for onlookers: Tom and Aisha have not signed it, and it needs these two.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def seed(self) -> None:
        """Play the morning for onlookers: what does not happen in time is left out, and the page works anyway."""
        try:
            await self.play()
        except (TimeoutError, LookupError) as error:
            log.warning("the neighbourhood is not complete (%s)", type(error).__name__)

    async def play(self) -> None:
        """Play the morning. Raises TimeoutError or LookupError where the bot does not answer as it should."""
        maria, tom, aisha, gwen, sam = await self._people()
        everybody = [tom, aisha, gwen, sam]
        group = await self._sandbox.create_group(maria, "Mill Road neighbours", everybody, supergroup=True)
        await self._sandbox.add_bot(maria, group)
        await self._shown(maria, group, "Set up")
        await self._set_up(maria, group)
        await self._sandbox.send_text(tom, group, "Morning all! The park behind the school looks sad.")
        await self._sandbox.send_text(aisha, group, "I have been meaning to clear it up, but alone it is no use.")
        bread = (
            "/pledge I will bake bread for the street breakfast if 6 other neighbours will bring something by Friday"
        )
        for person in everybody:
            await self._sandbox.send_text(person, group, "/pledges")  # by which the bot knows where they live
        await self._sign(sam, await self._publish(gwen, group, bread))
        gloves = "/pledge I will bring gloves and bags if 4 other neighbours will join the litter pick by Sunday"
        card = await self._publish(maria, group, gloves)
        for person in (gwen, sam):
            await self._sign(person, card)
        await self._sandbox.send_text(gwen, group, "Sam and I are in for the litter pick. Two more and it happens!")

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
