"""Who wants to hear more of a pledge, or less."""

from tests.simulation.kinds import Kind
from tests.simulation.ought.pledge import ALIVE, Pledge
from tests.simulation.workload import Workload


def _heard(pledge: Pledge) -> bool:
    return pledge.state == "open" or pledge.state in ALIVE


def _has_way(pledge: Pledge) -> bool:
    return pledge.state == "open" and pledge.threshold > 2 * pledge.usual


async def follow(people: Workload) -> None:
    """Tell me on the way, or not any more."""
    code = people.some(_has_way)
    person, follows = people.one_of(people.model.pledges[code].signers), people.chance.random() < 0.85
    if await people.press(person, f"1:pledge_{'' if follows else 'un'}follow:{code}:card"):
        people.model.follow(code, person.id, follows=follows)


async def mute(people: Workload) -> None:
    """As little of it as can be, or all of it again."""
    code = people.some(_heard)
    pledge = people.model.pledges[code]
    person, muted = people.one_of({*pledge.signers, pledge.creator}), people.chance.random() < 0.6
    if await people.press(person, f"1:pledge_{'' if muted else 'un'}mute:{code}"):
        people.model.mute(code, person.id, muted=muted)


KINDS = (
    Kind(3, follow, lambda people: people.where(_has_way)),
    Kind(2, mute, lambda people: people.where(_heard)),
)
