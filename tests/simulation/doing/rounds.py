"""A pledge that comes again: in, not this time, never again; and who steers it ends it, or leaves one out."""

from datetime import timedelta

from tests.simulation.kinds import Kind
from tests.simulation.people import joining
from tests.simulation.workload import Workload

_AT_MOST = timedelta(days=15)
"""Nobody waits longer than that for a round."""


def _rounds(people: Workload) -> list[str]:
    return [code for series in people.model.series for code in series.rounds]


def _some_round(people: Workload) -> str:
    """Mostly the present one of a series that runs; else an old one, or a pledge that is no round."""
    running = [series.present for series in people.model.series if not series.ended]
    if running and people.chance.random() < 0.8:
        return people.chance.choice(running)
    return people.chance.choice([*_rounds(people), *people.model.pledges])


async def answer(people: Workload) -> None:
    """Whoever was in before is in again, or skips it."""
    code = _some_round(people)
    series = people.model.series_of(code)
    before = set() if series is None else {each for one in series.rounds for each in people.model.pledges[one].marks}
    person, at = people.one_of(before), people.town.clock.now()
    member = people.town.present(person)
    if people.chance.random() < 0.5:
        hours = people.some_hours(code)
        if await people.press(person, joining(code, hours)) and member:
            people.model.sign(code, person.id, at, hours)
    elif await people.press(person, f"1:round_skip:{code}") and member:
        people.model.skip(code, person.id, at)


async def stop_asking(people: Workload) -> None:
    """Some ask to be asked no more, by the button of this round or an old one."""
    code, person = _some_round(people), people.somebody()
    member = people.town.present(person)
    if await people.press(person, f"1:round_stop:{code}") and member:
        people.model.stop_asking(code, person.id)


async def steer(people: Workload) -> None:
    """Its creator or the organiser ends it, lets it go on, leaves the next one out, or takes that back."""
    code = _some_round(people)
    series, pledge = people.model.series_of(code), people.model.pledges[code]
    person, at = people.one_of({pledge.creator, people.model.organiser}), people.town.clock.now()
    allowed = people.town.present(person)
    turn = 1 if series is None else series.turn + people.chance.choice((1, 1, 1, 2))
    verb = people.chance.choice(("end", "go_on", "go_on", "leave_out", "leave_out", "take_back"))
    which = f":{turn}" if verb in ("leave_out", "take_back") else ""
    if not await people.press(person, f"1:round_{verb}:{code}{which}") or not allowed:
        return
    if verb == "end":
        people.model.end_series(code, person.id, at)
    elif verb == "go_on":
        people.model.let_series_go_on(code, person.id)
    else:
        people.model.leave_out(code, person.id, turn, left_out=verb == "leave_out")


async def let_a_turn_pass(people: Workload) -> None:
    """Nobody does anything until the next round is due."""
    now = people.town.clock.now()
    due = min(series.opens_at for series in people.model.series if not series.ended)
    if timedelta(0) < due - now < _AT_MOST:
        people.town.pass_time(due - now)


def _running(people: Workload) -> bool:
    return any(not series.ended for series in people.model.series)


KINDS = (
    Kind(10, answer, _rounds),
    Kind(2, stop_asking, _rounds),
    Kind(5, steer, _rounds),
    Kind(5, let_a_turn_pass, _running),
)
