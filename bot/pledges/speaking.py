"""Who leads a pledge that lives, who may write to everybody who is in, and how often. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

from bot.communities.model import PersonId
from bot.pledges.listening import is_in
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.refusals import PledgeCancelled, PledgeOver
from bot.pledges.signature import Signature
from bot.pledges.speaking_refusals import (
    AnnouncedToday,
    AnnouncementsUsedUp,
    NobodyToTell,
    NoLeaderNeeded,
    NotAliveYet,
    NotInPledge,
    NotLeading,
)

ANNOUNCEMENTS_MOST: Final = 6
"""For one pledge; at most one of them a day."""

_LIVES: Final = frozenset({PledgeState.TIPPED, PledgeState.RESCUED})
_ALIVE: Final = _LIVES | {PledgeState.ACTING}


class Volunteering(Enum):
    """What becomes of an offer to lead."""

    LEADS = "leads"
    ALREADY = "already"
    """They lead it: the present state is the answer."""
    TAKEN = "taken"
    """Somebody else was first."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """What somebody who leads a pledge has written to everybody who is in."""

    number: int
    """1, 2, … in the order of writing."""
    author: PersonId
    text: str
    written_at: datetime


def leads(pledge: Pledge, person: PersonId) -> bool:
    """Whether this person began the pledge, or leads it with whoever did."""
    return person in (pledge.creator, pledge.lead)


def lives(pledge: Pledge) -> bool:
    """Whether it has come alive and its day has not come: one without a day waits for somebody to name it, also when
    its deadline has passed."""
    return pledge.state in (_LIVES if pledge.wording.act_on is not None else _ALIVE)


def volunteering(pledge: Pledge, mine: Signature | None, person: PersonId, *, asked: bool) -> Volunteering:
    """Whether this person may lead it; `asked`: those who are in have been asked, and there is still no plan.

    Refuses in this order: NotInPledge, PledgeCancelled; who leads already is answered; then NoLeaderNeeded.
    """
    if person == pledge.creator:
        raise NoLeaderNeeded(pledge.code)
    if not is_in(mine):
        raise NotInPledge(pledge.code)
    if pledge.state is PledgeState.CANCELLED:
        raise PledgeCancelled(pledge.code)
    if pledge.lead is not None:
        return Volunteering.ALREADY if pledge.lead == person else Volunteering.TAKEN
    if not (asked and lives(pledge)):
        raise NoLeaderNeeded(pledge.code)
    return Volunteering.LEADS


def may_speak(pledge: Pledge, person: PersonId) -> bool:
    """Whether to offer it; how often is another question."""
    return leads(pledge, person) and pledge.state in _ALIVE


def speaking(pledge: Pledge, person: PersonId, written: Sequence[datetime], now: datetime, zone: ZoneInfo) -> None:
    """Whether this person may write to everybody now; `written` is when that was done before, `zone` the community's.

    Refuses in this order: NotLeading, PledgeCancelled, NotAliveYet, PledgeOver, AnnouncementsUsedUp, AnnouncedToday,
    NobodyToTell.
    """
    if not leads(pledge, person):
        raise NotLeading(pledge.code)
    if pledge.state is PledgeState.CANCELLED:
        raise PledgeCancelled(pledge.code)
    if pledge.state is PledgeState.OPEN:
        raise NotAliveYet(pledge.code)
    if pledge.state not in _ALIVE:
        raise PledgeOver(pledge.code)
    if len(written) >= ANNOUNCEMENTS_MOST:
        raise AnnouncementsUsedUp(pledge.code, ANNOUNCEMENTS_MOST)
    if any(at.astimezone(zone).date() == now.astimezone(zone).date() for at in written):
        raise AnnouncedToday(pledge.code)
    if pledge.here == 0:
        raise NobodyToTell(pledge.code)
