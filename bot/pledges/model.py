"""What pledges and signatures are."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from bot.communities.model import CommunityId, PersonId
from bot.pledges.wording import Unit, Visibility, Wording

PledgeId = NewType("PledgeId", int)

CODE_LENGTH: Final = 5
"""Characters of Crockford base32: 33 million codes."""


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
        """Whether people may still come in (until the deadline, which is another question) and go out."""
        return self in (PledgeState.OPEN, PledgeState.TIPPED, PledgeState.RESCUED)


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
    """Signatures that are `STILL_IN`, those on paper included; kept under the pledge's lock."""
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
    minimum: int | None = None
    """With how many its creator would go ahead after a near miss, once they have said so."""
    rescue_until: datetime | None = None
    """After a near miss: until when creator and signers are asked whether to go ahead; None: they are not asked."""
    goes_ahead: bool | None = None
    """The creator's answer to that."""
    staying: int = 0
    """How many signers have said yes to it, kept under the pledge's lock."""
    rescued_at: datetime | None = None
    deadline_moved_at: datetime | None = None
    hidden_at: datetime | None = None
    """When an organiser has hidden it; None: it is not hidden."""
    hidden_by: PersonId | None = None
    waiting: int = 0
    """People on the waiting list, kept under the pledge's lock."""
    lead: PersonId | None = None
    """A signer who leads it beside its creator, who had been silent."""
    creator_muted: bool = False
    """Of signers `Signature.muted` says it."""
    given: int = 0
    """What those who are in give together, in minutes or minor units, where the threshold counts those; kept under the
    pledge's lock."""
    staying_given: int = 0
    """The same of those who have said yes after a near miss."""
    paper: int = 0
    """Of those who are in, how many have signed on paper, kept under the pledge's lock."""

    @property
    def alive(self) -> bool:
        """Whether enough have signed, and it is not over."""
        return self.state in (PledgeState.TIPPED, PledgeState.RESCUED, PledgeState.ACTING)

    @property
    def acts_at(self) -> datetime:
        """From when on it is to be done: as it was worded, and after a near miss not before everybody could answer."""
        worded = self.wording.acts_at
        return worded if self.rescue_until is None else max(worded, self.rescue_until)

    @property
    def owing(self) -> int:
        """How many have not said whether they did it."""
        return self.count - self.claimed - self.verified - self.missed

    @property
    def subject(self) -> str:
        """How outbox and reminders name this pledge."""
        return f"pledge:{self.id}"

    @property
    def here(self) -> int:
        """Of those who are in, how many have signed with the bot, and can be told and asked by it."""
        return self.count - self.paper

    @property
    def reached(self) -> int:
        """How much of the threshold is there."""
        return self.count if self.wording.unit is Unit.PEOPLE else self.given

    @property
    def askable(self) -> int:
        """How much of the threshold those bring who can be asked anything: not whoever has signed on paper."""
        return self.reached - self.paper

    @property
    def said_yes(self) -> int:
        """How much of the threshold those bring who would go ahead after a near miss."""
        return self.staying if self.wording.unit is Unit.PEOPLE else self.staying_given

    @property
    def missing(self) -> int:
        """How much of the threshold has to come before it tips; 0 once it has tipped."""
        return 0 if self.tipped_at else max(self.wording.threshold - self.reached, 0)

    @property
    def full(self) -> bool:
        """Whether every place is taken."""
        return self.wording.capacity is not None and self.count >= self.wording.capacity

    @property
    def listed(self) -> bool:
        """Whether the group sees its card and lists name it."""
        return self.wording.visibility is Visibility.COMMUNITY and self.hidden_at is None
