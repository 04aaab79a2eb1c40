"""Every place is taken: some wait for one."""

from tests.simulation.kinds import Kind
from tests.simulation.ought.pledge import SIGNABLE, Pledge
from tests.simulation.workload import Workload


def _scarce(pledge: Pledge) -> bool:
    return pledge.full and pledge.state in SIGNABLE


async def wait(people: Workload) -> None:
    """A press on "Join the waiting list"."""
    code, person = people.some(_scarce), people.somebody()
    at, member, hours = people.town.clock.now(), people.town.present(person), people.some_hours(code)
    named = "" if hours is None else f":{hours}"
    if await people.press(person, f"1:pledge_wait:{code}{named}") and member:
        people.model.wait(code, person.id, at, hours)


async def give_up_place(people: Workload) -> None:
    """Somebody who is in withdraws, where others wait."""
    code = people.some(lambda pledge: bool(pledge.waiting))
    person = people.one_of(people.model.pledges[code].signers)
    if await people.press(person, f"1:pledge_withdraw:{code}"):
        people.model.withdraw(code, person.id)


KINDS = (
    Kind(20, wait, lambda people: people.where(_scarce)),
    Kind(15, give_up_place, lambda people: people.where(lambda pledge: bool(pledge.waiting))),
)
