"""Somebody looks at a pledge in private: its card says what is true, and offers what they may do."""

from tests.simulation.cards import amiss, amiss_for, amiss_of_round, is_card_of, plain
from tests.simulation.kinds import Kind
from tests.simulation.neighbourhood import buttons
from tests.simulation.ought.doors import doors, round_doors
from tests.simulation.workload import Workload


async def show(people: Workload) -> None:
    """/show CODE."""
    state = people.chance.choice(sorted({pledge.state for pledge in people.model.pledges.values()}))
    code = people.chance.choice(people.where(lambda pledge: pledge.state == state))
    pledge = people.model.pledges[code]
    person = people.one_of({pledge.creator, people.model.organiser, *pledge.marks})
    before = people.any_message(person)
    await people.say(person, f"/show {code}")
    card = people.any_message(person)
    if card is None or card is before or not is_card_of(plain(card), code):
        return  # the answer was lost, or they live elsewhere
    assert people.town.present(person), f"{person.name} lives elsewhere, and is shown {code}"
    now = people.town.clock.now()
    series = people.model.series_of(code)
    wrong = amiss(plain(card), pledge, now, lambda each: people.person(each).name, whole=True)
    wrong += amiss_for(plain(card), pledge, person.id)
    assert not wrong, f"{code} is {pledge.state}: {wrong} on {plain(card)!r}"
    found = {data.split(":")[1] for button in buttons(card) if (data := button.get("callback_data"))}
    organiser, muted = person.id == people.model.organiser, people.model.is_muted(code, person.id)
    ought = doors(pledge, person.id, now, organiser=organiser, muted=muted)
    if series is not None:
        wrong = amiss_of_round(plain(card), code, pledge, series, whole=True)
        assert not wrong, f"{code} is a round of a series: {wrong} on {plain(card)!r}"
        ought |= round_doors(series, code, steers=organiser or person.id == pledge.creator)
    assert found == ought, f"{code} is {pledge.state}, and offers {person.name} {found - ought}, not {ought - found}"


KINDS = (Kind(6, show, lambda people: people.model.pledges),)
