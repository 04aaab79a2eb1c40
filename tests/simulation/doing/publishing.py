"""Making a pledge: its line, and all that can be said besides."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from bot.sandbox.world import Message, Person
from tests.simulation.kinds import Kind
from tests.simulation.neighbourhood import ZONE, buttons
from tests.simulation.ought.measures import bare, shown, step
from tests.simulation.ought.pledge import SIGNABLE, Terms
from tests.simulation.workload import Workload, column

_TOKEN: Final = re.compile(r"^1:pledge_publish:(\w+)$")
_LAST_SECOND: Final = time(23, 59, 59)
_AT_A_TIME: Final = 3
_HOW_OFTEN: Final = {"weekly": "every week", "fortnightly": "every two weeks", "monthly": "every month"}
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
    """Pence."""
    repeats: str | None = None

    @property
    def needed(self) -> str:
        """How much, with its unit."""
        return shown(self.threshold, self.unit)

    @property
    def condition(self) -> str:
        """The second half of its line."""
        if self.unit != "people":
            return f"{self.needed} come together"
        return f"{self.needed} other neighbours will join"

    def terms(self, creator: int) -> Terms:
        """What that amounts to."""
        last_second, deed, over = _moment(self.day, _LAST_SECOND), None, None
        if self.deed is not None:
            deed = _moment(self.deed, time(self.deed_at or 0))
            over = None if self.deed_at is not None else _moment(self.deed + timedelta(days=1), time(0))
            if self.deed_at is not None:
                last_second = min(last_second, deed)
        offer = (creator, self.threshold, last_second, self.capacity, self.minimum, self.listed, self.names, deed, over)
        return Terms(*offer, unit=self.unit, each=self.each)


async def publish(people: Workload) -> None:
    """Somebody makes a pledge, in one line or answer by answer, and presses Publish, sometimes twice."""
    person = people.somebody()
    if not people.town.present(person):
        return
    wish = _wish(people)
    line = f"/pledge I will {wish.action} if {wish.condition} by {wish.day.isoformat()}"
    others = ("neighbours", "join") if wish.unit == "people" else ()
    answers = ("/pledge", wish.action, wish.needed, *others, wish.day.isoformat())
    for said in people.chance.choice(((line,), answers)):
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
    if wish.repeats is not None:
        people.model.repeat(codes[0], wish.repeats)


def _wish(people: Workload) -> Wish:
    chance = people.chance
    people.written += 1
    day = people.town.clock.now().astimezone(ZONE).date() + timedelta(days=chance.choice((0, 1, 2, 4, 7, 20)))
    wish = Wish(f"sweep stretch {people.written} of the road", chance.choice((1, 1, 2, 3, 3, 4, 5, 6)), day)
    _measure(people, wish)
    if chance.random() < 0.45:
        wish.capacity = _fewest(wish) + chance.choice((0, 0, 1))
    if chance.random() < 0.2:
        wish.minimum = chance.randint(1, wish.threshold // step(wish.unit)) * step(wish.unit)
    if chance.random() < 0.25:
        wish.repeats = chance.choice(("weekly", "weekly", "weekly", "fortnightly", "monthly"))
    wish.listed = chance.random() < 0.85
    wish.names = chance.choice(("shown", "shown", "shown", "after_success", "counts"))
    if chance.random() < 0.3:
        wish.deed = day + timedelta(days=chance.choice((0, 1, 3)))
        later = wish.deed > people.town.clock.now().astimezone(ZONE).date()
        wish.deed_at = chance.choice((None, 11, 18)) if later else None
    return wish


def _measure(people: Workload, wish: Wish) -> None:
    """Some count hours, some money; of some everybody pays the same, and heads are counted."""
    chance = people.chance
    kind = chance.choices(("people", "hours", "money", "each"), (8, 4, 3, 2))[0]
    if kind in ("money", "each"):
        wish.each = chance.choice((250, 1000, 1000, 1050))
        wish.action = f"give {shown(wish.each, 'money')} towards stretch {people.written} of the road"
    if kind == "hours":
        wish.unit, wish.threshold = kind, wish.threshold * 60 + chance.choice((0, 0, 30))
    if kind == "money":
        wish.unit, wish.threshold = kind, (wish.each or 0) * wish.threshold - chance.choice((0, 0, 100))


def _fewest(wish: Wish) -> int:
    """So few people can bring what is needed."""
    return {"people": wish.threshold, "hours": 1}.get(wish.unit) or -(-wish.threshold // (wish.each or 1))


async def _say_more(people: Workload, person: Person, wish: Wish, token: str) -> None:
    """By the buttons of the preview."""
    if wish.capacity is not None:
        await _answer(people, person, token, "capacity", str(wish.capacity))
    if wish.minimum is not None:
        await _answer(people, person, token, "minimum", bare(wish.minimum, wish.unit))
    if wish.repeats is not None:
        await _answer(people, person, token, "repeats", _HOW_OFTEN[wish.repeats])
    if wish.deed is not None:
        at = wish.deed.isoformat() if wish.deed_at is None else f"{wish.deed.isoformat()} {wish.deed_at}:00"
        await _answer(people, person, token, "act_on", f"{at}, the old gate")
    toggles = ["visibility"] * (not wish.listed) + ["names"] * ("shown", "after_success", "counts").index(wish.names)
    for option in toggles:
        await people.press(person, f"1:pledge_option:{token}:{option}")


async def _answer(people: Workload, person: Person, token: str, question: str, text: str) -> None:
    await people.press(person, f"1:pledge_edit:{token}:{question}")
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
