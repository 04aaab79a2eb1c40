"""Pledges in other chats, and in lists: what is found there, and that nothing else is."""

import re

from bot.sandbox.world import Message
from tests.simulation.kinds import Kind
from tests.simulation.ought.pledge import Pledge
from tests.simulation.people import joining
from tests.simulation.workload import Workload, column


def _offered(people: Workload, pledge: Pledge) -> bool:
    return pledge.seen and pledge.state in ("open", "tipped") and people.town.clock.now() <= pledge.last_second


def _is_offered(people: Workload):  # type: ignore[no-untyped-def]
    return lambda pledge: _offered(people, pledge)


async def share(people: Workload) -> None:
    """Somebody types a code behind the bot's name, in a chat where the bot is not, and sends what is found."""
    code, person = people.some(lambda _: True), people.somebody()
    pledge = people.model.pledges[code]
    where = await people.another_group()
    if not where.has(person):
        return
    query = await people.town.sandbox.inline_query(person, code, where)
    await people.town.hear()
    assert query.results.keys() <= {code}, f"/{code} finds {query.results.keys()}"
    if not query.results:
        return  # nothing is offered to whoever lives elsewhere, nor when the answer is lost
    assert _offered(people, pledge), f"{code} is offered, and is {pledge.state}"
    assert people.town.present(person), f"{person.name} lives elsewhere, and is offered {code}"
    message = await people.town.sandbox.choose_inline(person, query, code, where)
    await people.town.hear()
    with people.town.fate.calm():
        known = await people.town.db.read(column, _KNOWN, message.inline_id or "")
    if known:
        people.shared.append((message, code))
    else:
        people.unknown_shared += 1


async def sign_elsewhere(people: Workload) -> None:
    """A press on a card in that chat."""
    message, code = people.chance.choice(people.shared)
    person = people.somebody()
    if not message.chat.has(person):
        return
    at, member, hours = people.town.clock.now(), people.town.present(person), people.some_hours(code)
    await people.town.press(person, message, data=joining(code, hours))
    await people.town.hear()
    if member:
        people.model.sign(code, person.id, at, hours)


async def browse(people: Workload) -> None:
    """/pledges: the open ones that the group may see."""
    person = people.somebody()
    before = people.any_message(person)
    await people.say(person, "/pledges")
    shown = people.any_message(person)
    if shown is None or shown is before or not _is_list(shown):
        return  # the answer was lost, or they live nowhere
    found = set(re.findall(r"\b[0-9A-Z]{5}\b", shown.content.text)) & people.model.pledges.keys()
    ought = set(people.where(_is_offered(people)))
    assert found <= ought, f"the list shows {found - ought}"
    assert ought <= found or len(ought) > _ON_A_PAGE, f"the list does not show {ought - found}"


_ON_A_PAGE = 8
_KNOWN = "SELECT inline_id FROM shared_cards WHERE inline_id = {code}"


def _is_list(message: Message) -> bool:
    return message.content.text.startswith(("Open pledges", "There are no open pledges"))


KINDS = (
    Kind(3, share, lambda people: people.model.pledges),
    Kind(4, sign_elsewhere, lambda people: people.shared),
    Kind(2, browse, lambda people: people.model.pledges),
)
