"""Pledges that count hours: whoever is in gives more, or less."""

from tests.simulation.kinds import Kind
from tests.simulation.ought.pledge import SIGNABLE, Pledge
from tests.simulation.workload import Workload, in_words


def _counts_hours(pledge: Pledge) -> bool:
    return pledge.terms.unit == "hours" and pledge.state in SIGNABLE


async def give_another(people: Workload) -> None:
    """By a button, by the command, or typed as the answer to the question how many."""
    code = people.some(_counts_hours)
    pledge = people.model.pledges[code]
    person, minutes = people.one_of(pledge.signers | set(pledge.waiting)), people.hours_for(code)
    way = people.chance.choice((_press, _command, _type))
    await way(people, person.id, code, minutes)


async def _press(people: Workload, who: int, code: str, minutes: int | None) -> None:
    person, at = people.person(who), people.town.clock.now()
    member = people.town.present(person)
    if await people.press(person, people.signing(code, minutes)) and member:
        people.model.sign(code, who, at, minutes)


async def _command(people: Workload, who: int, code: str, minutes: int | None) -> None:
    person, at = people.person(who), people.town.clock.now()
    member = people.town.present(person)
    await people.say(person, f"/sign {code}{in_words(minutes)}")
    if member:
        people.model.sign(code, who, at, minutes)


async def _type(people: Workload, who: int, code: str, minutes: int | None) -> None:
    """Whoever asks while every place is taken waits for one with what they type."""
    person, pledge = people.person(who), people.model.pledges[code]
    if minutes is None or not people.town.present(person):
        return
    if not await people.press(person, f"1:pledge_hours:{code}"):
        return
    if people.offers(person, f"1:pledge_hours_keep:{code}") is None:
        return  # the answer was lost, or there was nothing to ask
    at, waits = people.town.clock.now(), pledge.full and who not in pledge.signers
    await people.say(person, f"{minutes / 60:g}")
    (people.model.wait if waits else people.model.sign)(code, who, at, minutes)


KINDS = (Kind(5, give_another, lambda people: people.where(_counts_hours)),)
