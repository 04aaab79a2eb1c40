"""What a counter-promise is, and where it stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.communities.model import PersonId
from bot.pledges.model import PledgeId
from bot.pledges.wording import Deadline


class CounterState(StrEnum):
    """Where a counter-promise stands."""

    PROPOSED = "proposed"
    """Its owner is asked whether they promise it; nobody else sees it."""
    DECLINED = "declined"
    LAPSED = "lapsed"
    """A proposal without an answer, or one that was taken back; or a promise taken back before anybody signed."""
    PROMISED = "promised"
    """It binds as soon as the pledge comes alive."""
    WITHDRAWN = "withdrawn"
    RELEASED = "released"
    """The pledge did not come alive as it was, or was called off: nothing is owed."""
    OWED = "owed"
    CLAIMED = "claimed"
    """Done, its owner says."""
    VERIFIED = "verified"
    EXCUSED = "excused"
    """Its owner can't, and everybody was told why."""
    MISSED = "missed"


BOUND: Final = frozenset(
    {
        CounterState.OWED,
        CounterState.CLAIMED,
        CounterState.VERIFIED,
        CounterState.EXCUSED,
        CounterState.MISSED,
    }
)
"""People have counted on it: the pledge came alive with it."""

SHOWN: Final = BOUND | {CounterState.PROMISED}
"""What the card shows. A pledge has one such at most."""


@dataclass(frozen=True, slots=True)
class CounterPromise:
    """What somebody promises in return for a pledge. What it says never changes."""

    pledge: PledgeId
    number: int
    """1, 2, … in the order in which they were made for this pledge."""
    owner: PersonId
    author: PersonId
    """Who wrote it: the owner, or who proposed it to them."""
    what: str
    due: Deadline
    """The last moment that counts, not before people have signed."""
    made_at: datetime
    office: str | None = None
    state: CounterState = CounterState.PROPOSED
    agreed_at: datetime | None = None
    """Since when it is promised."""
    ended_at: datetime | None = None
    """When it was declined, withdrawn or let go."""
    stays: bool | None = None
    """After a near miss: whether it is promised for fewer people as well; None: its owner has not said."""
    claimed_at: datetime | None = None
    settled_at: datetime | None = None
    """When it was verified, excused or missed."""
    settled_by: PersonId | None = None
    """Who confirmed it."""
    reason: str | None = None
    """Why it can't be kept."""

    @property
    def shown(self) -> bool:
        """Whether the card shows it."""
        return self.state in SHOWN
