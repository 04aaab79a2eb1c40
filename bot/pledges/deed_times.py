"""When something happens on the way from a promise to its deed. Pure."""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.wall import local_moment
from bot.pledges.model import Pledge
from bot.pledges.wording import Wording

_A_DAY: Final = timedelta(days=1)
LASTS: Final = timedelta(hours=4)
"""How long after the time of day that was said people are asked whether they did it."""

ASKED_AFTER: Final = (timedelta(0), 3 * _A_DAY, 7 * _A_DAY, 14 * _A_DAY)
"""A question and three reminders, counted from the end of the deed."""

LAST_CHANCE: Final = _A_DAY
"""How long after the last reminder an answer is waited for."""

CLOSES_AFTER: Final = 30 * _A_DAY
"""So long after its beginning a deed is over, whoever has answered."""

CONFIRMED_WITHIN: Final = 3 * _A_DAY
"""When everybody has answered, so long is waited for somebody to confirm it."""

AHEAD: Final = (_A_DAY, timedelta(hours=2))
"""How long before it begins people are reminded of a deed with a day."""

_ON_THE_DAY: Final = time(10)
"""When a deed begins, for the reminders before it, if its day has no time."""


def asked_at(pledge: Pledge, turn: int) -> datetime:
    """When people are asked for the first time (0), and reminded (1 to 3). Nobody knows how long a deed takes."""
    deed = pledge.wording.act_on
    if deed is None:
        return pledge.acts_at + ASKED_AFTER[turn]
    over = deed.over_at if deed.whole_day else deed.at + LASTS
    return over + ASKED_AFTER[turn]


def missed_at(pledge: Pledge) -> datetime:
    """When whoever has not answered has missed it."""
    return asked_at(pledge, len(ASKED_AFTER) - 1) + LAST_CHANCE


def ahead_at(wording: Wording, turn: int) -> datetime | None:
    """When people are reminded for the first (0) and second (1) time before it begins; None: it has no day."""
    deed = wording.act_on
    if deed is None:
        return None
    if not deed.whole_day:
        return deed.at - AHEAD[turn]
    day = deed.at.astimezone(ZoneInfo(deed.time_zone)).date()
    return local_moment(day, _ON_THE_DAY, deed.time_zone) - AHEAD[turn]
