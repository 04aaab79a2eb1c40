"""A pledge counts hours: whoever is in gives another number, by a button or typed."""

from tests.simulation.kinds import Kind
from tests.simulation.ought.measures import bare
from tests.simulation.ought.pledge import SIGNABLE, Pledge
from tests.simulation.people import joining
from tests.simulation.workload import Workload


def _counts_hours(pledge: Pledge) -> bool:
    return pledge.terms.unit == "hours" and pledge.state in SIGNABLE and bool(pledge.signers)


async def give_another(people: Workload) -> None:
    """Mostly somebody who is in, or waits; sometimes they only begin with it."""
    code = people.some(_counts_hours)
    pledge, at = people.model.pledges[code], people.town.clock.now()
    person, hours = people.one_of(pledge.in_state("active", "waiting")), people.some_hours(code)
    member = people.town.present(person)
    if hours is not None and await people.press(person, joining(code, hours)) and member:
        people.model.sign(code, person.id, at, hours)


async def type_hours(people: Workload) -> None:
    """Another number of hours, asked for and written; who is not in, and finds no place, waits with them."""
    code = people.some(_counts_hours)
    pledge, hours = people.model.pledges[code], people.some_hours(code)
    person = people.one_of(pledge.in_state("active", "waiting"))
    if not await people.press(person, f"1:pledge_hours:{code}") or hours is None:
        return
    if not people.offers(person, f"1:pledge_hours_keep:{code}"):
        return
    at, member = people.town.clock.now(), people.town.present(person)
    waits = pledge.full and person.id not in pledge.signers
    await people.say(person, bare(hours, "hours"))
    if member:
        (people.model.wait if waits else people.model.sign)(code, person.id, at, hours)


KINDS = (
    Kind(14, give_another, lambda people: people.where(_counts_hours)),
    Kind(8, type_hours, lambda people: people.where(_counts_hours)),
)
