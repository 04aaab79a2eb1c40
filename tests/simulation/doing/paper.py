"""The organiser adds people without Telegram, takes them back, and says of them who was there."""

from bot.sandbox.world import Person
from tests.simulation.kinds import Kind
from tests.simulation.lists import amiss_on_paper_list, is_paper_list
from tests.simulation.ought.pledge import SIGNABLE, Pledge
from tests.simulation.workload import Workload

_NAMES = ("Mair", "Ifan", "Non", "Gwil")


def _may_have_some(pledge: Pledge) -> bool:
    return pledge.terms.unit == "people" and pledge.threshold > 2 and pledge.state in SIGNABLE


def _has_some(pledge: Pledge) -> bool:
    return bool(pledge.paper)


def _checkable(pledge: Pledge) -> bool:
    return bool(pledge.on_paper) and pledge.acting_at is not None


async def add(people: Workload) -> None:
    """Names, a number, or the button for one; sometimes more than a third, sometimes by somebody who may not."""
    code, person, at = people.some(_may_have_some), people.one_of({people.model.organiser}), people.town.clock.now()
    if not await people.press(person, f"1:paper_add:{code}"):
        return
    one = people.offers(person, f"1:paper_one:{code}:")
    if one is None:
        return  # nothing is asked of who may not, or where there is no room; or it was lost on the way
    written = people.chance.choice((None, 1, 1, 2, 3))
    names: list[str | None] = [None] if written is None else people.chance.sample(_NAMES, written)
    if written is None:
        for _ in range(people.chance.choice((1, 2))):
            await people.press(person, one)
    elif people.chance.random() < 0.3:
        names = [None] * written
        await people.say(person, str(written))
    else:
        await people.say(person, "\n".join(name or "" for name in names))
    people.model.add_on_paper(code, person.id, names, at)
    _look_at_list(people, person, code)


async def take_back(people: Workload) -> None:
    """One of them is not in any more; others forge it."""
    code, person = people.some(_has_some), people.one_of({people.model.organiser})
    number = people.chance.choice([*people.model.pledges[code].paper, 99])
    await people.press(person, f"1:paper_list:{code}")
    _look_at_list(people, person, code)
    if await people.press(person, f"1:paper_back:{code}:{number}:0"):
        people.model.take_paper_back(code, person.id, number)
        _look_at_list(people, person, code)


async def check(people: Workload) -> None:
    """The creator or the organiser says of one that they were there, or that it was a slip; others forge it."""
    code = people.some(_checkable)
    pledge, now = people.model.pledges[code], people.town.clock.now()
    by = people.one_of({pledge.creator, people.model.organiser})
    number, allowed = people.chance.choice([*pledge.paper, 99]), people.town.present(by)
    slip = people.chance.random() < 0.3
    if await people.press(by, f"1:deed_{'unconfirm' if slip else 'confirm'}:{code}:{number}:0") and allowed:
        act = people.model.unconfirm_paper if slip else people.model.confirm_paper
        act(code, number, by.id, now)


def _look_at_list(people: Workload, person: Person, code: str) -> None:
    """All of them are on it; where the answer was lost there is nothing to see."""
    message = people.any_message(person)
    if message is None or not is_paper_list(message, code):
        return
    assert person.id == people.model.organiser, f"{person.name} sees who signed {code} on paper"
    pledge = people.model.pledges[code]
    wrong = amiss_on_paper_list(message, code, pledge, people.town.clock.now())
    assert not wrong, f"{code} is {pledge.state}: {wrong}"


KINDS = (
    Kind(6, add, lambda people: people.where(_may_have_some)),
    Kind(3, take_back, lambda people: people.where(_has_some)),
    Kind(5, check, lambda people: people.where(_checkable)),
)
