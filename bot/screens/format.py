"""Moments, durations, amounts and lists in words, for one reader: the language's forms, the reader's zone.

Everything here returns a `Phrase`, to be given to `t.say(…)` as a value. Nothing rounds up: "in 3 days" counts
calendar days on the reader's calendar, "25 minutes" are whole minutes still left, and a bar is full only when it is.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton
from babel.lists import format_list
from babel.numbers import format_currency, get_currency_precision

from bot.communities.model import Reader
from bot.screens.html import Phrase, isolated
from bot.screens.words import Words

_BAR_LENGTH: Final = 10
_FILLED, _EMPTY = "▰", "▱"
_NAMES_SHOWN: Final = 10
_MINUTES_IN_HOUR: Final = 60
_UNJOINED_LISTS: Final = frozenset({"cy"})
"""Where "and" depends on the sound of the next name (a/ac), names are only set apart by commas."""

_zone = cache(ZoneInfo)


def local(at: datetime, reader: Reader) -> datetime:
    """The moment on the reader's clock."""
    return at.astimezone(_zone(reader.time_zone))


def moment(t: Words, at: datetime, reader: Reader, now: datetime | None = None) -> Phrase:
    """E.g. "Fri 27 Nov, 18:00, Europe/London". The year is left out only when `now` shows that it is this year."""
    today = None if now is None else local(now, reader).date()
    here = local(at, reader)
    # Translators: a date, the time of day and the time zone: Fri 27 Nov, 18:00, Europe/London
    return t.plain(
        "%(date)s, %(time)s, %(zone)s",
        date=day(t, here.date(), today),
        time=clock_time(t, at, reader),
        zone=reader.time_zone.replace("_", " "),
    )


def day(t: Words, on: date, today: date | None = None) -> Phrase:
    """E.g. "Fri 27 Nov", with the year unless `today` is in the same one."""
    skeleton = "MMMEd" if today is not None and today.year == on.year else "yMMMEd"
    midnight = datetime(on.year, on.month, on.day)  # noqa: DTZ001 - a date has no zone
    return Phrase(format_skeleton(skeleton, midnight, locale=t.locale))


def clock_time(t: Words, at: datetime, reader: Reader) -> Phrase:
    """E.g. "18:00", always by 24 hours: a promise must not hang on am and pm."""
    return Phrase(format_skeleton("Hm", local(at, reader).replace(tzinfo=None), locale=t.locale))


def until(t: Words, at: datetime, reader: Reader, now: datetime) -> Phrase:
    """How far off it is, in words that stand alone: "in 3 days", "today at 18:00", "in 25 minutes", "2 days ago"."""
    left = at - now
    if timedelta(0) <= left < timedelta(hours=1):
        minutes = left // timedelta(minutes=1)
        if minutes == 0:
            return t.plain("in less than a minute")
        return t.plain_count("in %(n)s minute", "in %(n)s minutes", minutes)
    days = (local(at, reader).date() - local(now, reader).date()).days
    if abs(days) <= 1:
        return _near(t, days, clock_time(t, at, reader))
    return days_until(t, days)


def _near(t: Words, days: int, time: Phrase) -> Phrase:
    if days == 0:
        return t.plain("today at %(time)s", time=time)
    if days == 1:
        return t.plain("tomorrow at %(time)s", time=time)
    return t.plain("yesterday at %(time)s", time=time)


def days_until(t: Words, days: int) -> Phrase:
    """How far off a whole day is: "today", "tomorrow", "in 3 days", "2 days ago"."""
    if days == 0:
        return t.plain("today")
    if days == 1:
        return t.plain("tomorrow")
    if days == -1:
        return t.plain("yesterday")
    if days > 0:
        return t.plain_count("in %(n)s day", "in %(n)s days", days)
    return t.plain_count("%(n)s day ago", "%(n)s days ago", -days)


def deadline(t: Words, at: datetime, reader: Reader, now: datetime) -> Phrase:
    """E.g. "Fri 27 Nov, 18:00, Europe/London (in 3 days)": the moment itself, then how far off it is."""
    # Translators: a moment, then how far off it is: Fri 27 Nov, 18:00, Europe/London (in 3 days)
    return t.plain(
        "%(moment)s (%(distance)s)",
        moment=moment(t, at, reader, now),
        distance=until(t, at, reader, now),
    )


def duration(t: Words, minutes: int) -> Phrase:
    """E.g. "45 min", "2 h", "2 h 30 min" (0 or more whole minutes)."""
    hours, rest = divmod(minutes, _MINUTES_IN_HOUR)
    if hours == 0:
        # Translators: minutes; then hours; then both: 45 min, 2 h, 2 h 30 min
        return t.plain("%(minutes)s min", minutes=rest)
    if rest == 0:
        return t.plain("%(hours)s h", hours=hours)
    return t.plain("%(hours)s h %(minutes)s min", hours=hours, minutes=rest)


def money(t: Words, minor_units: int, currency: str) -> Phrase:
    """E.g. "£10.50" from 1050 and "GBP" (ISO 4217; currencies without minor units are known)."""
    amount = Decimal(minor_units).scaleb(-get_currency_precision(currency))
    return Phrase(format_currency(amount, currency, locale=t.locale, numbering_system="default"))


def whole_money(t: Words, minor_units: int, currency: str) -> Phrase:
    """The same of an amount without minor units: "£10"."""
    pattern = t.locale.currency_formats["standard"].pattern.replace(".00", "")
    whole = Decimal(minor_units).scaleb(-get_currency_precision(currency))
    said = format_currency(whole, currency, pattern, locale=t.locale, currency_digits=False, numbering_system="default")
    return Phrase(said)


def percent(part: int, whole: int) -> int:
    """The share in whole percent, rounded down: 100 only when nothing is missing."""
    return part * 100 // whole


def listed(t: Words, items: Sequence[str], style: Literal["standard", "or"] = "standard") -> Phrase:
    """E.g. "Ana, Ben and Cem", each with a direction of its own."""
    if style == "standard" and t.language in _UNJOINED_LISTS:
        return _commas(t, items)
    return Phrase(format_list([isolated(item) for item in items], style=style, locale=t.locale))


def _commas(t: Words, items: Sequence[str]) -> Phrase:
    # Translators: what stands between the names of a list: Ana, Ben
    return Phrase(t.plain(", ").join(isolated(item) for item in items))


def names(t: Words, shown: Sequence[str], total: int) -> Phrase:
    """First names, ten at most: "Ana, Ben and 240 more". `total` counts the people who are not named, too."""
    first = shown[:_NAMES_SHOWN]
    more = total - len(first)
    if more <= 0:
        return listed(t, first)
    if not first:
        return t.plain_count("%(n)s person", "%(n)s people", more)
    # Translators: %(names)s is a list of first names without an "and": Ana, Ben and 240 more
    return t.plain_count(
        "%(names)s and %(n)s more",
        "%(names)s and %(n)s more",
        more,
        names=_commas(t, first),
    )


def bar(done: int, needed: int) -> Phrase:
    """Ten marks, the done part filled. Never alone: put the figures in words beside it."""
    filled = min(done * _BAR_LENGTH // needed, _BAR_LENGTH)
    if done > 0 and filled == 0:
        filled = 1
    return Phrase(_FILLED * filled + _EMPTY * (_BAR_LENGTH - filled))


def progress(t: Words, done: int, needed: int) -> Phrase:
    """E.g. "6 of 10 ▰▰▰▰▰▰▱▱▱▱": the figures first, for those who hear it read."""
    # Translators: 6 of 10, then a bar of ten marks
    return t.plain("%(done)s of %(needed)s %(bar)s", done=done, needed=needed, bar=bar(done, needed))
