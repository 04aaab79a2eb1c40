"""What people agree to: the sentence of a pledge, until when they can sign, when and where it is to be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.core.minutes import HOUR
from bot.core.wall import local_moment

ONE_SECOND: Final = timedelta(seconds=1)


class Visibility(StrEnum):
    """Listed for the whole community, or found by its code and link only."""

    COMMUNITY = "community"
    UNLISTED = "unlisted"


class Names(StrEnum):
    """Whether the card names those who signed."""

    SHOWN = "shown"
    AFTER_SUCCESS = "after_success"
    COUNTS = "counts"


class Unit(StrEnum):
    """What the threshold counts: heads, hours given (in minutes), or money promised (in minor units)."""

    PEOPLE = "people"
    HOURS = "hours"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money. Nobody has it: it is promised."""

    minor: int
    """In minor units: 1050 is £10.50."""
    currency: str
    """ISO 4217."""


@dataclass(frozen=True, slots=True)
class Measure:
    """In what a threshold, and how much of it is there, are counted."""

    unit: Unit = Unit.PEOPLE
    currency: str | None = None
    """ISO 4217, of money."""


HEADS: Final = Measure()
HOURS: Final = Measure(Unit.HOURS)
HALF_AN_HOUR: Final = 30
"""Minutes: hours are promised in halves."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last moment that counts, inclusive to the second.

    A date without a time is the end of that day: `whole_day`, with `at` at 23:59:59.
    """

    at: datetime
    whole_day: bool
    time_zone: str
    """IANA name of the zone in which it was meant: the community's, at that time."""

    def passed(self, now: datetime) -> bool:
        """Whether `now` is after the last second that counts."""
        return now >= self.at + ONE_SECOND

    def kept(self) -> dict[str, Any]:
        """As a draft can hold it."""
        return {"at": self.at.isoformat(), "whole_day": self.whole_day, "time_zone": self.time_zone}

    @classmethod
    def as_kept(cls, value: Mapping[str, Any]) -> "Deadline":
        """As it was before `kept`."""
        return cls(datetime.fromisoformat(value["at"]), value["whole_day"], value["time_zone"])


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and where it is to be done. A day without a time is `whole_day`, with `at` at its first moment."""

    at: datetime
    whole_day: bool
    time_zone: str
    """IANA name of the zone in which it was meant: that of the deadline."""
    place: str | None = None

    @property
    def over_at(self) -> datetime:
        """The first moment after the day; of a time of day nobody knows how long it takes, so it is that time."""
        if not self.whole_day:
            return self.at
        there = self.at.astimezone(ZoneInfo(self.time_zone))
        return local_moment(there.date() + timedelta(days=1), time(0), self.time_zone)


@dataclass(frozen=True, slots=True)
class Promise:
    """What the creator will do, in words that make a sentence."""

    action: str
    """As it follows "I will": "bring my van"."""
    opening: str | None = None
    """What it follows instead, in the writer's own words: "Bydda i'n". "": it has a verb of its own, "Dof â chawl"."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What people agree to. It never changes after the first signature."""

    action: str
    """What the creator will do, as it follows "I will" or `opening`: "bring my van"."""
    threshold: int
    """How many others have to join; the creator is not counted."""
    deadline: Deadline
    others: str | None = None
    """Who they are: "dog owners of Mill Road". None: "other neighbours", in the language of the pledge."""
    others_action: str | None = None
    """What they will do, as it follows "will". None: the same."""
    opening: str | None = None
    """See `Promise`."""
    condition: str | None = None
    """All of the others' half in the writer's own words, "if" and number included ("os daw 20 o bobl"), where it cannot
    be put together from threshold, others and their action. These two are None then."""
    language: str = "en"
    """The language (BCP 47) in which the sentence was written, and is shown to everybody."""
    visibility: Visibility = Visibility.COMMUNITY
    names: Names = Names.SHOWN
    act_on: Occasion | None = None
    """When it is to be done, if that is known from the beginning."""
    capacity: int | None = None
    """How many can be in; more than that wait for a place. None: as many as like."""
    detail: str | None = None
    """What else people should know, on one or several lines."""
    unit: Unit = Unit.PEOPLE
    """What `threshold` counts."""
    each: Money | None = None
    """What everybody who joins promises to pay; None: it is about no money."""

    @property
    def measure(self) -> Measure:
        """In what `threshold` is counted."""
        return measure_of(self.unit, self.each)

    @property
    def step(self) -> int:
        """The smallest difference between two thresholds."""
        return HALF_AN_HOUR if self.unit is Unit.HOURS else 1

    @property
    def usual(self) -> int:
        """How much one signature brings, as a rule: a head, an hour, what each pays."""
        if self.unit is Unit.MONEY and self.each is not None:
            return self.each.minor
        return HOUR if self.unit is Unit.HOURS else 1

    @property
    def signing_until(self) -> Deadline:
        """The last moment at which a signature counts: the deadline, unless the deed begins before it.

        If the deadline lies on the day of a deed that has no time of its own, people sign until the deadline.
        """
        deed, deadline = self.act_on, self.deadline
        if deed is None or deed.at > deadline.at or (deed.whole_day and deed.over_at > deadline.at):
            return deadline
        before = deed.at - ONE_SECOND if deed.whole_day else deed.at
        return Deadline(before, deed.whole_day, deed.time_zone)

    @property
    def closes_at(self) -> datetime:
        """The first moment at which no signature counts any more."""
        return self.signing_until.at + ONE_SECOND

    @property
    def acts_at(self) -> datetime:
        """The moment from which on it is to be done: the day or the time that was said, else the deadline."""
        return self.closes_at if self.act_on is None else max(self.closes_at, self.act_on.at)

    @property
    def begins(self) -> Deadline:
        """The same as people say it."""
        deed = self.act_on
        return self.deadline if deed is None else Deadline(deed.at, deed.whole_day, deed.time_zone)


def measure_of(unit: Unit, each: Money | None) -> Measure:
    """In what a threshold of this unit is counted, where each pays so much."""
    return Measure(unit, None if each is None or unit is not Unit.MONEY else each.currency)
