"""What pledges and signatures are."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from bot.communities.model import CommunityId, PersonId
from bot.pledges.wording import ONE_SECOND, Deadline, Names, Occasion, Promise, Visibility, Wording

__all__ = [
    "CODE_LENGTH",
    "ONE_SECOND",
    "OWING",
    "STILL_IN",
    "WORDS_MOST",
    "Deadline",
    "Names",
    "Occasion",
    "Page",
    "Place",
    "Pledge",
    "PledgeId",
    "PledgeState",
    "Promise",
    "Signature",
    "SignatureState",
    "Unit",
    "Visibility",
    "Wording",
]

PledgeId = NewType("PledgeId", int)

CODE_LENGTH: Final = 5
"""Characters of Crockford base32: 33 million codes."""

WORDS_MOST: Final = 3
"""Words by which a list can be narrowed."""


class PledgeState(StrEnum):
    """Where a pledge stands. Before `OPEN` it is a draft, which lives with the dialogues."""

    OPEN = "open"
    TIPPED = "tipped"
    ACTING = "acting"
    CLOSED = "closed"
    EXPIRED = "expired"
    RESCUED = "rescued"
    CANCELLED = "cancelled"

    @property
    def signable(self) -> bool:
        """Whether people may still come in (until the deadline, which is another question)."""
        return self in (PledgeState.OPEN, PledgeState.TIPPED)


class SignatureState(StrEnum):
    """Where one person's promise stands."""

    ACTIVE = "active"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    OWED = "owed"
    CLAIMED = "claimed"
    VERIFIED = "verified"
    EXCUSED = "excused"
    MISSED = "missed"


STILL_IN: Final = frozenset(
    {
        SignatureState.ACTIVE,
        SignatureState.OWED,
        SignatureState.CLAIMED,
        SignatureState.VERIFIED,
        SignatureState.MISSED,
    }
)
"""Whose place is taken."""

OWING: Final = frozenset({SignatureState.ACTIVE, SignatureState.OWED})
"""Who has not said yet whether they did it, once the time has come: not every active signature is marked at once."""


class Unit(StrEnum):
    """What the threshold counts: heads, hours given, or money promised."""

    PEOPLE = "people"
    HOURS = "hours"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Pledge:
    """What somebody offers and what has become of it, from the moment it opens: all that has defaults changes later,
    by `rules.now_…`."""

    community: CommunityId
    id: PledgeId
    code: str
    """Five characters of Crockford base32, for typing, posters and links."""
    creator: PersonId
    wording: Wording
    opened_at: datetime
    state: PledgeState = PledgeState.OPEN
    count: int = 0
    """Signatures that are `STILL_IN`, kept under the pledge's lock."""
    signed: int = 0
    """People who ever signed, those included who have withdrawn."""
    last_number: int = 0
    """The number given to the latest signature; signing again takes a new one."""
    tipped_at: datetime | None = None
    expired_at: datetime | None = None
    cancelled_at: datetime | None = None
    cancelled_by: PersonId | None = None
    cancel_reason: str | None = None
    acting_at: datetime | None = None
    closed_at: datetime | None = None
    claimed: int = 0
    """Of those who are in, how many say that they have done it,"""
    verified: int = 0
    """for how many somebody else says so,"""
    missed: int = 0
    """and how many never answered."""

    @property
    def alive(self) -> bool:
        """Whether enough have signed, and it is not over."""
        return self.state in (PledgeState.TIPPED, PledgeState.RESCUED, PledgeState.ACTING)

    @property
    def owing(self) -> int:
        """How many have not said whether they did it."""
        return self.count - self.claimed - self.verified - self.missed

    @property
    def subject(self) -> str:
        """How outbox and reminders name this pledge."""
        return f"pledge:{self.id}"

    @property
    def missing(self) -> int:
        """How many more have to sign before it tips; 0 once it has tipped."""
        return 0 if self.tipped_at else max(self.wording.threshold - self.count, 0)

    @property
    def listed(self) -> bool:
        """Whether the group sees its card and lists name it."""
        return self.wording.visibility is Visibility.COMMUNITY


@dataclass(frozen=True, slots=True)
class Signature:
    """One person's promise to join one pledge."""

    person: PersonId
    number: int
    state: SignatureState
    signed_at: datetime
    """The moment of the act that signed."""
    signed_key: str
    """The act that signed (`Actor.key`): heard once more after a withdrawal, it does not sign again."""
    withdrawn_at: datetime | None = None
    withdrawn_key: str | None = None
    """The last act that withdrew: heard once more after signing again, it does not withdraw again."""
    claimed_at: datetime | None = None
    """When they said that they had done it."""
    settled_at: datetime | None = None
    """When it was verified, excused or missed."""
    settled_by: PersonId | None = None
    """Who verified it."""
    excuse: str | None = None
    """Why they could not, if they said."""


Place = tuple[datetime, int]
"""A place in the order of deadlines: the deadline, and the pledge's id, which breaks a tie."""


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of the list of open pledges: the first (or last) `size` between two places, both left out."""

    low: Place
    high: Place
    size: int
    backwards: bool = False
    words: tuple[str, ...] = ()
    """Only pledges with all of these words, folded."""
