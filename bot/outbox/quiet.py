"""Quiet hours: when a message that is not urgent may ring in somebody's pocket. Pure."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.communities.model import QuietHours
from bot.core.wall import local_moment
from bot.outbox.model import Urgency

_DAY = 24 * 60


def may_ring_at(moment: datetime, quiet: QuietHours) -> datetime:
    """The first moment, `moment` (aware) or later, outside the quiet hours.

    The wall clock decides, also on the nights on which it is changed; equal begin and end mean no quiet hours.
    """
    wall = moment.astimezone(ZoneInfo(quiet.zone))
    minute = wall.hour * 60 + wall.minute
    length = (quiet.end - quiet.begin) % _DAY
    if (minute - quiet.begin) % _DAY >= length:
        return moment
    day = wall.date() if minute < quiet.end else wall.date() + timedelta(days=1)
    end = local_moment(day, time(quiet.end // 60, quiet.end % 60), quiet.zone)
    return max(end, moment)


def is_patient(urgency: Urgency) -> bool:
    """True for what waits until the quiet hours are over."""
    return urgency >= Urgency.REMINDER
