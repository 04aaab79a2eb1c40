"""Writing to everybody who is in, and leading when the creator is silent."""

from datetime import timedelta

from tests.simulation.kinds import Kind
from tests.simulation.ought.pledge import ALIVE, Pledge
from tests.simulation.workload import Workload


def _alive(pledge: Pledge) -> bool:
    return pledge.state in ALIVE


async def write_to_all(people: Workload) -> None:
    """Whoever leads it writes, and says yes to it, sometimes twice; others forge it."""
    code = people.some(_alive)
    pledge = people.model.pledges[code]
    person = people.one_of({pledge.creator} if pledge.lead is None else {pledge.creator, pledge.lead})
    if not await people.press(person, f"1:pledge_write:{code}"):
        return
    yes = await people.say_and_find(person, "We meet at nine, at the old gate.", f"1:pledge_send:{code}:")
    if yes is None or not people.town.present(person):
        return
    at = people.town.clock.now()
    for _ in range(people.chance.choice((1, 1, 2))):
        await people.press(person, yes)
    people.model.announce(code, person.id, at)


async def lead(people: Workload) -> None:
    """I will lead: pressed by those who are asked, and by others."""
    code = people.some(_leaderless(people))
    person, at = people.one_of(people.model.pledges[code].signers), people.town.clock.now()
    member = people.town.present(person)
    if await people.press(person, f"1:pledge_lead:{code}") and member:
        people.model.volunteer(code, person.id, at)


def _leaderless(people: Workload):  # type: ignore[no-untyped-def]
    now = people.town.clock.now()
    return lambda pledge: pledge.state in ALIVE and now > pledge.tipped_at + timedelta(days=2)


KINDS = (
    Kind(4, write_to_all, lambda people: people.where(_alive)),
    Kind(8, lead, lambda people: people.where(_leaderless(people))),
)
