"""What people do, drawn by chance; each act is told to the model as far as it ought to count."""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from typing import Final

from bot.sandbox.errors import CannotAct
from bot.sandbox.faults import Fault, What
from bot.sandbox.world import Message, Person
from tests.simulation.mischief import Mischief
from tests.simulation.model import Model
from tests.simulation.neighbourhood import ZONE, Neighbourhood, buttons

_TOKEN = re.compile(r"^1:pledge_publish:\w+$")

_LAST_SECOND: Final = time(23, 59, 59)

Act = Callable[[], Awaitable[None]]


class Workload(Mischief):
    """Draws acts and plays them. After each one the bot has heard everything, so the order of acts is the order in
    which they count; what happens at the very same time is played as a burst of acts whose order cannot matter."""

    def __init__(self, town: Neighbourhood, model: Model) -> None:
        super().__init__(town, model)
        self._written = 0
        self._acts: tuple[tuple[int, Act], ...] = (
            (3, self.publish),
            (8, self.sign_by_button),
            (4, self.sign_by_code),
            (3, self.sign_in_a_burst),
            (3, self.withdraw),
            (2, self.say_done),
            (1, self.cancel),
            (2, self.press_old_or_forged),
            (2, self.talk_nonsense),
            (1, self.leave_or_come_back),
            (1, self.block_or_unblock),
            (1, self.open_the_chat),
            (1, self.delete_a_card),
            (1, self.upgrade_the_group),
            (1, self.sign_at_the_last_second),
            (1, self.look_around),
            (1, self.wear_a_disguise),
            (1, self.set_the_clock_back),
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
        """Somebody makes a pledge, in one line or answer by answer, and presses Publish, sometimes twice."""
        person = self._somebody()
        if not self._town.present(person):
            return
        self._written += 1
        action = f"sweep stretch {self._written} of the road"
        threshold = self._chance.choice((1, 1, 2, 2, 3, 4))
        day = self._town.clock.now().astimezone(ZONE).date() + timedelta(days=self._chance.choice((0, 1, 2, 5, 20)))
        line = f"/pledge I will {action} if {threshold} other neighbours will join by {day.isoformat()}"
        answers = ("/pledge", action, str(threshold), "neighbours", "join", day.isoformat())
        for said in self._chance.choice(((line,), answers)):
            await self._town.sandbox.send_text(person, None, said)
            await self._town.hear()
        preview = self._preview(person, action)
        if preview is None:
            return  # the answer was lost on the way
        data = next(button["callback_data"] for button in buttons(preview) if _is_publish(button))
        for _ in range(self._chance.choice((1, 1, 2))):
            await self._town.press(person, preview, data=data)
        await self._town.hear()
        await self._note_published(person, action, threshold, day)

    async def _note_published(self, person: Person, action: str, threshold: int, day: date) -> None:
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
        await self._town.press(person, message, data=f"1:pledge_sign:{code}")
        await self._heard_signature(code, person)

    async def sign_by_code(self) -> None:
        """/sign CODE, in private or in the group."""
        code, person = self._some_code(), self._somebody()
        if code is None:
            return
        where = self._chance.choice((None, self._town.group))
        self._signed_in_words.append(await self._town.sandbox.send_text(person, where, f"/sign {code.lower()}"))
        await self._heard_signature(code, person)

    async def sign_in_a_burst(self) -> None:
        """Several people at the same instant, some of them twice."""
        card = self._some_card()
        if card is None:
            return
        message, code = card
        crowd = [person for person in self._town.people if self._town.present(person) and self._chance.random() < 0.6]
        for person in [*crowd, *crowd[:1]]:
            await self._town.press(person, message, data=f"1:pledge_sign:{code}")
        if len(crowd) > 1 and self._chance.random() < 0.3:
            self._town.sandbox.updates.swap_newest()
        at = self._town.clock.now()
        await self._town.hear()
        for person in crowd:
            self._model.sign(code, person.id, at)

    async def sign_at_the_last_second(self) -> None:
        """/sign CODE as the deadline falls, while Telegram gives us nothing: heard when the time is up."""
        now = self._town.clock.now()
        soon = {
            code: pledge.last_second - now
            for code, pledge in self._model.pledges.items()
            if pledge.state == "open" and now <= pledge.last_second < now + timedelta(days=2)
        }
        if not soon:
            return
        code, person = min(soon, key=lambda each: soon[each]), self._somebody()
        self._town.pass_time(soon[code])
        await self._town.sandbox.send_text(person, None, f"/sign {code}")
        at, member = self._town.clock.now(), self._town.present(person)
        self._town.sandbox.faults.add(Fault(What.SERVER_ERROR, method="getUpdates"))
        await self._town.fetch_in_vain()
        self._town.pass_time(timedelta(seconds=2))
        await self._town.beat()
        await self._town.hear()
        if member:
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

    async def say_done(self) -> None:
        """/done CODE, by somebody who signed what is to be done by now, or who did not."""
        acting = [code for code, pledge in self._model.pledges.items() if pledge.state == "acting"]
        code = self._chance.choice(acting) if acting else self._some_code()
        if code is None:
            return
        signers = [person for person in self._town.people if person.id in self._model.pledges[code].signers]
        person = self._chance.choice([*signers, self._somebody()])
        await self._town.sandbox.send_text(person, None, f"/done {code}")
        await self._town.hear()
        self._model.say_done(code, person.id, self._town.clock.now())

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
        yes = blake2b(b"It rains too much", digest_size=4).hexdigest()
        await self._forge(person, f"1:pledge_cancel_yes:{code}:{yes}")
        if could:
            self._model.cancel(code, person.id, self._town.clock.now(), organiser=person is maria)

    async def _heard_signature(self, code: str, person: Person) -> None:
        at, member = self._town.clock.now(), self._town.present(person)
        await self._town.hear()
        if member:
            self._model.sign(code, person.id, at)

    def _preview(self, person: Person, action: str) -> Message | None:
        for message in reversed(self._from_bot(person, self._town.sandbox.private(person))):
            if action in message.content.text and any(_is_publish(button) for button in buttons(message)):
                return message
        return None


def codes_of(tx, action: str) -> list[str]:  # type: ignore[no-untyped-def]
    """The codes of all pledges with these words."""
    cursor = tx._cursor
    marker = "?" if tx.dialect == "sqlite" else "%s"
    cursor.execute(f"SELECT code FROM pledges WHERE action = {marker}", (action,))  # noqa: S608  a marker
    return [row[0] for row in cursor.fetchall()]


def _is_publish(button: dict[str, str]) -> bool:
    return bool(_TOKEN.match(button.get("callback_data", "")))
