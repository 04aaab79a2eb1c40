"""The time has come: done, can't, and who was there."""

from typing import Final

from bot.sandbox.world import Person
from tests.simulation.cards import plain
from tests.simulation.kinds import Kind
from tests.simulation.ought.pledge import ALIVE, SIGNABLE, Pledge
from tests.simulation.workload import Workload

_SAID: Final = {
    "claimed": "{}, they say",
    "verified": "{}, confirmed",
    "missed": "never answered",
    "active": "no answer yet",
}
"""What stands behind a name on the list."""


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
    await _look_at_list(people, by, code)
    if await people.press(by, f"1:deed_{'unconfirm' if slip else 'confirm'}:{code}:{number}:0") and allowed:
        act = people.model.take_back if slip else people.model.confirm
        act(code, theirs, by.id, people.town.clock.now())


async def _look_at_list(people: Workload, by: Person, code: str) -> None:
    """Who has said what: done, or paid."""
    before = people.any_message(by)
    shown = None if before is None else plain(before)
    await people.press(by, f"1:deed_list:{code}")
    message = people.any_message(by)
    text = "" if message is None else plain(message)
    if f"? Pledge {code}\n" not in text or text == shown:
        return  # the answer was lost, or is what stood there
    pledge = people.model.pledges[code]
    money = pledge.terms.each is not None
    assert text.startswith("Who has paid?" if money else "Who was there?"), f"{code}, and money is {money}: {text!r}"
    for person, mark in pledge.marks.items():
        if mark.state in _SAID and person != by.id:
            who = people.person(person).name if pledge.names_shown else f"Number {mark.number}"
            line = f"{who}: {_SAID[mark.state].format('paid' if money else 'done')}"
            assert f"\n{line}\n" in text, f"no {line!r} on {text!r}"


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
