"""Reads the money that people write: "£10", "10.50", "10,50 €", "£1 500", "GBP 10", "10 punt", "١٠ دنانير".

Never rounded, never a part of what was said, and never one of two readings: "1.500" and "£5-£10" are asked for again.
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from bot.communities.places import currencies
from bot.core.folding import folded
from bot.core.text import clean_line, digits
from bot.pledges.languages.tables import words
from bot.pledges.measures.limits import minor_in
from bot.pledges.measures.refusals import MoneyNotUnderstood, OtherCurrency
from bot.pledges.numbers import LENGTH_MOST
from bot.pledges.wording import Money

_FIGURES_MOST: Final = 15
"""Digits. More are as good as a million thousand million, which is refused."""
_WORDS_BEFORE_MOST: Final = 3
"""Of a promise: words in front of the sum, the first of which says that it is paid."""

_CODES: Final = frozenset(currencies())
_DOLLARS: Final = frozenset(code for code in _CODES if code.endswith("D")) - {"AED", "BHD", "DZD", "IQD", "JOD", "LYD"}
_CROWNS: Final = frozenset({"SEK", "NOK", "DKK", "ISK", "CZK"})
_POUNDS: Final = frozenset({"GBP", "EGP", "SYP", "LBP", "SDG", "GIP", "FKP", "SHP"})
_DINARS: Final = frozenset({"IQD", "KWD", "JOD", "BHD", "LYD", "TND", "DZD", "RSD"})
_MARKS: Final = {
    mark: meant
    for meant, marks in (
        (_POUNDS, "£ pound pounds quid punt bunt bunnoedd جنيه جنيها جنيهات ليرة ليرات"),
        (frozenset({"EUR"}), "€ euro euros ewro ewros يورو"),
        (_DOLLARS, "$ us$ ca$ a$ nz$ dollar dollars doler doleri دولار دولارا دولارات"),
        (frozenset({"JPY", "CNY"}), "¥ yen yuan"),
        (frozenset({"INR"}), "₹ rupee rupees"),
        (frozenset({"TRY"}), "₺"),
        (frozenset({"UAH"}), "₴"),
        (frozenset({"PLN"}), "zł złoty zloty"),
        (frozenset({"CHF"}), "fr sfr franken"),
        (_CROWNS, "kr kč krona kroner kronor"),
        (_DINARS, "dinar dinars دينار دينارا دنانير"),
        (frozenset({"AED", "MAD"}), "dirham dirhams درهم درهما دراهم"),
        (frozenset({"SAR", "QAR", "OMR", "YER"}), "riyal riyals rial ريال ريالا ريالات"),
    )
    for mark in words(marks)
}
"""Signs and names of money, and the currencies that they may mean."""

_GIVING: Final = words(
    "give contribute donate pay chip put offer rhoi roi cyfrannu gyfrannu talu dalu rhof rhoddaf rhoi cyfrannaf talaf "
    "أدفع سأدفع دفع أتبرع سأتبرع أساهم سأساهم أعطي سأعطي أقدم سأقدم"
)
"""The first word of a promise that is to pay something."""

_SUM: Final = re.compile(
    r"(?P<minus>[-−]\s?)?(?P<before>[^\W\d_]*[^\w\s.,'’:;!?()\"-]|[^\W\d_]+)?\s?"
    r"(?P<figures>[-−]?(?:\d{1,3}(?: \d{3})+(?!\d)[.,٫]?\d*|\d[\d.,٫٬'’]*))"
    r"(?P<glued>\s?)(?P<after>[^\W\d_]+|[^\w\s.,'’:;!?()\"-])?"
)
_SPACED: Final = re.compile(r"\d{1,3}(?:[ '’]\d{3})+(?:[.,٫]\d+)?")
_GROUPED: Final = re.compile(r"(?P<whole>\d{1,3}(?:[,٬]\d{3})+)(?:[.٫](?P<part>\d+))?")
_PLAIN: Final = re.compile(r"(?P<whole>\d+)(?:[.,٫](?P<part>\d+))?")
_RANGE: Final = re.compile(r"\s?([^\w\s,;.:()]?|_|to|or|till|until|i|neu|hyd at|الي|او|حتي)\s?")
"""Between two numbers that are one, or a range, as `folded` leaves it."""
_AND: Final = re.compile(r"\s?(and|a|ac|و)\s?")
_BETWEEN: Final = words("between rhwng بين")
"""What makes a range of two numbers with "and"."""


@dataclass(frozen=True, slots=True)
class _Sum:
    """Figures in a text, and what stands beside them."""

    at: int
    end: int
    figures: str
    meant: frozenset[str] | None
    """The currencies that its sign may mean; None: it has none."""
    odd: bool
    """It goes on with letters that are no sign ("10k", "1e9"), or as a range."""


def says_money(text: str) -> bool:
    """Whether the text has a sum with a sign or a name of money."""
    return any(found.meant for found in _sums(text))


def read_money(text: str, currency: str) -> Money:
    """A sum that was typed, in the community's currency; a bare number counts it. May be 0, negative, or far too much.

    Raises MoneyNotUnderstood, and OtherCurrency where its sign says another one.
    """
    sums = _sums(text)
    if len(sums) != 1:
        raise MoneyNotUnderstood(currency)
    return _money(sums[0], currency)


def _money(said: _Sum, currency: str) -> Money:
    if said.odd:
        raise MoneyNotUnderstood(currency)
    if said.meant is not None and currency not in said.meant:
        raise OtherCurrency(currency)
    return Money(_minor(said.figures, currency), currency)


def money_promised(action: str, currency: str) -> Money | None:
    """What a promise says that its maker pays ("give £10 towards a swing"); None: it is about no money.

    Raises as `read_money`.
    """
    found = next((each for each in _sums(action) if each.meant), None)
    if found is None:
        return None
    before = folded(clean_line(digits(action))[: found.at]).split()
    if not before or before[0] not in _GIVING or len(before) > _WORDS_BEFORE_MOST:
        return None
    return _money(found, currency)


def _sums(text: str) -> list[_Sum]:
    line = digits(clean_line(text[:LENGTH_MOST]))
    sums = [_sum(found) for found in _SUM.finditer(line)]
    for at, (one, other) in enumerate(pairwise(sums)):
        gap, before = folded(line[one.end : other.at]), folded(line[: one.at]).split()
        between = before[-1:] and before[-1] in _BETWEEN and _AND.fullmatch(gap)
        if between or _RANGE.fullmatch(gap):
            sums[at : at + 2] = replace(sums[at], odd=True), replace(other, odd=True)
    return sums


def _sum(found: re.Match[str]) -> _Sum:
    before, after = _meant(found["before"]), _meant(found["after"])
    odd = found["after"] is not None and after is None and not found["glued"] and found["after"][0].isalpha()
    minus = "-" if found["minus"] and not found["figures"].startswith(("-", "−")) else ""
    at = found.start("before") if before else found.start("figures")
    figures = found["figures"].rstrip(".,٫٬'’")
    end = found.end("after") if after else found.start("figures") + len(figures)
    return _Sum(at, end, minus + figures, before or after, odd)


def _meant(mark: str | None) -> frozenset[str] | None:
    if mark is None:
        return None
    known = _MARKS.get(folded(mark)) or _MARKS.get(folded(mark[-1]) if not mark[-1].isalpha() else "")
    if known is not None:
        return known
    return frozenset({mark.upper()}) if mark.upper() in _CODES and len(mark) == len("GBP") else None


def _minor(figures: str, currency: str) -> int:
    """The figures in minor units. Raises MoneyNotUnderstood for what has more of them than the currency, or reads two
    ways."""
    sign = -1 if figures[0] in "-−" else 1
    figures = figures.lstrip("-−")
    one = minor_in(currency)
    places = len(str(one)) - 1
    if _SPACED.fullmatch(figures):
        figures = re.sub("[ '’]", "", figures)
    said = _GROUPED.fullmatch(figures) or _PLAIN.fullmatch(figures)
    if said is None or len(said["part"] or "") > places:
        raise MoneyNotUnderstood(currency)
    whole = re.sub(r"\D", "", said["whole"])
    if len(whole) > _FIGURES_MOST:
        return sign * 10**_FIGURES_MOST * one
    return sign * (int(whole) * one + int((said["part"] or "0").ljust(places, "0") if places else 0))
