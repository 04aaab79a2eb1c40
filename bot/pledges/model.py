"""What pledges and signatures are."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final, NewType
from zoneinfo import ZoneInfo

from bot.communities.model import CommunityId, PersonId
from bot.core.wall import local_moment

PledgeId = NewType("PledgeId", int)

CODE_LENGTH: Final = 5
"""Characters of Crockford base32: 33 million codes."""

ONE_SECOND: Final = timedelta(seconds=1)

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


class Unit(StrEnum):
    """What the threshold counts: heads, hours given, or money promised."""

    PEOPLE = "people"
    HOURS = "hours"
    MONEY = "money"


class Visibility(StrEnum):
    """Listed for the whole community, or found by its code and link only."""

    COMMUNITY = "community"
    UNLISTED = "unlisted"


class Names(StrEnum):
    """Whether the card names those who signed."""

    SHOWN = "shown"
    AFTER_SUCCESS = "after_success"
    COUNTS = "counts"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last moment that counts, inclusive to the second.

    A date without a time is the end of that day: `whole_day`, with `at` at 23:59:59.
    """

    at: datetime
    whole_day: bool
    time_zone: str
    """IANA name of the zone in which it was meant: the community's, at that time."""

    def passed(self, now: datetime) -> bool:
        """Whether `now` is after the last second that counts."""
        return now >= self.at + ONE_SECOND


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and where it is to be done. A day without a time is `whole_day`, with `at` at its first moment."""

    at: datetime
    whole_day: bool
    time_zone: str
    """IANA name of the zone in which it was meant: that of the deadline."""
    place: str | None = None

    @property
    def over_at(self) -> datetime:
        """The first moment after the day; of a time of day nobody knows how long it takes, so it is that time."""
        if not self.whole_day:
            return self.at
        there = self.at.astimezone(ZoneInfo(self.time_zone))
        return local_moment(there.date() + timedelta(days=1), time(0), self.time_zone)


@dataclass(frozen=True, slots=True)
class Promise:
    """What the creator will do, in words that make a sentence."""

    action: str
    """As it follows "I will": "bring my van"."""
    opening: str | None = None
    """What it follows instead, in the writer's own words: "Bydda i'n". "": it has a verb of its own, "Dof â chawl"."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What people agree to. It never changes after the first signature."""

    action: str
    """What the creator will do, as it follows "I will" or `opening`: "bring my van"."""
    threshold: int
    """How many others have to join; the creator is not counted."""
    deadline: Deadline
    others: str | None = None
    """Who they are: "dog owners of Mill Road". None: "other neighbours", in the language of the pledge."""
    others_action: str | None = None
    """What they will do, as it follows "will". None: the same."""
    opening: str | None = None
    """See `Promise`."""
    condition: str | None = None
    """All of the others' half in the writer's own words, "if" and number included ("os daw 20 o bobl"), where it cannot
    be put together from threshold, others and their action. These two are None then."""
    language: str = "en"
    """The language (BCP 47) in which the sentence was written, and is shown to everybody."""
    visibility: Visibility = Visibility.COMMUNITY
    names: Names = Names.SHOWN
    act_on: Occasion | None = None
    """When it is to be done, if that is known from the beginning."""

    @property
    def signing_until(self) -> Deadline:
        """The last moment at which a signature counts: the deadline, unless the deed begins before it.

        If the deadline lies on the day of a deed that has no time of its own, people sign until the deadline.
        """
        deed, deadline = self.act_on, self.deadline
        if deed is None or deed.at > deadline.at or (deed.whole_day and deed.over_at > deadline.at):
            return deadline
        before = deed.at - ONE_SECOND if deed.whole_day else deed.at
        return Deadline(before, deed.whole_day, deed.time_zone)

    @property
    def closes_at(self) -> datetime:
        """The first moment at which no signature counts any more."""
        return self.signing_until.at + ONE_SECOND

    @property
    def acts_at(self) -> datetime:
        """The moment from which on it is to be done: the day or the time that was said, else the deadline."""
        return self.closes_at if self.act_on is None else max(self.closes_at, self.act_on.at)


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
    """Active signatures, kept under the pledge's lock."""
    signed: int = 0
    """People who ever signed, those included who have withdrawn."""
    last_number: int = 0
    """The number given to the latest signature; signing again takes a new one."""
    tipped_at: datetime | None = None
    expired_at: datetime | None = None
    cancelled_at: datetime | None = None
    cancelled_by: PersonId | None = None
    cancel_reason: str | None = None

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
