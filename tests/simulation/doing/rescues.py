"""Answers after a near miss."""

from tests.simulation.kinds import Kind
from tests.simulation.ought.pledge import Pledge
from tests.simulation.workload import Workload


def _asked(pledge: Pledge) -> bool:
    return pledge.rescue_until is not None and pledge.state in ("expired", "rescued")


async def stay(people: Workload) -> None:
    """A signer says yes or no, perhaps another time."""
    code = people.some(_asked)
    pledge = people.model.pledges[code]
    person, at = people.one_of(set(pledge.marks)), people.town.clock.now()
    stays = people.chance.random() < 0.75
    if await people.press(person, f"1:rescue_{'stay' if stays else 'leave'}:{code}"):
        people.model.stay(code, person.id, at, stays=stays)


async def go_ahead(people: Workload) -> None:
    """The creator says yes, with some number; others forge it."""
    code = people.some(_asked)
    pledge = people.model.pledges[code]
    person, at = people.one_of({pledge.creator}), people.town.clock.now()
    there = pledge.reached
    least = people.chance.choice((0, 1, there // 2, there * 2 // 3, there, 10**6 + 1))
    if await people.press(person, f"1:rescue_go:{code}:{least}"):
        people.model.go_ahead(code, person.id, least, at)


async def let_go(people: Workload) -> None:
    """The creator says no; others forge it."""
    code = people.some(_asked)
    person, at = people.one_of({people.model.pledges[code].creator}), people.town.clock.now()
    if people.chance.random() < 0.5:
        await people.press(person, f"1:rescue_stop:{code}")
    if await people.press(person, f"1:rescue_stop_yes:{code}"):
        people.model.let_go(code, person.id, at)


KINDS = (
    Kind(40, stay, lambda people: people.where(_asked)),
    Kind(25, go_ahead, lambda people: people.where(_asked)),
    Kind(3, let_go, lambda people: people.where(_asked)),
)
