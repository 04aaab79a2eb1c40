"""What people do with pledges that stand open: they sign, withdraw, call off. Told to the model as far as it counts."""

from datetime import timedelta
from hashlib import blake2b
from typing import Any

from bot.sandbox.faults import Fault, What
from bot.sandbox.world import Person
from tests.simulation.kinds import Kind
from tests.simulation.mischief import Mischief
from tests.simulation.ought.pledge import SIGNABLE
from tests.simulation.people import in_words, joining
from tests.simulation.rounds import see_rounds

_SIGNERS = (
    "SELECT h.telegram_id FROM signatures s JOIN people h ON h.id = s.person_id"
    " JOIN pledges p ON p.community_id = s.community_id AND p.id = s.pledge_id"
    " WHERE p.code = {code} AND s.state = 'active' ORDER BY s.number"
)


class Workload(Mischief):
    """After each act the bot has heard everything, so the order of acts is the order in which they count; what happens
    at the very same time is played as a burst of acts whose order cannot matter, or is asked for."""

    async def sign_by_button(self) -> None:
        """A press on the card in the group."""
        card = self.some_card()
        if card is None:
            return
        message, code = card
        person = self.one_of({each.id for each in self.town.people} - set(self.model.pledges[code].marks))
        hours = self._said_hours(code)
        await self.town.press(person, message, data=joining(code, hours))
        await self._heard_signature(code, person, hours)

    async def sign_by_code(self) -> None:
        """/sign CODE, in private or in the group."""
        code, person = self.some_code(), self.somebody()
        if code is None:
            return
        where, hours = self.chance.choice((None, self.town.group)), self._said_hours(code)
        said = in_words(code.lower(), hours)
        self._signed_in_words.append(await self.town.sandbox.send_text(person, where, said))
        await self._heard_signature(code, person, hours)

    def _said_hours(self, code: str) -> int | None:
        """Mostly they know that it counts hours."""
        return None if self.chance.random() < 0.1 else self.some_hours(code)

    async def sign_in_a_burst(self) -> None:
        """Several people at the same instant, some of them twice."""
        card = self.some_card()
        if card is None:
            return
        message, code = card
        share = self.chance.choice((0.3, 0.7))
        crowd = [person for person in self.town.people if self.town.present(person) and self.chance.random() < share]
        hours = {person.id: self.some_hours(code) for person in crowd}
        if any(hours.values()):  # of those who are in nobody knows in which order they have changed what they give
            crowd = [person for person in crowd if self.model.can_sign(code, person.id, self.town.clock.now())]
        for person in [*crowd, *crowd[:1]]:
            await self.town.press(person, message, data=joining(code, hours[person.id]))
        if len(crowd) > 1 and self.chance.random() < 0.3:
            self.town.sandbox.updates.swap_newest()
        at = self.town.clock.now()
        await self.town.hear()
        for person in await self._first_come(code, crowd):
            self.model.sign(code, person.id, at, hours[person.id])

    async def _first_come(self, code: str, crowd: list[Person]) -> list[Person]:
        """In the order in which they were heard. All have signed, unless there were not places for all."""
        with self.town.fate.calm():
            order = await self.town.db.read(column, _SIGNERS, code)
        heard = sorted((person for person in crowd if person.id in order), key=lambda person: order.index(person.id))
        return [*heard, *(person for person in crowd if person not in heard)]

    async def sign_at_the_last_second(self) -> None:
        """/sign CODE as the deadline falls, while Telegram gives us nothing: heard when the time is up."""
        now = self.town.clock.now()
        soon = {
            code: pledge.last_second - now
            for code, pledge in self.model.pledges.items()
            if pledge.state == "open" and now <= pledge.last_second < now + timedelta(days=2)
        }
        if not soon:
            return
        code, person = min(soon, key=lambda each: soon[each]), self.somebody()
        self.town.pass_time(soon[code])
        hours = self.some_hours(code)
        await self.town.sandbox.send_text(person, None, in_words(code, hours))
        at, member = self.town.clock.now(), self.town.present(person)
        self.town.sandbox.faults.add(Fault(What.SERVER_ERROR, method="getUpdates"))
        await self.town.fetch_in_vain()
        self.town.pass_time(timedelta(seconds=2))
        await self.town.beat()
        await self.town.hear()
        if member:
            self.model.sign(code, person.id, at, hours)
        self.town.pass_time(timedelta(seconds=1))  # what had to come first has come: it is tried again in a moment
        await self.town.work()
        self.model.pass_time(self.town.clock.now())
        await see_rounds(self)

    async def withdraw(self) -> None:
        """/withdraw CODE, mostly by somebody who signed."""
        code = self.some_code()
        if code is None:
            return
        pledge = self.model.pledges[code]
        person = self.one_of(pledge.signers | set(pledge.waiting))
        await self.town.sandbox.send_text(person, None, f"/withdraw {code}")
        await self.town.hear()
        self.model.withdraw(code, person.id)

    async def cancel(self) -> None:
        """The creator or the organiser calls a pledge off; others try."""
        code = self.some_code()
        if code is None:
            return
        maria = self.town.people[0]
        creator = self.person(self.model.pledges[code].creator)
        person = self.chance.choice((maria, creator, creator, self.somebody()))
        allowed = self.town.present(person) or person is creator  # who has left may still undo what is their own
        allowed &= await self.forge(person, f"1:pledge_cancel:{code}")
        before = self.model.pledges[code].state
        could = allowed and before in SIGNABLE and (person is maria or (person is creator and before == "open"))
        await self.town.sandbox.send_text(person, None, "It rains too much")
        await self.town.hear()
        yes = blake2b(b"It rains too much", digest_size=4).hexdigest()
        await self.forge(person, f"1:pledge_cancel_yes:{code}:{yes}")
        if could:
            self.model.cancel(code, person.id, self.town.clock.now(), organiser=person is maria)

    async def _heard_signature(self, code: str, person: Person, hours: int | None) -> None:
        at, member = self.town.clock.now(), self.town.present(person)
        await self.town.hear()
        if member:
            self.model.sign(code, person.id, at, hours)


def column(tx, sql: str, code: str) -> list[Any]:  # type: ignore[no-untyped-def]
    """One column of what stands in the tables."""
    cursor = tx._cursor
    cursor.execute(sql.format(code="?" if tx.dialect == "sqlite" else "%s"), (code,))
    return [row[0] for row in cursor.fetchall()]


KINDS = (
    Kind(9, Workload.sign_by_button),
    Kind(4, Workload.sign_by_code),
    Kind(4, Workload.sign_in_a_burst),
    Kind(3, Workload.withdraw),
    Kind(1, Workload.cancel),
    Kind(1, Workload.sign_at_the_last_second),
)
