"""What brings a pledge to where it becomes interesting: nearly enough sign, all places are taken, its time comes."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.sandbox.world import Person
from tests.simulation.kinds import Kind
from tests.simulation.ought.pledge import Pledge
from tests.simulation.people import in_words
from tests.simulation.workload import Workload

_AT_MOST = timedelta(days=21)
"""Nobody waits longer than that for something to happen."""


def _may_miss(pledge: Pledge) -> bool:
    return pledge.state == "open" and pledge.threshold > 2 * pledge.usual


def _concerns_others(pledge: Pledge) -> bool:
    return _may_miss(pledge) and (pledge.promised is not None or pledge.on_paper > 0)


def _has_room(pledge: Pledge) -> bool:
    return pledge.terms.capacity is not None and pledge.state in ("open", "tipped") and not pledge.full


async def just_miss(people: Workload) -> None:
    """Three of five sign, and nobody after them until the deadline; best of what concerns others as well."""
    code = people.chance.choice(people.where(_concerns_others) or people.where(_may_miss))
    pledge = people.model.pledges[code]
    await _sign(people, code, lambda: pledge.reached * 5 >= pledge.threshold * 3)
    left = pledge.last_second + timedelta(seconds=1) - people.town.clock.now()
    if timedelta(0) < left < _AT_MOST:
        people.town.pass_time(left)


async def fill(people: Workload) -> None:
    """Every place is taken."""
    code = people.chance.choice(people.where(_has_room))
    await _sign(people, code, lambda: people.model.pledges[code].full)


async def wait_for_its_time(people: Workload) -> None:
    """Nobody does anything until the next thing happens to some pledge that lives."""
    now = people.town.clock.now()
    moments = [at for code in people.where(_lives) for at in _moments(people.model.pledges[code]) if at > now]
    if moments and min(moments) - now < _AT_MOST:
        people.town.pass_time(min(moments) - now)


async def _sign(people: Workload, code: str, enough: Callable[[], bool]) -> None:
    """Neighbours who are not in yet, until that is so."""
    free = [person for person in people.town.people if _is_free(people, code, person)]
    people.chance.shuffle(free)
    for person in free:
        if not enough():
            at, hours = people.town.clock.now(), people.some_hours(code)
            await people.say_in_group(person, in_words(code, hours))
            people.model.sign(code, person.id, at, hours)


def _is_free(people: Workload, code: str, person: Person) -> bool:
    return people.town.present(person) and people.model.can_sign(code, person.id, people.town.clock.now())


def _lives(pledge: Pledge) -> bool:
    return pledge.state in ("tipped", "rescued", "acting")


def _moments(pledge: Pledge) -> list[datetime]:
    asked = [pledge.asked_at(turn) for turn in range(5)]
    plans = [] if pledge.tipped_at is None else [pledge.tipped_at + timedelta(days=days, minutes=1) for days in (3, 5)]
    return [pledge.acts_at, *asked, *plans]


KINDS = (
    Kind(4, just_miss, lambda people: people.where(_may_miss)),
    Kind(6, just_miss, lambda people: people.where(_concerns_others)),
    Kind(6, fill, lambda people: people.where(_has_room)),
    Kind(3, wait_for_its_time, lambda people: people.where(_lives)),
)
