"""Somebody looks at a pledge in private: its card says what is true, and offers what they may do."""

from bot.sandbox.world import Message
from tests.simulation.cards import amiss, hours, is_card_of, money, plain, readable
from tests.simulation.kinds import Kind
from tests.simulation.neighbourhood import buttons
from tests.simulation.ought.doors import doors
from tests.simulation.ought.pledge import Pledge
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
    wrong = amiss(plain(card), pledge, now, lambda each: people.person(each).name, whole=True)
    assert not wrong, f"{code} is {pledge.state}: {wrong} on {plain(card)!r}"
    found = {data.split(":")[1] for button in buttons(card) if (data := button.get("callback_data"))}
    mark, counts_hours = pledge.marks.get(person.id), pledge.terms.unit == "hours"
    gives = mark is not None and counts_hours and (mark.state == "waiting" or person.id in pledge.signers)
    assert ("\nYou give " in plain(card)) == gives, f"what {person.name} gives to {code}, on {plain(card)!r}"
    if gives and mark is not None and mark.amount is not None:
        assert f"\nYou give {hours(mark.amount)}." in plain(card), f"not {mark.amount} minutes on {plain(card)!r}"
    _labels_fit(card, pledge)
    organiser, muted = person.id == people.model.organiser, people.model.is_muted(code, person.id)
    ought = doors(pledge, person.id, now, organiser=organiser, muted=muted)
    assert found == ought, f"{code} is {pledge.state}, and offers {person.name} {found - ought}, not {ought - found}"


def _labels_fit(card: Message, pledge: Pledge) -> None:
    """What is to be paid is asked for in other words than what is to be done."""
    each = pledge.terms.each
    ought = {
        "pledge_sign": "I will too" if each is None else f"I will pay {money(each)} too",
        "deed_done": "Done" if each is None else "I have paid",
        "deed_list": "Who was there?" if each is None else "Who has paid?",
    }
    for button in buttons(card):
        verb = button.get("callback_data", "::").split(":")[1]
        label = readable(button["text"])
        assert verb not in ought or label == ought[verb], f"{verb} is called {label!r}, not {ought[verb]!r}"


KINDS = (Kind(6, show, lambda people: people.model.pledges),)
