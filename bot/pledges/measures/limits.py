"""How many hours, and how much money, a pledge may ask for. Pure."""

from typing import Final

from babel.numbers import get_currency_precision

from bot.pledges.measures.refusals import AmountTooSmall, HoursNotHalves, OtherCurrency
from bot.pledges.refusals import ThresholdTooLarge
from bot.pledges.wording import HALF_AN_HOUR, HOURS, Measure, Money, Unit

HOURS_MOST: Final = 10_000 * 60
"""Minutes, of all together."""
HOURS_EACH_MOST: Final = 1_000 * 60
"""Minutes, of one signer."""
TOTAL_MOST: Final = 1_000_000_000
"""Of money, in whole pounds, euros, …: of all together."""
EACH_MOST: Final = 1_000_000
"""The same of each."""


def check_amount(amount: int, measure: Measure) -> None:
    """Of hours (minutes) or money (minor units): more than nothing. Raises AmountTooSmall or HoursNotHalves."""
    least = HALF_AN_HOUR if measure.unit is Unit.HOURS else 1
    if amount < least:
        raise AmountTooSmall(least, measure)
    if amount % least:
        raise HoursNotHalves


def check_hours(minutes: int) -> None:
    """What one signer gives. Raises AmountTooSmall, HoursNotHalves or ThresholdTooLarge."""
    check_amount(minutes, HOURS)
    if minutes > HOURS_EACH_MOST:
        raise ThresholdTooLarge(HOURS_EACH_MOST, HOURS)


def check_each(each: Money) -> None:
    """What everybody pays who joins. Raises AmountTooSmall or ThresholdTooLarge."""
    measure = Measure(Unit.MONEY, each.currency)
    check_amount(each.minor, measure)
    if each.minor > EACH_MOST * minor_in(each.currency):
        raise ThresholdTooLarge(EACH_MOST * minor_in(each.currency), measure)


def check_currency(each: Money | None, currency: str) -> None:
    """The community may have chosen another one while the form was open. Raises OtherCurrency."""
    if each is not None and each.currency != currency:
        raise OtherCurrency(currency)


def most_of(measure: Measure) -> int:
    """The largest threshold, of hours or money."""
    match measure.unit:
        case Unit.HOURS:
            return HOURS_MOST
        case Unit.MONEY:
            return TOTAL_MOST * minor_in(measure.currency or "")
    raise ValueError("heads have a limit of their own")


def minor_in(currency: str) -> int:
    """Minor units in one of a currency: 100 pence in a pound, 1 yen in a yen."""
    return int(10 ** get_currency_precision(currency))


def people_needed(threshold: int, measure: Measure, each: Money | None) -> int:
    """The fewest people who can reach the threshold."""
    match measure.unit:
        case Unit.HOURS:
            return 1
        case Unit.MONEY if each is not None:
            return -(-threshold // each.minor)
    return threshold
