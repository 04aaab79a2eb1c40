"""The people of a simulated neighbourhood: who there is, what stands before their eyes, what they have done so far."""

from collections import Counter
from collections.abc import Callable

from bot.sandbox.world import Chat, Message, Person
from tests.simulation.model import Model
from tests.simulation.neighbourhood import Neighbourhood, buttons, code_on
from tests.simulation.ought.measures import bare
from tests.simulation.ought.pledge import SIGNABLE, Pledge


class People:
    """What acts are made of. All chance is the neighbourhood's."""

    def __init__(self, town: Neighbourhood, model: Model) -> None:
        self.town = town
        self.model = model
        self.chance = town.chance
        self.actions: dict[str, str] = {}
        """The unique words of each pledge, by code."""
        self.deleted = Counter[str]()
        """How often each pledge's card was deleted from the group."""
        self.left_behind: set[str] = set()
        """Pledges whose cards may stand in the old group only, since it was upgraded."""
        self.written = 0
        """Pledges that somebody has begun to write."""
        self.shared: list[tuple[Message, str]] = []
        """Cards of pledges that were sent to other chats, which the bot knows of."""
        self.unknown_shared = 0
        """Cards that it does not know of: Telegram did not say whether the sharer lives here."""
        self.elsewhere: Chat | None = None
        """A group without the bot."""
        self._bot: Person | None = None
        """Somebody else's bot in the group."""
        self._signed_in_words: list[Message] = []
        """Messages that signed something, for others to forward."""

    def where(self, fits: Callable[[Pledge], bool]) -> list[str]:
        """The codes of the pledges that are so."""
        return [code for code, pledge in self.model.pledges.items() if fits(pledge)]

    def some(self, fits: Callable[[Pledge], bool]) -> str:
        """One of them, now and then any other one; there is one that fits."""
        return self.chance.choice(self.where(fits) if self.chance.random() < 0.9 else [*self.model.pledges])

    def one_of(self, ids: set[int]) -> Person:
        """Mostly one of these, sometimes anybody."""
        fitting = sorted(ids)
        return self.person(self.chance.choice(fitting)) if fitting and self.chance.random() < 0.85 else self.somebody()

    async def press(self, person: Person, data: str) -> bool:
        """A press in private, heard to its end; False: this person has no message of the bot to press on."""
        return await self.forge(person, data)

    async def say(self, person: Person, text: str) -> None:
        """In private, heard to its end."""
        await self.town.sandbox.send_text(person, None, text)
        await self.town.hear()

    async def another_group(self) -> Chat:
        """Where the bot is not; half of the people are."""
        if self.elsewhere is None:
            owner, *others = self.town.people[::2]
            self.elsewhere = await self.town.sandbox.create_group(owner, "Street football", others)
        return self.elsewhere

    async def say_in_group(self, person: Person, text: str) -> None:
        """In the group, heard to its end."""
        await self.town.sandbox.send_text(person, self.town.group, text)
        await self.town.hear()

    async def say_and_find(self, person: Person, text: str, beginning: str) -> str | None:
        """What the answer to `text` offers; None: it was lost on the way, and what stood there before is none."""
        before = self.any_message(person)
        await self.say(person, text)
        return None if self.any_message(person) is before else self.offers(person, beginning)

    def offers(self, person: Person, beginning: str) -> str | None:
        """The data of a button that the newest message in private offers, if it begins so."""
        message = self.any_message(person)
        found = [] if message is None else [button.get("callback_data", "") for button in buttons(message)]
        return next((data for data in found if data.startswith(beginning)), None)

    async def forge(self, person: Person, data: str) -> bool:
        """A press with data of the presser's choice, on any message of the bot; False: there is none."""
        message = self.any_message(person)
        if message is not None:
            await self.town.press(person, message, data=data)
        await self.town.hear()
        return message is not None

    def some_hours(self, code: str) -> int | None:
        """What somebody gives who signs this pledge, in minutes; None where it counts no hours."""
        hours = self.chance.choice((30, 60, 60, 120, 150, 240))
        return hours if self.model.pledges[code].terms.unit == "hours" else None

    def somebody(self) -> Person:
        return self.chance.choice(self.town.people)

    def person(self, telegram_id: int) -> Person:
        return next(person for person in self.town.people if person.id == telegram_id)

    def some_code(self) -> str | None:
        """Mostly a pledge that lives, sometimes one that has ended."""
        living = [code for code, pledge in self.model.pledges.items() if _lives(pledge)]
        codes = living if living and self.chance.random() < 0.8 else sorted(self.model.pledges)
        return self.chance.choice(codes) if codes else None

    def some_card(self) -> tuple[Message, str] | None:
        maria, group = self.town.people[0], self.town.group
        cards = [(message, code) for message in self.town.sandbox.screen(maria, group) if (code := _card(message))]
        cards = [(message, code) for message, code in cards if code in self.model.pledges and not message.deleted]
        living = [card for card in cards if _lives(self.model.pledges[card[1]])]
        cards = living if living and self.chance.random() < 0.8 else cards
        return self.chance.choice(cards) if cards else None

    def any_message(self, person: Person) -> Message | None:
        mine = self.from_bot(person, self.town.sandbox.private(person))
        return mine[-1] if mine else None

    def from_bot(self, person: Person, chat: Chat) -> list[Message]:
        sandbox = self.town.sandbox
        return [message for message in sandbox.screen(person, chat) if message.sender is sandbox.bot]


def joining(code: str, hours: int | None) -> str:
    """The button that signs, with so many hours where it counts those."""
    return f"1:pledge_sign:{code}" if hours is None else f"1:pledge_give:{code}:{hours}"


def in_words(code: str, hours: int | None) -> str:
    """The same as a command."""
    return f"/sign {code}" if hours is None else f"/sign {code} {bare(hours, 'hours')}"


def _card(message: Message) -> str | None:
    return None if message.service is not None else code_on(message)


def _lives(pledge: Pledge) -> bool:
    return pledge.state in SIGNABLE
