"""What may happen with offers and vouchers; pure."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.communities.model import PersonId
from bot.core.codes import read_code
from bot.core.durations import read_duration
from bot.core.minutes import HOUR, Minutes, minutes
from bot.core.text import clean_line, clean_text, digits, length, shown_length
from bot.timebank.rewards.model import Offer, Terms, Venue, Voucher, VoucherState
from bot.timebank.rewards.refusals import (
    DaysNotUnderstood,
    NoneLeft,
    OwnVoucher,
    PriceNotUnderstood,
    RewardEnded,
    RewardTextMissing,
    RewardTextTooLong,
    StockNotUnderstood,
    TooManyVouchers,
)

CODE_LENGTH: Final = 8
"""40 bits: whoever tries a million codes against a thousand vouchers hits one in a thousand times."""

NAME_MOST: Final = 60
"""Characters of the name of a venue, and of the title of an offer."""
TERMS_MOST: Final = 300
PRICE_MOST: Final = Minutes(100 * HOUR)
STOCK_MOST: Final = 10_000
DAYS_MOST: Final = 365
DAYS_USUAL: Final = (7, 30, 90)
OUT_MOST: Final = 20
"""Vouchers that one person has out at once; as many as one screen can show."""
STAFF_MOST: Final = 20
OFFERS_MOST: Final = 30
"""Of one venue, at once."""
VENUES_MOST: Final = 40
"""Of one community, at once."""
COVERAGE: Final = timedelta(days=90)

TAKES_STOCK: Final = frozenset({VoucherState.OPEN, VoucherState.USED, VoucherState.EXPIRED})
"""For these the venue has kept something ready; what is given back can be taken by somebody else."""

_WEEK_DAYS: Final = 7
_NUMBER_DIGITS: Final = 6
_BESIDE: Final = re.compile(r"^\D*?(\d+)\D*$")
"""A number with words around it: "10 a week", "30 days"."""


def week_of(day: date) -> date:
    """Its Monday."""
    return day - timedelta(days=day.weekday())


def next_week(week: date) -> date:
    """The Monday after this one."""
    return week + timedelta(days=_WEEK_DAYS)


def expiry(day: date, days: int, zone: str) -> datetime:
    """When a voucher that is taken on this day is over: the midnight after its last day, on the community's clocks."""
    return datetime.combine(day + timedelta(days=days + 1), time(), ZoneInfo(zone))


def last_day(expires_at: datetime, zone: str) -> date:
    """The last day on which it is good."""
    return (expires_at - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date()


def left(per_week: int | None, taken: int) -> int | None:
    """How many can still be taken this week; None: no limit."""
    return None if per_week is None else max(0, per_week - taken)


def check_redeemable(offer: Offer, taken: int, out: int, week: date) -> None:
    """Refuses RewardEnded, NoneLeft, TooManyVouchers. `out`: vouchers that the person has out, of whatever."""
    if offer.ended_at is not None:
        raise RewardEnded
    if left(offer.terms.per_week, taken) == 0:
        raise NoneLeft(next_week(week))
    if out >= OUT_MOST:
        raise TooManyVouchers(OUT_MOST)


def standing(voucher: Voucher, offer: Offer, venue: Venue, now: datetime) -> VoucherState:
    """Its state as it is, whether or not somebody has written it down."""
    if voucher.state is not VoucherState.OPEN:
        return voucher.state
    if now >= voucher.expires_at:
        return VoucherState.EXPIRED
    return VoucherState.CALLED_OFF if offer.called_off or venue.closed_at else VoucherState.OPEN


def check_accepting(voucher: Voucher, by: PersonId) -> None:
    """Refuses OwnVoucher."""
    if voucher.person == by:
        raise OwnVoucher


def read_voucher(text: str) -> str | None:
    """The code that was typed or scanned, in any case, with digits of any script; None: it is none."""
    code = read_code(digits(text[: CODE_LENGTH * 8]))
    return code if code is not None and len(code) == CODE_LENGTH else None


def read_name(text: str) -> str:
    """The name of a venue, or the title of an offer. Refuses RewardTextMissing, RewardTextTooLong."""
    name = clean_line(text)
    if not shown_length(name):
        raise RewardTextMissing
    if length(name) > NAME_MOST:
        raise RewardTextTooLong(NAME_MOST, length(name))
    return name


def read_terms(text: str) -> str:
    """Refuses RewardTextMissing, RewardTextTooLong."""
    terms = clean_text(text)
    if not shown_length(terms):
        raise RewardTextMissing
    if length(terms) > TERMS_MOST:
        raise RewardTextTooLong(TERMS_MOST, length(terms))
    return terms


def read_price(text: str) -> Minutes:
    """Refuses PriceNotUnderstood."""
    found = read_duration(text)
    if found is None or found.denominator != 1 or not 0 < found <= PRICE_MOST:
        raise PriceNotUnderstood(PRICE_MOST)
    return minutes(found.numerator)


def read_stock(text: str) -> int:
    """Refuses StockNotUnderstood."""
    found = _number(text)
    if found is None or not 0 < found <= STOCK_MOST:
        raise StockNotUnderstood(STOCK_MOST)
    return found


def read_days(text: str) -> int:
    """Refuses DaysNotUnderstood."""
    found = _number(text)
    if found is None or not 0 < found <= DAYS_MOST:
        raise DaysNotUnderstood(DAYS_MOST)
    return found


def kept(terms: Terms) -> dict[str, object]:
    """The terms as a draft keeps them."""
    return {
        "title": terms.title,
        "minutes": terms.minutes,
        "per_week": terms.per_week,
        "days": terms.days,
        "terms": terms.terms,
    }


def as_kept(data: Mapping[str, object]) -> Terms:
    """The same the other way round."""
    return Terms(**{name: data[name] for name in Terms.__dataclass_fields__})  # type: ignore[arg-type]


def _number(text: str) -> int | None:
    """The only number in a line; a sign or a fraction is none that counts something."""
    line = digits(clean_line(text))
    found = _BESIDE.fullmatch(line)
    if found is None or len(found[1]) > _NUMBER_DIGITS or re.search(r"[-−+.,٫]\s*\d", line):
        return None
    return int(found[1])
