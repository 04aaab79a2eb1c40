"""How many will have signed when the time is up, if it goes on as in the last week. Pure."""

from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from bot.pledges.model import Pledge, PledgeState

WINDOW: Final = timedelta(days=7)
"""Signatures of this time tell how fast it goes."""


class Nudge(Enum):
    """The two moments, by how long before the deadline they are."""

    WEEK = timedelta(days=7)
    DAY = timedelta(days=1)


def ends_at(pledge: Pledge) -> datetime:
    """The first moment that does not count any more."""
    return pledge.wording.closes_at


def nudges_ahead(pledge: Pledge) -> dict[Nudge, datetime]:
    """The moments to look at the pledge. None that lay before it was opened: what is so short needs no nudge."""
    moments = {nudge: ends_at(pledge) - nudge.value for nudge in Nudge}
    return {nudge: at for nudge, at in moments.items() if at > pledge.opened_at}


def forecast(count: int, recent: int, left: timedelta) -> int:
    """What is there, and as much a day as in the last week for as long as is left: in whole people, minutes or minor
    units, rounded down.

    `recent` of the `count` have come within the last 7 days; `left` is 0 or more.
    """
    return count + recent * left // WINDOW


def is_due(pledge: Pledge, nudge: Nudge, now: datetime) -> bool:
    """Whether this is its time: not before it (the deadline may have moved), nor when the next one's has come."""
    later = [each.value for each in Nudge if each.value < nudge.value]
    over_at = ends_at(pledge) - max(later, default=timedelta(0))
    return pledge.state is PledgeState.OPEN and ends_at(pledge) - nudge.value <= now < over_at


def misses(pledge: Pledge, recent: int, now: datetime) -> int | None:
    """How many will have signed by the deadline if that is not enough; None if it is."""
    expected = forecast(pledge.reached, recent, ends_at(pledge) - now)
    return expected if expected < pledge.wording.threshold else None  # hours: in whole minutes
