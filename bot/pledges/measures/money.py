"""Reads the money that people write: "£10", "10.50", "10,50 €", "GBP 10", "10 punt", "١٠ دنانير".

Never rounded, and never one of two readings: "1.500" is asked for again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.communities.places import currencies
from bot.core.folding import folded
from bot.core.text import clean_line, digits
from bot.pledges.languages.tables import words
from bot.pledges.measures.limits import minor_in
from bot.pledges.measures.refusals import MoneyNotUnderstood, OtherCurrency
from bot.pledges.wording import Money

LENGTH_MOST: Final = 200
"""Characters of an answer that are read."""
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
    r"(?P<figures>[-−]?\d[\d.,٫٬'’]*)(?P<glued>\s?)(?P<after>[^\W\d_]+|[^\w\s.,'’:;!?()\"-])?"
)


@dataclass(frozen=True, slots=True)
class _Sum:
    """Figures in a text, and what stands beside them."""

    at: int
    figures: str
    meant: frozenset[str] | None
    """The currencies that its sign may mean; None: it has none."""
    odd: bool
    """It goes on with letters that are no sign: "10k", "1e9"."""


def says_money(text: str) -> bool:
    """Whether the text has a sum with a sign or a name of money."""
    return any(found.meant for found in _sums(text))


def read_money(text: str, currency: str) -> Money:
    """A sum that was typed, in the community's currency; a bare number counts it. May be 0, negative, or far too much.

    Raises MoneyNotUnderstood, and OtherCurrency where its sign says another one.
    """
    found = next(_sums(text), None)
    if found is None or found.odd:
        raise MoneyNotUnderstood(currency)
    if found.meant is not None and currency not in found.meant:
        raise OtherCurrency(currency)
    return Money(_minor(found.figures, currency), currency)


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
    return read_money(action[:LENGTH_MOST], currency)


def _sums(text: str) -> Iterator[_Sum]:
    for found in _SUM.finditer(digits(clean_line(text[:LENGTH_MOST]))):
        before, after = _meant(found["before"]), _meant(found["after"])
        odd = found["after"] is not None and after is None and not found["glued"] and found["after"][0].isalpha()
        minus = "-" if found["minus"] and not found["figures"].startswith(("-", "−")) else ""
        at = found.start("before") if before else found.start("figures")
        yield _Sum(at, minus + found["figures"].rstrip(".,٫٬'’"), before or after, odd)


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
    grouped = re.fullmatch(r"(\d{1,3}(?:[,٬'’]\d{3})+)(?:[.٫](\d+))?", figures)
    plain = grouped or re.fullmatch(r"(\d+)(?:[.,٫](\d+))?", figures)
    if plain is None or len(plain[2] or "") > places:
        raise MoneyNotUnderstood(currency)
    whole = re.sub(r"\D", "", plain[1])
    if len(whole) > _FIGURES_MOST:
        return sign * 10**_FIGURES_MOST * one
    return sign * (int(whole) * one + int((plain[2] or "0").ljust(places, "0") if places else 0))
