"""Its creator changes an open pledge: fewer people, a later deadline, more details; nothing else."""

from datetime import UTC, datetime, time, timedelta

from bot.sandbox.world import Person
from tests.simulation.cards import plain
from tests.simulation.kinds import Kind
from tests.simulation.neighbourhood import ZONE
from tests.simulation.ought.measures import HALF_AN_HOUR, POUND, bare
from tests.simulation.ought.pledge import SIGNABLE, Pledge
from tests.simulation.workload import Workload


def _goes_on(pledge: Pledge) -> bool:
    return pledge.state in SIGNABLE


async def lower(people: Workload) -> None:
    """To some number, possible or not."""
    code = people.some(_goes_on)
    pledge = people.model.pledges[code]
    person, unit = people.one_of({pledge.creator}), pledge.terms.unit
    smallest = {"hours": HALF_AN_HOUR, "money": POUND}.get(unit, 1)
    to = people.chance.randint(0, pledge.threshold // smallest) * smallest
    if await _changed(people, person, code, "threshold", bare(to, unit)):
        people.model.lower(code, person.id, to)


async def move_deadline(people: Workload) -> None:
    """To some day, possible or not; also behind the day of what is promised in return."""
    promised = people.where(lambda pledge: _goes_on(pledge) and pledge.promised is not None)
    code = people.chance.choice(promised) if promised else people.some(_goes_on)
    pledge = people.model.pledges[code]
    person = people.one_of({pledge.creator})
    day = pledge.last_second.astimezone(ZONE).date() + timedelta(days=people.chance.choice((0, 1, 3, 30, 31)))
    if await _changed(people, person, code, "deadline", day.isoformat()):
        deadline = datetime.combine(day, time(23, 59, 59), ZONE).astimezone(UTC)
        people.model.move_deadline(code, person.id, deadline)


async def add_detail(people: Workload) -> None:
    """Some words more."""
    code = people.some(_goes_on)
    person = people.one_of({people.model.pledges[code].creator})
    text = people.chance.choice(("bring gloves", "tea afterwards", "only if it is dry"))
    if await _changed(people, person, code, "detail", text):
        people.model.add_detail(code, person.id, text)


async def _changed(people: Workload, person: Person, code: str, what: str, to: str) -> bool:
    """Whether they were asked for a yes, and have said it. What others forge is asked of nobody."""
    if not await people.press(person, f"1:change_ask:{code}:{what}"):
        return False
    yes = await people.say_and_find(person, to, f"1:change_yes:{code}:")
    if yes is None or not people.town.present(person) or not _is_asked(people, person, what, to):
        return False
    await people.press(person, yes)
    return True


def _is_asked(people: Workload, person: Person, what: str, to: str) -> bool:
    """Whether the yes is to this: where it was refused, what they had begun before is asked again."""
    message = people.any_message(person)
    asked = "" if message is None else plain(message)
    details, deadline = "New in the details:", "People can sign until:"
    match what:
        case "detail":
            return f"{details} {to}" in asked
        case "deadline":
            return deadline in asked
    return details not in asked and deadline not in asked


KINDS = (
    Kind(2, lower, lambda people: people.where(_goes_on)),
    Kind(2, move_deadline, lambda people: people.where(_goes_on)),
    Kind(1, add_detail, lambda people: people.where(_goes_on)),
)
