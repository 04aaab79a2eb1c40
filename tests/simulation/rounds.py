"""Rounds open by themselves: the model says when, and which; only their codes are read from the tables."""

from typing import Any, Final

from tests.simulation.people import People

_ROUNDS: Final = (
    "SELECT f.code, r.number, p.code FROM pledge_rounds r"
    " JOIN pledges p ON p.community_id = r.community_id AND p.id = r.pledge_id"
    " JOIN pledges f ON f.community_id = r.community_id AND f.id = r.series_id"
)


async def see_rounds(people: People) -> None:
    """What was due of any series by now has come about."""
    town, model = people.town, people.model
    if model.due(town.clock.now()) is None:
        return
    await town.work()
    with town.fate.calm():
        codes = {(first, number): code for first, number, code in await town.db.read(_rows)}
    here = {person.id for person in town.people if town.present(person)}
    while (series := model.due(town.clock.now())) is not None:
        first, number = series.rounds[0], len(series.rounds) + 1

        def its_code(key: tuple[str, int] = (first, number)) -> str:
            assert key in codes, f"round {key[1]} of {key[0]} has not opened"
            return codes[key]

        code = model.go_on_by_itself(series, town.clock.now(), here, its_code)
        if code is not None:
            people.actions[code] = people.actions[first]


def _rows(tx: Any) -> list[tuple[str, int, str]]:
    cursor = tx._cursor
    cursor.execute(_ROUNDS)
    return [tuple(row) for row in cursor.fetchall()]
