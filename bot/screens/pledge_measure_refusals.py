"""The sentences of what is refused about numbers that may count people, hours or money."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.core.refusal import Refusal
from bot.pledges import course_refusals as course
from bot.pledges import refusals as pledge_no
from bot.pledges.measures import refusals as no
from bot.pledges.measures.limits import minor_in
from bot.pledges.wording import Money, Unit
from bot.screens.html import Phrase
from bot.screens.pledge_measures import amount, money
from bot.screens.words import Words

_HUNDRED: Final = 100


def _a_sum(t: Words, currency: str) -> Phrase:
    return money(t, Money(1050 if minor_in(currency) == _HUNDRED else 10 * minor_in(currency), currency))


def _too_large(t: Words, refusal: pledge_no.ThresholdTooLarge, _: Reader) -> str:
    most = amount(t, refusal.most, refusal.measure)
    if refusal.measure.unit is Unit.MONEY:
        return t.plain("That is too much: write at most %(most)s.", most=most)
    return t.plain("That is too many: write at most %(most)s.", most=most)


def _not_lower(t: Words, refusal: course.ThresholdNotLower, _: Reader) -> str:
    least, most = (amount(t, n, refusal.measure) for n in (refusal.least, refusal.most))
    if refusal.least == refusal.most:
        return t.plain("It can only be lowered: write %(least)s.", least=least)
    return t.plain("It can only be lowered: write %(least)s to %(most)s.", least=least, most=most)


def _not_above_count(t: Words, refusal: course.ThresholdNotAboveCount, _: Reader) -> str:
    if refusal.measure.unit is not Unit.PEOPLE:
        there, least = (amount(t, n, refusal.measure) for n in (refusal.count, refusal.least))
        return t.plain("%(amount)s are there already: write %(least)s or more.", amount=there, least=least)
    return t.plain_count(
        "%(n)s person has signed already: write %(least)s or more.",
        "%(n)s people have signed already: write %(least)s or more.",
        refusal.count,
        least=refusal.least,
    )


REFUSALS: Final[Mapping[type[Refusal], Callable[[Words, Any, Reader], str]]] = {
    pledge_no.ThresholdTooLarge: _too_large,
    course.ThresholdNotLower: _not_lower,
    course.ThresholdNotAboveCount: _not_above_count,
    no.AmountTooSmall: lambda t, refusal, _: t.plain(
        "That is too little: write %(least)s or more.", least=amount(t, refusal.least, refusal.measure)
    ),
    no.HoursNotUnderstood: lambda t, _, __: t.plain("How many hours? Please write a number, for example 2 or 2.5."),
    no.HoursNotHalves: lambda t, _, __: t.plain("Please give whole or half hours, for example 2 or 2.5."),
    no.MoneyNotUnderstood: lambda t, refusal, _: t.plain(
        "How much? Please write a sum in digits only, for example %(sum)s.", sum=_a_sum(t, refusal.currency)
    ),
    no.SumInSentence: lambda t, refusal, _: t.plain(
        "Your sentence says %(sum)s: press “Change what I do” to make it another sum.", sum=money(t, refusal.each)
    ),
    no.OtherCurrency: lambda t, refusal, _: t.plain(
        "Money is counted in %(currency)s here: write a sum like %(sum)s.",
        currency=refusal.currency,
        sum=_a_sum(t, refusal.currency),
    ),
}
