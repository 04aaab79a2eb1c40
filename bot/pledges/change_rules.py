"""What the creator of a pledge may change once it is open: how many are needed, the deadline, the details. Pure."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.text import length
from bot.pledges import limits
from bot.pledges.course_refusals import (
    DeadlineAfterDeed,
    DeadlineMovedBefore,
    DeadlineMovedTooFar,
    DeadlineNotLater,
    DetailsFull,
    NothingToLower,
    ThresholdInOwnWords,
    ThresholdNotAboveCount,
    ThresholdNotLower,
    ThresholdReached,
)
from bot.pledges.limits import TEXT_LIMITS
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.paper import rules as paper_rules
from bot.pledges.paper.refusals import PaperHoldsThreshold
from bot.pledges.refusals import Part, PledgeCancelled, PledgeOver, SigningOver, TextTooLong
from bot.pledges.wording import Deadline

DAYS_MOST: Final = 30
"""By which a deadline is moved."""


class What(StrEnum):
    """What can be changed."""

    THRESHOLD = "threshold"
    DEADLINE = "deadline"
    DETAIL = "detail"


def changeable(pledge: Pledge, what: What, now: datetime) -> None:
    """Whether there is anything to change there.

    Refuses in this order: PledgeCancelled, PledgeOver; for the number: ThresholdReached, ThresholdInOwnWords,
    NothingToLower, PaperHoldsThreshold; for the deadline: SigningOver, DeadlineMovedBefore; for the details:
    DetailsFull.
    """
    if pledge.state is PledgeState.CANCELLED:
        raise PledgeCancelled(pledge.code)
    if not pledge.state.signable:
        raise PledgeOver(pledge.code)
    match what:
        case What.THRESHOLD:
            _lowerable(pledge)
        case What.DEADLINE:
            _movable(pledge, now)
        case What.DETAIL if _room(pledge) < TEXT_LIMITS[Part.DETAIL][0]:
            raise DetailsFull(pledge.code)


def _lowerable(pledge: Pledge) -> None:
    if pledge.state is not PledgeState.OPEN:
        raise ThresholdReached(pledge.code)
    if pledge.wording.condition is not None:
        raise ThresholdInOwnWords(pledge.code)
    if pledge.wording.threshold <= pledge.reached + pledge.wording.step:
        raise NothingToLower(pledge.code)
    if (least := paper_rules.lowest_threshold(pledge.paper)) >= pledge.wording.threshold:
        raise PaperHoldsThreshold(pledge.paper, least)


def _movable(pledge: Pledge, now: datetime) -> None:
    if pledge.wording.deadline.passed(now):
        raise SigningOver(pledge.code, pledge.wording.deadline)
    if pledge.deadline_moved_at is not None:
        raise DeadlineMovedBefore(pledge.code)


def lowered(pledge: Pledge, threshold: int) -> Pledge:
    """The pledge with fewer people needed: more than have signed, so that a signature brings it to life.

    Refuses ThresholdTooSmall, ThresholdNotAboveCount, ThresholdNotLower, PaperHoldsThreshold.
    """
    wording, step = pledge.wording, pledge.wording.step
    limits.check_threshold(min(threshold, wording.threshold), wording.measure)
    least, most = pledge.reached + step, wording.threshold - step
    on_paper = paper_rules.lowest_threshold(pledge.paper)
    if threshold < least and least > on_paper:
        raise ThresholdNotAboveCount(pledge.reached, least, wording.measure)
    if threshold > most:
        raise ThresholdNotLower(max(least, on_paper), most, wording.measure)
    if threshold < on_paper:
        raise PaperHoldsThreshold(pledge.paper, on_paper)
    minimum = None if pledge.minimum is None else min(pledge.minimum, threshold)
    return replace(pledge, wording=replace(pledge.wording, threshold=threshold), minimum=minimum)


def moved(pledge: Pledge, deadline: Deadline, now: datetime) -> Pledge:
    """The pledge with a later deadline, by 30 days of its own calendar at most.

    Refuses DeadlineNotLater, DeadlineMovedTooFar, DeadlineTooFar, DeadlineAfterDeed.
    """
    if deadline.at <= pledge.wording.deadline.at:
        raise DeadlineNotLater(pledge.wording.deadline)
    latest = latest_deadline(pledge)
    if deadline.at > latest.at:
        raise DeadlineMovedTooFar(DAYS_MOST, latest)
    limits.check_deadline(deadline, now, ZoneInfo(deadline.time_zone))
    act_on = pledge.wording.act_on
    if act_on is not None and not limits.comes_after(act_on, deadline):
        raise DeadlineAfterDeed(act_on)
    return replace(pledge, wording=replace(pledge.wording, deadline=deadline), deadline_moved_at=now)


def latest_deadline(pledge: Pledge) -> Deadline:
    """The same time of day 30 days later on the calendar of the zone in which it was meant."""
    present = pledge.wording.deadline
    zone = ZoneInfo(present.time_zone)
    here = present.at.astimezone(zone)
    at: time | None = None if present.whole_day else here.time()
    return limits.deadline_on(here.date() + timedelta(days=DAYS_MOST), at, zone)


def detailed(pledge: Pledge, text: str) -> Pledge:
    """The pledge with more details below those that it had; these stay. Refuses TextTooShort, TextTooLong."""
    limits.check_text(Part.DETAIL, text)
    room = _room(pledge)
    if length(text) > room:
        raise TextTooLong(Part.DETAIL, room, length(text))
    before = pledge.wording.detail
    whole = text if before is None else f"{before}\n{text}"
    return replace(pledge, wording=replace(pledge.wording, detail=whole))


def _room(pledge: Pledge) -> int:
    """Characters that are left for details, a new line before them included."""
    most = TEXT_LIMITS[Part.DETAIL][1]
    return most if pledge.wording.detail is None else most - length(pledge.wording.detail) - 1
