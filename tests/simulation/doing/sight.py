"""Reports, hiding, showing again."""

from tests.simulation.kinds import Kind
from tests.simulation.workload import Workload


async def report(people: Workload) -> None:
    """Somebody finds a pledge abusive, perhaps twice."""
    code, person, at = people.some(lambda _: True), people.somebody(), people.town.clock.now()
    member = people.town.present(person)
    if await people.press(person, f"1:pledge_report_yes:{code}") and member:
        people.model.report(code, person.id, at)


async def hide(people: Workload) -> None:
    """The organiser hides a pledge; others forge it."""
    code, at = people.some(lambda pledge: not pledge.hidden), people.town.clock.now()
    person = people.one_of({people.model.organiser})
    if await people.press(person, f"1:pledge_hide:{code}"):
        people.model.hide(code, person.id, at)


async def show_again(people: Workload) -> None:
    """The organiser shows it again; others forge it."""
    code, person = people.some(lambda pledge: pledge.hidden), people.one_of({people.model.organiser})
    if await people.press(person, f"1:pledge_unhide:{code}"):
        people.model.show_again(code, person.id)


KINDS = (
    Kind(1, report, lambda people: people.model.pledges),
    Kind(1, hide, lambda people: people.where(lambda pledge: not pledge.hidden)),
    Kind(2, show_again, lambda people: people.where(lambda pledge: pledge.hidden)),
)
