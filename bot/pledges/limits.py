"""What a pledge may ask for: how long its texts, how many people, how far ahead its deadline. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.text import length, shown_length
from bot.core.wall import local_moment
from bot.pledges.deed_refusals import DeedTooEarly
from bot.pledges.measures.limits import check_amount, check_each, most_of, people_needed
from bot.pledges.refusals import (
    CapacityTooSmall,
    DeadlinePast,
    DeadlineTooFar,
    MinimumTooLarge,
    Part,
    TextTooLong,
    TextTooShort,
    ThresholdTooLarge,
    ThresholdTooSmall,
    TooManyPledges,
)
from bot.pledges.wording import HEADS, Deadline, Measure, Money, Occasion, Unit, Wording

THRESHOLD_MOST: Final = 1_000_000
THRESHOLD_ADVISED_MOST: Final = 20
"""Above it pledges rarely succeed: the form asks once whether to start smaller."""
THRESHOLD_SUGGESTED: Final = 10
YEARS_AHEAD_MOST: Final = 2
DEED_YEARS_AHEAD_MOST: Final = 3
PUBLISHED_MOST: Final = 20
"""Pledges that one person publishes in one community within a day: each is a card before everybody's eyes."""
TEXT_LIMITS: Final[dict[Part, tuple[int, int]]] = {
    Part.ACTION: (3, 200),
    Part.OTHERS: (2, 80),
    Part.OTHERS_ACTION: (2, 200),
    Part.REASON: (3, 300),
    Part.PLACE: (2, 100),
    Part.DETAIL: (2, 1_000),
    Part.ANNOUNCEMENT: (1, 1000),
    Part.IN_RETURN: (3, 200),
    Part.OFFICE: (2, 60),
}
"""Least and most characters of each text."""

_LAST_SECOND: Final = time(23, 59, 59)
_A_DAY: Final = timedelta(days=1)


def check_text(part: Part, text: str) -> None:
    """Raises TextTooShort or TextTooLong. The text has been cleaned, so that blanks and invisible marks don't count."""
    least, most = TEXT_LIMITS[part]
    if shown_length(text) < least:
        raise TextTooShort(part, least)
    if (long := length(text)) > most:
        raise TextTooLong(part, most, long)


def check_condition(condition: str) -> None:
    """The others' half in the writer's own words. Raises TextTooLong."""
    check_text(Part.OTHERS_ACTION, condition)


def check_threshold(threshold: int, measure: Measure = HEADS) -> None:
    """Raises ThresholdTooSmall (of people), AmountTooSmall, HoursNotHalves or ThresholdTooLarge."""
    if measure.unit is Unit.PEOPLE and threshold < 1:
        raise ThresholdTooSmall
    if measure.unit is not Unit.PEOPLE:
        check_amount(threshold, measure)
    most = THRESHOLD_MOST if measure.unit is Unit.PEOPLE else most_of(measure)
    if threshold > most:
        raise ThresholdTooLarge(most, measure)


def check_capacity(capacity: int, threshold: int, measure: Measure = HEADS, each: Money | None = None) -> None:
    """Places for as many as have to join, or more; of hours nobody knows how many that are. Raises CapacityTooSmall or
    ThresholdTooLarge."""
    least = people_needed(threshold, measure, each)
    if capacity < least:
        raise CapacityTooSmall(least)
    if capacity > THRESHOLD_MOST:
        raise ThresholdTooLarge(THRESHOLD_MOST)


def check_minimum(minimum: int, threshold: int, measure: Measure = HEADS) -> None:
    """With how much to go ahead after a near miss. Raises as `check_threshold`, or MinimumTooLarge."""
    check_threshold(min(minimum, threshold), measure)
    if minimum > threshold:
        raise MinimumTooLarge(threshold, measure)


def check_deadline(deadline: Deadline, now: datetime, zone: ZoneInfo) -> None:
    """Today to two years ahead, by the calendar of `zone`. Raises DeadlinePast or DeadlineTooFar."""
    if deadline.passed(now):
        raise DeadlinePast(deadline)
    if deadline.at.astimezone(zone).date() > years_later(now.astimezone(zone).date(), YEARS_AHEAD_MOST):
        raise DeadlineTooFar(deadline, YEARS_AHEAD_MOST)


def check_wording(wording: Wording, now: datetime, zone: ZoneInfo) -> None:
    """All of a pledge, in the order in which the form asks: action, threshold, others, their action, deadline;
    then what can be chosen besides."""
    check_text(Part.ACTION, wording.action)
    check_threshold(wording.threshold, wording.measure)
    if wording.each is not None:
        check_each(wording.each)
    if wording.others is not None:
        check_text(Part.OTHERS, wording.others)
    if wording.others_action is not None:
        check_text(Part.OTHERS_ACTION, wording.others_action)
    if wording.condition is not None:
        check_condition(wording.condition)
    check_deadline(wording.deadline, now, zone)
    if wording.capacity is not None:
        check_capacity(wording.capacity, wording.threshold, wording.measure, wording.each)
    if wording.detail is not None:
        check_text(Part.DETAIL, wording.detail)
    if wording.act_on is not None:
        check_occasion(wording.act_on, wording.deadline, now, zone)


def check_occasion(act_on: Occasion, deadline: Deadline, now: datetime, zone: ZoneInfo) -> None:
    """Its place; then its time: still to come, not before people have signed, within three years.

    Raises TextTooShort, TextTooLong; DeadlinePast, DeedTooEarly, DeadlineTooFar.
    """
    if act_on.place is not None:
        check_text(Part.PLACE, act_on.place)
    said = Deadline(act_on.at, act_on.whole_day, act_on.time_zone)
    if act_on.over_at <= now:
        raise DeadlinePast(said)
    if not comes_after(act_on, deadline):
        raise DeedTooEarly(deadline)
    if act_on.at.astimezone(zone).date() > years_later(now.astimezone(zone).date(), DEED_YEARS_AHEAD_MOST):
        raise DeadlineTooFar(said, DEED_YEARS_AHEAD_MOST)


def comes_after(act_on: Occasion, deadline: Deadline) -> bool:
    """Whether people can sign before it is done: on the deadline's day it may be, but not before a deadline's time."""
    there = ZoneInfo(deadline.time_zone)
    if deadline.whole_day or act_on.whole_day:
        return act_on.at.astimezone(there).date() >= deadline.at.astimezone(there).date()
    return act_on.at >= deadline.at


def check_pace(last_but_most: datetime | None, now: datetime) -> None:
    """`last_but_most` is when the `PUBLISHED_MOST`-th pledge back was published. Raises TooManyPledges."""
    if last_but_most is not None and last_but_most > now - _A_DAY:
        raise TooManyPledges(PUBLISHED_MOST)


def needs_advice(threshold: int) -> bool:
    """Whether to ask once: start with fewer?"""
    return threshold > THRESHOLD_ADVISED_MOST


def years_later(day: date, years: int) -> date:
    """The same day of a later year; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def deadline_on(day: date, at: time | None, zone: ZoneInfo) -> Deadline:
    """The deadline for a local day: its last second, or the given time of day.

    A time that the clocks skip (02:30 on the night they go forward) moves on by the gap; one that comes twice is
    its first coming.
    """
    local = datetime.combine(day, at or _LAST_SECOND, tzinfo=zone)
    return Deadline(at=local.astimezone(UTC), whole_day=at is None, time_zone=zone.key)


def occasion_on(day: date, at: time | None, zone: ZoneInfo, place: str | None) -> Occasion:
    """The deed on a local day: from its first moment, or at the given time of day."""
    return Occasion(local_moment(day, at or time(0), zone.key), at is None, zone.key, place)
