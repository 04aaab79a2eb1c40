"""What a series is: a rule, and the rounds that have been opened by it."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum
from typing import Final, NewType

from bot.communities.model import CommunityId, PersonId
from bot.pledges.model import Pledge, PledgeId
from bot.pledges.wording import Deadline, Occasion

SeriesId = NewType("SeriesId", int)

EMPTY_MOST: Final = 3
"""So many rounds in a row that nobody is in end the series; whoever is silent for as many is asked no more."""


class Rule(StrEnum):
    """How far it is from one round to the next."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    """On the same date, or the last day of a shorter month."""
    MONTHLY_WEEKDAY = "monthly_weekday"
    """On the same weekday: the second Saturday; the fifth one is the last."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, as somebody says it in a sentence, and on which days, if they say that: on a weekday (Monday is 1), on
    the `nth` of a month, on a day of the month."""

    rule: Rule
    weekday: int | None = None
    nth: int | None = None
    day: int | None = None
    at: time | None = None
    """The time of day; only with a day."""


@dataclass(frozen=True, slots=True)
class Series:
    """The state of a series. Turns are counted by the calendar from the first round (0); rounds (1, 2, …) as they are
    opened, so that a turn may have none."""

    community: CommunityId
    id: SeriesId
    """That of its first round."""
    rule: Rule
    deadline: Deadline
    """Of its first round, as it opened; moving it later moves no other round."""
    act_on: Occasion | None
    """The same."""
    pledge: PledgeId
    """The present round,"""
    round: int = 1
    """its number,"""
    turn: int = 0
    """and its turn."""
    empty: int = 0
    """Rounds in a row, the present one not counted, that nobody was in."""
    left_out: int | None = None
    """The turn that its creator leaves out (a holiday)."""
    ended_at: datetime | None = None
    ended_by: PersonId | None = None
    """None, with `ended_at`: it ended by itself."""

    @property
    def subject(self) -> str:
        """How reminders name it."""
        return f"series:{self.id}"

    @property
    def next_turn(self) -> int:
        """The one that can be left out."""
        return self.turn + 1


@dataclass(frozen=True, slots=True)
class Round:
    """What a card tells of the series that its pledge belongs to."""

    rule: Rule
    number: int
    running: bool
    code: str
    """That of the present round."""
    following: str
    """That of the round behind this one, which never changes; of the present one its own."""
    next_turn: int
    """As its buttons name it: one that names another is old."""
    left_out: bool = False
    """The next turn is left out."""


def now_ended(series: Series, by: PersonId | None, now: datetime) -> Series:
    """The series after its end."""
    return replace(series, ended_at=now, ended_by=by, left_out=None)


def now_opened(series: Series, pledge: Pledge, turn: int, empty: int) -> Series:
    """The series with its next round."""
    return replace(series, round=series.round + 1, pledge=pledge.id, turn=turn, empty=empty, left_out=None)
