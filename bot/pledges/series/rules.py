"""When the rounds of a series are, by the calendar on the wall. Pure."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.pledges import limits
from bot.pledges.dated import months_later
from bot.pledges.deed_times import LASTS
from bot.pledges.series.model import Rhythm, Rule, Series
from bot.pledges.wording import Deadline, Occasion, Wording

_WEEK: Final = 7
_ONE_DAY: Final = timedelta(days=1)
_A_LONG_MONTH_AHEAD: Final = 62
"""Days among which every day of a month comes once at least."""
_TO_SIGN: Final = timedelta(days=2)
"""So long at least people can sign a round; for that it is opened before the deed of the one before it."""
_TO_SIGN_LATE: Final = timedelta(days=1)
"""The same after an outage: a turn with less than that left is over."""


def day_of_turn(first: date, rule: Rule, turn: int) -> date:
    """The day of the turn that comes `turn` turns after the first, always counted from the first: 31 January is
    followed by 28 February and 31 March."""
    match rule:
        case Rule.WEEKLY:
            return first + timedelta(days=_WEEK * turn)
        case Rule.FORTNIGHTLY:
            return first + timedelta(days=2 * _WEEK * turn)
        case Rule.MONTHLY:
            return months_later(first, turn)
    return _same_weekday(first, months_later(first.replace(day=1), turn))


def _same_weekday(first: date, month: date) -> date:
    """The weekday of `first` in the month that begins with `month`, as the so-manieth there; the last for a fifth."""
    ahead = (first.weekday() - month.weekday()) % _WEEK + (first.day - 1) // _WEEK * _WEEK
    days = monthrange(month.year, month.month)[1]
    return month + timedelta(days=ahead if ahead < days else ahead - _WEEK)


def first_day(rhythm: Rhythm, earliest: date) -> date | None:
    """The first day of the rhythm from `earliest` on; None where it names no day, or one that no month has."""
    if rhythm.day is not None:
        days = (earliest + timedelta(days=ahead) for ahead in range(_A_LONG_MONTH_AHEAD))
        return next((day for day in days if day.day == rhythm.day), None)
    if rhythm.weekday is None:
        return None
    first = earliest + timedelta(days=(rhythm.weekday - earliest.isoweekday()) % _WEEK)
    weeks = (first + timedelta(days=_WEEK * ahead) for ahead in range(_WEEK * 2))
    return next(day for day in weeks if rhythm.nth in (None, (day.day - 1) // _WEEK + 1))


def first_deed(rhythm: Rhythm, now: datetime, deadline: Deadline | None, zone: ZoneInfo) -> Occasion | None:
    """When it is done for the first time: on the first day of the rhythm on which people have signed, or, while nobody
    knows until when they can, on the first one after today. None: the rhythm names no day."""
    earliest = now.astimezone(zone).date() + _ONE_DAY if deadline is None else _day(deadline)
    for day in (first_day(rhythm, earliest), first_day(rhythm, earliest + _ONE_DAY)):
        deed = None if day is None else limits.occasion_on(day, rhythm.at, zone, None)
        if deed is None or deadline is None or limits.comes_after(deed, deadline):
            return deed
    return None


def put_off(deed: Occasion, rule: Rule, deadline: Deadline) -> Occasion:
    """The first deed of a series that is not published yet, moved on until people can have signed before: every two
    weeks it can begin in any week."""
    step = Rule.WEEKLY if rule is Rule.FORTNIGHTLY else rule
    first, turn = deed, 0
    while not limits.comes_after(deed, deadline):
        turn += 1
        day = day_of_turn(_day(first), step, turn)
        deed = limits.occasion_on(day, _time(first), ZoneInfo(first.time_zone), first.place)
    return deed


def wording_of_turn(first: Wording, rule: Rule, turn: int) -> Wording:
    """The same sentence with the days of another turn; the time on the wall stays, over changes of the clock too.

    The rule moves the day of the deed (of the deadline, where there is none), and the deadline by as many days.
    """
    deed, deadline = first.act_on, first.deadline
    anchor = _day(deadline if deed is None else deed)
    moved = day_of_turn(anchor, rule, turn) - anchor
    return replace(
        first,
        deadline=limits.deadline_on(_day(deadline) + moved, _time(deadline), ZoneInfo(deadline.time_zone)),
        act_on=None
        if deed is None
        else limits.occasion_on(_day(deed) + moved, _time(deed), ZoneInfo(deed.time_zone), deed.place),
    )


def _time(moment: Deadline | Occasion) -> time | None:
    return None if moment.whole_day else moment.at.astimezone(ZoneInfo(moment.time_zone)).time()


def _day(moment: Deadline | Occasion) -> date:
    return moment.at.astimezone(ZoneInfo(moment.time_zone)).date()


def opens_at(first: Wording, series: Series) -> datetime:
    """When the round after the present one opens: once that one has had its day, if people then have time enough to
    sign, and never before signing for it is over: of a series there is one round at a time to sign."""
    present = wording_of_turn(first, series.rule, series.turn)
    following = wording_of_turn(first, series.rule, series.turn + 1)
    deed = present.act_on
    if deed is None:
        return present.closes_at
    over = max(present.closes_at, deed.over_at if deed.whole_day else deed.at + LASTS)
    return over if following.closes_at - over >= _TO_SIGN else present.closes_at


def next_turn(first: Wording, series: Series, now: datetime) -> int:
    """The turn that is opened now: the first one not left out that people still have time to sign for. Those that went
    by while the bot was down are not made up for."""
    turn = series.turn + 1
    while turn == series.left_out or wording_of_turn(first, series.rule, turn).closes_at < now + _TO_SIGN_LATE:
        turn += 1
    return turn
