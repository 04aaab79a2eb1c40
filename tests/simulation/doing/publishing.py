"""Making a pledge: its line, and all that can be said besides."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from bot.sandbox.world import Message, Person
from tests.simulation.kinds import Kind
from tests.simulation.neighbourhood import ZONE, buttons
from tests.simulation.ought.pledge import SIGNABLE, Terms
from tests.simulation.workload import Workload, column

_TOKEN: Final = re.compile(r"^1:pledge_publish:(\w+)$")
_LAST_SECOND: Final = time(23, 59, 59)
_AT_A_TIME: Final = 3
_MEASURED: Final = 0.35
"""So many of all pledges are about hours or money."""
_CODES: Final = "SELECT code FROM pledges WHERE action = {code}"


@dataclass
class Wish:
    """What somebody has in mind."""

    action: str
    threshold: int
    day: date
    capacity: int | None = None
    minimum: int | None = None
    listed: bool = True
    names: str = "shown"
    deed: date | None = None
    deed_at: int | None = None
    """The hour; None: a whole day."""
    unit: str = "people"
    each: int | None = None

    def terms(self, creator: int) -> Terms:
        """What that amounts to."""
        last_second, deed, over = _moment(self.day, _LAST_SECOND), None, None
        if self.deed is not None:
            deed = _moment(self.deed, time(self.deed_at or 0))
            over = None if self.deed_at is not None else _moment(self.deed + timedelta(days=1), time(0))
            if self.deed_at is not None:
                last_second = min(last_second, deed)
        return Terms(
            creator,
            self.threshold,
            last_second,
            self.capacity,
            self.minimum,
            self.listed,
            self.names,
            deed,
            over,
            unit=self.unit,
            each=self.each,
        )

    def line(self) -> str:
        """All that is needed at once."""
        needed = how_much(self.threshold, self.unit)
        condition = f"{needed} other neighbours will join" if self.unit == "people" else f"{needed} come together"
        return f"/pledge I will {self.action} if {condition} by {self.day.isoformat()}"

    def answers(self) -> tuple[str, ...]:
        """The same one by one: where hours or money come together nobody is asked who the others are."""
        others = ("neighbours", "join") if self.unit == "people" else ()
        return ("/pledge", self.action, how_much(self.threshold, self.unit), *others, self.day.isoformat())


async def publish(people: Workload) -> None:
    """Somebody makes a pledge, in one line or answer by answer, and presses Publish, sometimes twice."""
    person = people.somebody()
    if not people.town.present(person):
        return
    wish = _wish(people)
    for said in people.chance.choice(((wish.line(),), wish.answers())):
        await people.say(person, said)
    token = _token(people, person, wish.action)
    if token is None:
        return  # the answer was lost on the way
    await _say_more(people, person, wish, token)
    preview = people.any_message(person)
    assert preview is not None, "it has been seen"
    for _ in range(people.chance.choice((1, 1, 2))):
        await people.town.press(person, preview, data=f"1:pledge_publish:{token}")
    await people.town.hear()
    with people.town.fate.calm():
        codes = await people.town.db.read(column, _CODES, wish.action)
    assert len(codes) == 1, f"pressing Publish made {len(codes)} pledges"
    people.actions[codes[0]] = wish.action
    people.model.publish(codes[0], wish.terms(person.id))


def _wish(people: Workload) -> Wish:
    chance = people.chance
    people.written += 1
    day = people.town.clock.now().astimezone(ZONE).date() + timedelta(days=chance.choice((0, 1, 2, 4, 7, 20)))
    wish = Wish(f"sweep stretch {people.written} of the road", chance.choice((1, 1, 2, 3, 3, 4, 5, 5)), day)
    least = wish.threshold
    if chance.random() < _MEASURED:
        least = _measure(people, wish)
    if chance.random() < 0.45:
        wish.capacity = least + chance.choice((0, 0, 1))
    if chance.random() < 0.2:
        step = wish.terms(0).step
        wish.minimum = chance.randint(1, wish.threshold // step) * step
    wish.listed = chance.random() < 0.85
    wish.names = chance.choice(("shown", "shown", "shown", "after_success", "counts"))
    if chance.random() < 0.3:
        wish.deed = day + timedelta(days=chance.choice((0, 1, 3)))
        later = wish.deed > people.town.clock.now().astimezone(ZONE).date()
        wish.deed_at = chance.choice((None, 11, 18)) if later else None
    return wish


def _measure(people: Workload, wish: Wish) -> int:
    """Make it one about hours or money; with how few people it can come to life, or nearly."""
    chance = people.chance
    wish.unit = chance.choice(("hours", "hours", "people", "money"))
    if wish.unit == "hours":
        wish.threshold = chance.choice((60, 90, 180, 240, 330, 480))
        return chance.choice((1, 2, 3))
    wish.each = chance.choice((250, 1000, 1050))
    wish.action = f"give {how_much(wish.each, 'money')} towards stretch {people.written} of the road"
    if wish.unit == "people":
        return wish.threshold
    least = wish.threshold
    wish.threshold = wish.each * least - chance.choice((0, 0, 125))
    return least


def how_much(amount: int, unit: str) -> str:
    """As people write it."""
    if unit == "money":
        return f"£{amount // 100}" if amount % 100 == 0 else f"£{amount / 100:.2f}"
    return f"{amount / 60:g} hours" if unit == "hours" else str(amount)


async def _say_more(people: Workload, person: Person, wish: Wish, token: str) -> None:
    """By the buttons of the preview."""
    for step, value, unit in (("capacity", wish.capacity, "people"), ("minimum", wish.minimum, wish.unit)):
        if value is not None:
            await _answer(people, person, token, step, how_much(value, unit))
    if wish.deed is not None:
        at = wish.deed.isoformat() if wish.deed_at is None else f"{wish.deed.isoformat()} {wish.deed_at}:00"
        await _answer(people, person, token, "act_on", f"{at}, the old gate")
    toggles = ["visibility"] * (not wish.listed) + ["names"] * ("shown", "after_success", "counts").index(wish.names)
    for option in toggles:
        await people.press(person, f"1:pledge_option:{token}:{option}")


async def _answer(people: Workload, person: Person, token: str, step: str, text: str) -> None:
    await people.press(person, f"1:pledge_edit:{token}:{step}")
    await people.say(person, text)


def _token(people: Workload, person: Person, action: str) -> str | None:
    """Of the form that is shown as a whole."""
    for message in reversed(people.from_bot(person, people.town.sandbox.private(person))):
        if action in message.content.text and (found := _publish_on(message)):
            return found
    return None


def _publish_on(message: Message) -> str | None:
    found = (_TOKEN.match(button.get("callback_data", "")) for button in buttons(message))
    return next((match[1] for match in found if match), None)


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, ZONE).astimezone(UTC)


def _few(people: Workload) -> bool:
    """So that enough people sign each of them."""
    return len(people.where(lambda pledge: pledge.state in SIGNABLE)) < _AT_A_TIME


KINDS = (Kind(5, publish, _few),)
