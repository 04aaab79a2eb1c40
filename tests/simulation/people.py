"""The people of a simulated neighbourhood: who there is, what stands before their eyes, what they have done so far."""

from collections import Counter

from bot.sandbox.world import Chat, Message, Person
from tests.simulation.model import Model, Pledge
from tests.simulation.neighbourhood import Neighbourhood, code_on


class People:
    """What acts are made of. All chance is the neighbourhood's."""

    def __init__(self, town: Neighbourhood, model: Model) -> None:
        self._town = town
        self._model = model
        self._chance = town.chance
        self.actions: dict[str, str] = {}
        """The unique words of each pledge, by code."""
        self.deleted = Counter[str]()
        """How often each pledge's card was deleted from the group."""
        self.left_behind: set[str] = set()
        """Pledges whose cards may stand in the old group only, since it was upgraded."""
        self._bot: Person | None = None
        """Somebody else's bot in the group."""
        self._signed_in_words: list[Message] = []
        """Messages that signed something, for others to forward."""

    async def _forge(self, person: Person, data: str) -> bool:
        """A press with data of the presser's choice, on any message of the bot; False: there is none."""
        message = self._any_message(person)
        if message is not None:
            await self._town.press(person, message, data=data)
        await self._town.hear()
        return message is not None

    def _somebody(self) -> Person:
        return self._chance.choice(self._town.people)

    def _person(self, telegram_id: int) -> Person:
        return next(person for person in self._town.people if person.id == telegram_id)

    def _some_code(self) -> str | None:
        """Mostly a pledge that lives, sometimes one that has ended."""
        living = [code for code, pledge in self._model.pledges.items() if _lives(pledge)]
        codes = living if living and self._chance.random() < 0.8 else sorted(self._model.pledges)
        return self._chance.choice(codes) if codes else None

    def _some_card(self) -> tuple[Message, str] | None:
        maria, group = self._town.people[0], self._town.group
        cards = [(message, code) for message in self._town.sandbox.screen(maria, group) if (code := _card(message))]
        cards = [(message, code) for message, code in cards if code in self._model.pledges and not message.deleted]
        return self._chance.choice(cards) if cards else None

    def _any_message(self, person: Person) -> Message | None:
        mine = self._from_bot(person, self._town.sandbox.private(person))
        return mine[-1] if mine else None

    def _from_bot(self, person: Person, chat: Chat) -> list[Message]:
        sandbox = self._town.sandbox
        return [message for message in sandbox.screen(person, chat) if message.sender is sandbox.bot]


def _card(message: Message) -> str | None:
    return None if message.service is not None else code_on(message)


def _lives(pledge: Pledge) -> bool:
    return pledge.state in ("open", "tipped")
