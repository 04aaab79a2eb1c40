"""What may happen in the time bank; pure."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from bot.core.minutes import HOUR, Minutes, minutes
from bot.core.text import length
from bot.timebank.ledger.model import Limits
from bot.timebank.refusals import NotMoreThanNothing, NotWholeMinutes, TooLongAtOnce, WordsTooLong

LONGEST: Final = Minutes(24 * HOUR)
"""In one entry; more is refused."""

LONG: Final = Minutes(16 * HOUR)
"""More than that is asked about: is it right?"""

WORDS_MOST: Final = 200
"""Characters about an exchange."""

TRUSTED_AFTER: Final = 3
"""Exchanges with so many different people make a member trusted."""

ENDOWMENT: Final = Minutes(200 * HOUR)
"""How far the fund may go below zero: for the starter credits of a hundred neighbours."""


class Mode(StrEnum):
    """How hours become credits in a community."""

    MUTUAL = "mutual"
    """Whoever got the help pays, and may owe for a while."""
    ISSUED = "issued"
    """An organisation credits hours that it approved; nobody owes."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a community grants its members, in minutes."""

    floor_new: Minutes
    floor_trusted: Minutes
    starter: Minutes


SOFT_CEILING: Final = Minutes(40 * HOUR)
"""Above it a member is asked to let others help them; nothing is refused."""

TERMS: Final = {
    Mode.MUTUAL: Terms(Minutes(-5 * HOUR), Minutes(-12 * HOUR), starter=Minutes(2 * HOUR)),
    Mode.ISSUED: Terms(Minutes(0), Minutes(0), starter=Minutes(0)),
}

FUND_LIMITS: Final = Limits(floor=Minutes(-ENDOWMENT))


def limits_of_member(terms: Terms, partners: int) -> Limits:
    """How far somebody may go who has exchanged with so many different people."""
    return Limits(floor=terms.floor_trusted if partners >= TRUSTED_AFTER else terms.floor_new)


def check_words(text: str) -> None:
    """Refuses WordsTooLong."""
    if length(text) > WORDS_MOST:
        raise WordsTooLong(WORDS_MOST, length(text))


def whole_minutes(written: Fraction) -> Minutes:
    """The duration in minutes, whatever it is. Refuses NotWholeMinutes."""
    if written.denominator != 1:
        raise NotWholeMinutes
    return minutes(written.numerator)


def check_amount(amount: Minutes) -> None:
    """Refuses NotMoreThanNothing, TooLongAtOnce."""
    if amount <= 0:
        raise NotMoreThanNothing
    if amount > LONGEST:
        raise TooLongAtOnce(LONGEST)
