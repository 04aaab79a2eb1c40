"""What the answer to "how many?" counts: people, hours, or money. Pure."""

from dataclasses import dataclass

from bot.pledges.languages import PLEDGES
from bot.pledges.line import line_of
from bot.pledges.measures.hours import read_hours, says_hours
from bot.pledges.measures.money import read_money, says_money
from bot.pledges.numbers import read_threshold
from bot.pledges.wording import Unit, Wording


@dataclass(frozen=True, slots=True)
class Needed:
    """How much has to come together: people, minutes, or minor units."""

    unit: Unit
    amount: int


def read_needed(text: str, present: Unit, currency: str) -> Needed:
    """How much was typed; `present` is what a bare number counts, `currency` the community's.

    Raises as `read_threshold`, `read_hours`, `read_money`.
    """
    match _unit_in(text) or present:
        case Unit.HOURS:
            return Needed(Unit.HOURS, read_hours(text))
        case Unit.MONEY:
            return Needed(Unit.MONEY, read_money(text, currency).minor)
    return Needed(Unit.PEOPLE, read_threshold(text))


def read_enough(text: str, wording: Wording) -> int:
    """How much is enough for a pledge, in what it counts; another measure is read as if it were a bare number."""
    each = wording.each
    needed = read_needed(text, wording.unit, "" if each is None else each.currency)
    return needed.amount if needed.unit is wording.unit else read_threshold(text)


def _unit_in(text: str) -> Unit | None:
    """What its number counts, where the text says so."""
    if says_money(text):
        return Unit.MONEY
    if says_hours(text):
        return Unit.HOURS
    people = {word for words in PLEDGES.values() for word in words.people - words.between}
    return Unit.PEOPLE if any(key in people for key in line_of(text).keys[1:2]) else None
