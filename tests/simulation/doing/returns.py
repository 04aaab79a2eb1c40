"""The other half: the organiser promises something in return, or is asked to, and keeps it or not."""

from datetime import UTC, datetime, time, timedelta

from bot.sandbox.world import Person
from tests.simulation.kinds import Kind
from tests.simulation.neighbourhood import ZONE
from tests.simulation.ought.pledge import Pledge
from tests.simulation.workload import Workload

_SECONDS = time(23, 59, 59)
_AT_MOST = timedelta(days=15)
"""Nobody waits longer than that for a day."""


def _could_have_one(pledge: Pledge) -> bool:
    return pledge.state == "open" and pledge.promised is None and pledge.proposed is None


def _is_proposed(pledge: Pledge) -> bool:
    return pledge.proposed is not None


def _is_promised(pledge: Pledge) -> bool:
    return pledge.promised is not None


def _is_asked_for_fewer(pledge: Pledge) -> bool:
    return pledge.promised is not None and pledge.promised.state == "promised" and pledge.rescue_until is not None


def _binds(pledge: Pledge) -> bool:
    return pledge.promised is not None and pledge.promised.state in ("owed", "missed", "claimed")


async def promise(people: Workload) -> None:
    """What, until when, as nothing in particular; and yes to it, sometimes twice."""
    code = people.some(_could_have_one)
    pledge, organiser = people.model.pledges[code], people.model.organiser
    person = people.one_of({organiser, pledge.creator})
    who = f"1:return_who:{code}:me"
    if person.id != organiser and not await _is_offered_somebody(people, person, code):
        return
    who = people.offers(person, f"1:return_who:{code}:") or who
    if not await people.press(person, who) or not people.offers(person, f"1:return_stop:{code}"):
        return
    day = pledge.last_second.astimezone(ZONE).date() + timedelta(days=people.chance.choice((0, 1, 2, 8, 40)))
    what = f"mend gate {len(pledge.returns) + 1} of {code}"
    await people.say(person, f"{what} by {day.isoformat()}")
    await people.press(person, f"1:return_skip:{code}")
    yes = people.offers(person, f"1:return_yes:{code}:")
    if yes is None:
        return  # the answer was lost on the way
    at = people.town.clock.now()
    assert people.model.may_promise(code, person.id, at), f"{person.name} can promise something for {code}"
    for _ in range(people.chance.choice((1, 1, 2))):
        await people.press(person, yes)
    people.model.promise(code, person.id, what, datetime.combine(day, _SECONDS, ZONE).astimezone(UTC), at)


async def _is_offered_somebody(people: Workload, person: Person, code: str) -> bool:
    """Whether there is an organiser who can be asked."""
    await people.press(person, f"1:return_new:{code}")
    return people.offers(person, f"1:return_who:{code}:") is not None


async def answer(people: Workload) -> None:
    """Whoever is asked promises it, or does not; others forge it; who has asked lets it be."""
    code = people.some(_is_proposed)
    pledge, at = people.model.pledges[code], people.town.clock.now()
    number = max(len(pledge.returns), 1)
    what = people.chance.choice(("agree", "agree", "decline", "unask"))
    if what == "unask":
        person = people.one_of({pledge.creator, people.model.organiser})
        allowed = people.town.present(person) or person.id == pledge.creator
        if await people.press(person, f"1:return_unask:{code}") and allowed:
            people.model.ask_no_longer(code, person.id)
        return
    person = people.one_of({people.model.organiser})
    if await people.press(person, f"1:return_{what}:{code}:{number}"):
        act = people.model.agree if what == "agree" else people.model.decline
        act(code, number, person.id, at)


async def take_back(people: Workload) -> None:
    """As long as it does not bind; others forge it."""
    code, person = people.some(_is_promised), people.one_of({people.model.organiser})
    if await people.press(person, f"1:return_withdraw_yes:{code}"):
        people.model.take_promise_back(code, person.id)


async def stay(people: Workload) -> None:
    """It holds with fewer as well."""
    code, person = people.some(_is_asked_for_fewer), people.one_of({people.model.organiser})
    at = people.town.clock.now()
    if await people.press(person, f"1:return_stay:{code}"):
        people.model.promise_for_fewer(code, person.id, at)


async def say_of_it(people: Workload) -> None:
    """Kept, not yet, can't; others forge it."""
    code, person, at = people.some(_binds), people.one_of({people.model.organiser}), people.town.clock.now()
    what = people.chance.choice(("done", "done", "not_yet", "cant"))
    if not await people.press(person, f"1:return_{what}:{code}"):
        return
    if what == "done":
        people.model.say_kept(code, person.id, at)
    elif what == "cant" and people.offers(person, f"1:return_keep:{code}"):
        await people.say(person, "The gate is gone")
        people.model.cannot_keep(code, person.id)


async def confirm(people: Workload) -> None:
    """It was kept, says whoever made the pledge; its owner and others try to."""
    code = people.some(_binds)
    person, at = people.one_of({people.model.pledges[code].creator}), people.town.clock.now()
    member = people.town.present(person)
    if await people.press(person, f"1:return_confirm:{code}") and member:
        people.model.confirm_return(code, person.id, at)


async def wait_for_its_day(people: Workload) -> None:
    """Nobody does anything until its day has passed."""
    ones = [pledge.promised for pledge in people.model.pledges.values() if _binds(pledge)]
    left = min(one.due for one in ones if one is not None) + timedelta(seconds=1) - people.town.clock.now()
    if timedelta(0) < left < _AT_MOST:
        people.town.pass_time(left)


KINDS = (
    Kind(6, promise, lambda people: people.where(_could_have_one)),
    Kind(6, answer, lambda people: people.where(_is_proposed)),
    Kind(1, take_back, lambda people: people.where(_is_promised)),
    Kind(10, stay, lambda people: people.where(_is_asked_for_fewer)),
    Kind(12, say_of_it, lambda people: people.where(_binds)),
    Kind(8, confirm, lambda people: people.where(_binds)),
    Kind(8, wait_for_its_day, lambda people: people.where(_binds)),
)
