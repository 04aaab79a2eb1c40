"""When the owner of what is promised in return is reminded, before its day, and asked, after it. Pure."""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.wall import local_moment
from bot.pledges.deed_times import ASKED_AFTER, LAST_CHANCE
from bot.pledges.wording import ONE_SECOND, Deadline

AHEAD: Final = (7, 1)
"""So many days before its day its owner is reminded."""

_REMINDED: Final = time(10)


def ahead_at(due: Deadline, turn: int) -> datetime:
    """When its owner is reminded for the first (0) and second (1) time."""
    day = due.at.astimezone(ZoneInfo(due.time_zone)).date()
    return local_moment(day - timedelta(days=AHEAD[turn]), _REMINDED, due.time_zone)


def asked_at(due: Deadline, turn: int) -> datetime:
    """When its owner is asked for the first time (0), and reminded (1 to 3): as signers are of their deed."""
    return due.at + ONE_SECOND + ASKED_AFTER[turn]


def missed_at(due: Deadline) -> datetime:
    """When they have missed it without an answer."""
    return asked_at(due, len(ASKED_AFTER) - 1) + LAST_CHANCE
