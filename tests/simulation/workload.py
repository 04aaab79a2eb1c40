"""What people do, drawn by chance; each act is told to the model as far as it ought to count."""

import re
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from typing import Final

from bot.sandbox.errors import CannotAct
from bot.sandbox.world import Chat, Message, Person
from tests.simulation.model import Model, Pledge
from tests.simulation.neighbourhood import ZONE, Neighbourhood, buttons, code_on

_TOKEN = re.compile(r"^1:pledge_publish:\w+$")

_LAST_SECOND: Final = time(23, 59, 59)

Act = Callable[[], Awaitable[None]]


class Workload:
    """Draws acts and plays them. After each one the bot has heard everything, so the order of acts is the order in
    which they count; what happens at the very same time is played as a burst of acts whose order cannot matter."""

    def __init__(self, town: Neighbourhood, model: Model) -> None:
        self._town = town
        self._model = model
        self._chance = town.chance
        self._written = 0
        self.actions: dict[str, str] = {}
        """The unique words of each pledge, by code."""
        self.deleted = Counter[str]()
        """How often each pledge's card was deleted from the group."""
        self.left_behind: set[str] = set()
        """Pledges whose cards may stand in the old group only, since it was upgraded."""
        self.out_of_reach: set[int] = set()
        """People who blocked the bot at some time: they may have missed messages."""
        self._acts: tuple[tuple[int, Act], ...] = (
            (3, self.publish),
            (8, self.sign_by_button),
            (4, self.sign_by_code),
            (3, self.sign_in_a_burst),
            (3, self.withdraw),
            (1, self.cancel),
            (2, self.press_old_or_forged),
            (2, self.talk_nonsense),
            (1, self.leave_or_come_back),
            (1, self.block_or_unblock),
            (1, self.delete_a_card),
            (1, self.upgrade_the_group),
        )

    async def act(self) -> str:
        """One act; gives back its name. What the app would not let people do is not done."""
        acts = [act for _, act in self._acts]
        chosen = self._chance.choices(acts, [weight for weight, _ in self._acts])[0]
        try:
            await chosen()
        except CannotAct:
            await self._town.hear()
        return chosen.__name__

    # --- pledges ----------------------------------------------------------------------------------------------------

    async def publish(self) -> None:
        """Somebody makes a pledge in one line and presses Publish, sometimes twice."""
        person = self._somebody()
        if not self._town.present(person):
            return
        self._written += 1
        action = f"sweep stretch {self._written} of the road"
        threshold = self._chance.choice((1, 1, 2, 2, 3, 4))
        day = self._town.clock.now().astimezone(ZONE).date() + timedelta(days=self._chance.choice((0, 1, 2, 5, 20)))
        line = f"/pledge I will {action} if {threshold} other neighbours will join by {day.isoformat()}"
        await self._town.sandbox.send_text(person, None, line)
        await self._town.hear()
        preview = self._preview(person, action)
        if preview is None:
            return  # the answer was lost on the way
        data = next(button["callback_data"] for button in buttons(preview) if _is_publish(button))
        for _ in range(self._chance.choice((1, 1, 2))):
            await self._town.sandbox.press(person, preview, data=data)
        await self._town.hear()
        with self._town.fate.calm():
            codes = await self._town.db.read(codes_of, action)
        assert len(codes) == 1, f"pressing Publish made {len(codes)} pledges"
        self.actions[codes[0]] = action
        last_second = datetime.combine(day, _LAST_SECOND, ZONE).astimezone(UTC)
        self._model.publish(codes[0], person.id, threshold, last_second)

    async def sign_by_button(self) -> None:
        """A press on the card in the group."""
        card = self._some_card()
        if card is None:
            return
        message, code = card
        person = self._somebody()
        await self._town.sandbox.press(person, message, data=f"1:pledge_sign:{code}")
        await self._heard_signature(code, person)

    async def sign_by_code(self) -> None:
        """/sign CODE, in private or in the group."""
        code, person = self._some_code(), self._somebody()
        if code is None:
            return
        where = self._chance.choice((None, self._town.group))
        await self._town.sandbox.send_text(person, where, f"/sign {code.lower()}")
        await self._heard_signature(code, person)

    async def sign_in_a_burst(self) -> None:
        """Several people at the same instant, some of them twice."""
        card = self._some_card()
        if card is None:
            return
        message, code = card
        crowd = [person for person in self._town.people if self._town.present(person) and self._chance.random() < 0.6]
        for person in [*crowd, *crowd[:1]]:
            await self._town.sandbox.press(person, message, data=f"1:pledge_sign:{code}")
        at = self._town.clock.now()
        await self._town.hear()
        for person in crowd:
            self._model.sign(code, person.id, at)

    async def withdraw(self) -> None:
        """/withdraw CODE, mostly by somebody who signed."""
        code = self._some_code()
        if code is None:
            return
        signers = [person for person in self._town.people if person.id in self._model.pledges[code].signers]
        person = self._chance.choice(signers or self._town.people)
        await self._town.sandbox.send_text(person, None, f"/withdraw {code}")
        await self._town.hear()
        self._model.withdraw(code, person.id)

    async def cancel(self) -> None:
        """The creator or the organiser calls a pledge off; others try."""
        code = self._some_code()
        if code is None:
            return
        maria = self._town.people[0]
        creator = self._person(self._model.pledges[code].creator)
        person = self._chance.choice((maria, creator, creator, self._somebody()))
        allowed = self._town.present(person) or person is creator  # who has left may still undo what is their own
        allowed &= await self._forge(person, f"1:pledge_cancel:{code}")
        before = self._model.pledges[code].state
        could = (
            allowed and before in ("open", "tipped") and (person is maria or (person is creator and before == "open"))
        )
        await self._town.sandbox.send_text(person, None, "It rains too much")
        await self._town.hear()
        if could:
            self._model.cancel(code, person.id, organiser=person is maria)

    # --- trouble ----------------------------------------------------------------------------------------------------

    async def press_old_or_forged(self) -> None:
        """Buttons that nobody was shown: unknown codes, other versions, nonsense."""
        data = self._chance.choice(
            (
                "1:pledge_sign:ZZZZZ",
                "1:pledge_publish:0",
                "0:sign:1",
                "1:nothing",
                "x",
                "1:settings:1",
                "1:pledge_sign:",
            )
        )
        await self._forge(self._somebody(), data)

    async def talk_nonsense(self) -> None:
        """Words that are no command, unknown commands, wrong codes, impossible dates."""
        said = self._chance.choice(
            (
                "hello?",
                "/sign",
                "/sign 00000",
                "/nonsense",
                "/withdraw ÄÖÜ",
                "/pledge I will fly if 0 others will by yesterday",
                "/pledges mine",
                "/cancel",
                "/show <b>",
                "\u202e/sign",
            )
        )
        where = self._chance.choice((None, self._town.group))
        await self._town.sandbox.send_text(self._somebody(), where, said)
        await self._town.hear()

    async def leave_or_come_back(self) -> None:
        """Somebody but the organiser leaves the group, or joins again."""
        person = self._chance.choice(self._town.people[1:])
        if self._town.present(person):
            await self._town.sandbox.leave(person, self._town.group)
        else:
            await self._town.sandbox.join(person, self._town.group)
        await self._town.hear()
        self._town.clock.move(timedelta(seconds=61))  # what is known of members is believed for a minute

    async def block_or_unblock(self) -> None:
        """Somebody blocks the bot, or lets it write again."""
        person = self._somebody()
        if person.blocked:
            await self._town.sandbox.unblock_bot(person)
        else:
            await self._town.sandbox.block_bot(person)
            self.out_of_reach.add(person.id)
        await self._town.hear()

    async def delete_a_card(self) -> None:
        """The organiser deletes a card from the group."""
        card = self._some_card()
        if card is not None:
            message, code = card
            await self._town.sandbox.delete(self._town.people[0], message)
            self.deleted[code] += 1

    async def upgrade_the_group(self) -> None:
        """The group becomes a supergroup, once."""
        if self._town.group.kind == "group" and self._chance.random() < 0.3:
            self._town.group = await self._town.sandbox.upgrade_group(self._town.people[0], self._town.group)
            self.left_behind = set(self._model.pledges)
            await self._town.hear()

    # --- helpers ----------------------------------------------------------------------------------------------------

    async def _heard_signature(self, code: str, person: Person) -> None:
        at, member = self._town.clock.now(), self._town.present(person)
        await self._town.hear()
        if member:
            self._model.sign(code, person.id, at)

    async def _forge(self, person: Person, data: str) -> bool:
        """A press with data of the presser's choice, on any message of the bot; False: there is none."""
        message = self._any_message(person)
        if message is not None:
            await self._town.sandbox.press(person, message, data=data)
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

    def _preview(self, person: Person, action: str) -> Message | None:
        for message in reversed(self._from_bot(person, self._town.sandbox.private(person))):
            if action in message.content.text and any(_is_publish(button) for button in buttons(message)):
                return message
        return None

    def _from_bot(self, person: Person, chat: Chat) -> list[Message]:
        sandbox = self._town.sandbox
        return [message for message in sandbox.screen(person, chat) if message.sender is sandbox.bot]


def codes_of(tx, action: str) -> list[str]:  # type: ignore[no-untyped-def]
    """The codes of all pledges with these words."""
    cursor = tx._cursor
    marker = "?" if tx.dialect == "sqlite" else "%s"
    cursor.execute(f"SELECT code FROM pledges WHERE action = {marker}", (action,))  # noqa: S608  a marker
    return [row[0] for row in cursor.fetchall()]


def _is_publish(button: dict[str, str]) -> bool:
    return bool(_TOKEN.match(button.get("callback_data", "")))


def _card(message: Message) -> str | None:
    return None if message.service is not None else code_on(message)


def _lives(pledge: Pledge) -> bool:
    return pledge.state in ("open", "tipped")
