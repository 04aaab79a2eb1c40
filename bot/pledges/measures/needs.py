"""What the answer to "how many?" counts: people, hours, or money. Pure."""

from dataclasses import dataclass

from bot.core.refusal import Refusal
from bot.pledges.languages import PLEDGES
from bot.pledges.line import line_of
from bot.pledges.measures.hours import read_hours, says_hours
from bot.pledges.measures.money import read_money, says_money
from bot.pledges.measures.refusals import HoursNotUnderstood, MoneyNotUnderstood
from bot.pledges.numbers import read_threshold
from bot.pledges.refusals import ThresholdNotUnderstood
from bot.pledges.wording import Measure, Unit


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


def read_enough(text: str, measure: Measure) -> int:
    """How much is enough, in what is counted; a bare number counts that.

    Raises what `read_needed` does for this measure, also where the text says another one ("£5" of people).
    """
    said = _unit_in(text)
    if said is not None and said is not measure.unit:
        raise _not_understood(measure)
    return read_needed(text, measure.unit, measure.currency or "").amount


def _not_understood(measure: Measure) -> Refusal:
    match measure.unit:
        case Unit.HOURS:
            return HoursNotUnderstood()
        case Unit.MONEY:
            return MoneyNotUnderstood(measure.currency or "")
    return ThresholdNotUnderstood()


def _unit_in(text: str) -> Unit | None:
    """What its number counts, where the text says so."""
    if says_money(text):
        return Unit.MONEY
    if says_hours(text):
        return Unit.HOURS
    between = {word for words in PLEDGES.values() for word in words.between}
    counted = next((key for key in line_of(text).keys[1:3] if key not in between), None)  # "12 o bobl", "12 people"
    return Unit.PEOPLE if any(counted in words.people for words in PLEDGES.values()) else None
