"""The time has come: done, can't, and who was there."""

from bot.sandbox.world import Person
from tests.simulation.kinds import Kind
from tests.simulation.lists import amiss_on_check_list, is_check_list
from tests.simulation.ought.pledge import ALIVE, SIGNABLE, Pledge
from tests.simulation.workload import Workload


def _acting(pledge: Pledge) -> bool:
    return pledge.state == "acting"


def _checkable(pledge: Pledge) -> bool:
    return pledge.state == "acting" or (pledge.state == "closed" and pledge.tips > 0)


async def say_done(people: Workload) -> None:
    """/done CODE, by somebody who signed what is to be done by now, or who did not."""
    code = people.some(_acting)
    person = people.one_of(people.model.pledges[code].signers)
    await people.say(person, f"/done {code}")
    people.model.say_done(code, person.id, people.town.clock.now())


async def say_not_yet(people: Workload) -> None:
    """It will still be done: nothing changes."""
    code = people.some(_acting)
    await people.press(people.one_of(people.model.pledges[code].signers), f"1:deed_not_yet:{code}")


async def say_cannot(people: Workload) -> None:
    """Can't, with a reason or without one; also before its time."""
    code = people.some(lambda pledge: pledge.state in SIGNABLE | ALIVE)
    person = people.one_of(people.model.pledges[code].signers)
    if not await people.press(person, f"1:deed_cant:{code}"):
        return
    if people.chance.random() < 0.5 and people.offers(person, f"1:deed_cant_yes:{code}"):
        await people.say(person, "My back hurts")
    else:
        await people.press(person, f"1:deed_cant_yes:{code}")
    people.model.excuse_oneself(code, person.id, people.town.clock.now())


async def check(people: Workload) -> None:
    """The creator or the organiser says of one who was there, or that it was a slip; others forge it."""
    code = people.some(_checkable)
    pledge = people.model.pledges[code]
    by = people.one_of({pledge.creator, people.model.organiser})
    if not pledge.marks:
        return
    theirs = people.one_of(set(pledge.marks)).id
    if theirs not in pledge.marks:
        return
    slip, number = people.chance.random() < 0.3, pledge.marks[theirs].number
    allowed = people.town.present(by)
    await people.press(by, f"1:deed_list:{code}")
    _look_at_list(people, by, code)
    if await people.press(by, f"1:deed_{'unconfirm' if slip else 'confirm'}:{code}:{number}:0") and allowed:
        act = people.model.take_back if slip else people.model.confirm
        act(code, theirs, by.id, people.town.clock.now())


def _look_at_list(people: Workload, by: Person, code: str) -> None:
    """Everybody is on it, as they stand; where the answer was lost there is nothing to see."""
    message = people.any_message(by)
    if message is not None and is_check_list(message, code):
        pledge = people.model.pledges[code]
        wrong = amiss_on_check_list(message, code, pledge, by.id, lambda each: people.person(each).name)
        assert not wrong, f"{code} is {pledge.state}: {wrong}"


async def check_all(people: Workload) -> None:
    """All were there, in one tap."""
    code = people.some(_checkable)
    by = people.one_of({people.model.pledges[code].creator, people.model.organiser})
    allowed = people.town.present(by)
    if await people.press(by, f"1:deed_confirm_all:{code}") and allowed:
        people.model.confirm_all(code, by.id, people.town.clock.now())


KINDS = (
    Kind(6, say_done, lambda people: people.where(_acting)),
    Kind(1, say_not_yet, lambda people: people.where(_acting)),
    Kind(2, say_cannot, lambda people: people.where(lambda pledge: pledge.state in SIGNABLE | ALIVE)),
    Kind(5, check, lambda people: people.where(_checkable)),
    Kind(1, check_all, lambda people: people.where(_checkable)),
)
