"""Everything that people do, drawn by chance."""

from typing import Final

from bot.sandbox.errors import CannotAct
from tests.simulation import mischief, workload
from tests.simulation.doing import (
    changes,
    deeds,
    fates,
    giving,
    heeding,
    leading,
    looking,
    paper,
    places,
    publishing,
    rescues,
    returns,
    rounds,
    sharing,
    sight,
)
from tests.simulation.kinds import Kind
from tests.simulation.workload import Workload

KINDS: Final[tuple[Kind, ...]] = (
    *publishing.KINDS,
    *workload.KINDS,
    *fates.KINDS,
    *places.KINDS,
    *paper.KINDS,
    *giving.KINDS,
    *rescues.KINDS,
    *returns.KINDS,
    *rounds.KINDS,
    *changes.KINDS,
    *heeding.KINDS,
    *leading.KINDS,
    *deeds.KINDS,
    *sight.KINDS,
    *sharing.KINDS,
    *looking.KINDS,
    *mischief.KINDS,
)


async def act(people: Workload) -> str:
    """One act; gives back its name. What the app would not let people do is not done."""
    possible = [kind for kind in KINDS if kind.possible(people)]
    chosen = people.chance.choices(possible, [kind.weight for kind in possible])[0]
    try:
        await chosen.play(people)
    except CannotAct:
        await people.town.hear()
    return chosen.play.__name__
