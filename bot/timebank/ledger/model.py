"""What stands in the book: accounts, transfers, holds."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NewType

from bot.communities.model import CommunityId, PersonId
from bot.core.minutes import Minutes

AccountId = NewType("AccountId", int)
TransferId = NewType("TransferId", int)
HoldId = NewType("HoldId", int)

NOBODY: Final = 0
"""The holder of an account of which a community has one."""


class Kind(StrEnum):
    """Whose account it is; `holder` says which one, where there are several."""

    MEMBER = "member"
    """Of a person."""
    HOUSEHOLD = "household"
    FUND = "fund"
    """What the community gives and gets as a whole."""
    ISSUANCE = "issuance"
    """Of a programme: minus what it has issued, down to its budget."""
    VENUE = "venue"
    EMERGENCY = "emergency"
    """Of an incident: pays for help that nobody owes."""
    EXPIRED = "expired"
    WRITE_OFF = "write_off"
    CLEARING = "clearing"
    """Of another community."""
    OPENING = "opening"
    """The other side of what was brought along from elsewhere."""


class Reason(StrEnum):
    """Why minutes move. What is stored never changes."""

    EXCHANGE = "exchange"
    """Somebody helped somebody."""
    STARTER = "starter"
    """A new member's first minutes."""
    GIFT = "gift"
    """For nothing in return."""
    HOURS = "hours"
    """Hours given to the community."""
    REWARD = "reward"
    REMAINDER = "remainder"
    """What was left when something was split."""
    EXPIRY = "expiry"
    WRITE_OFF = "write_off"
    MOVED = "moved"
    """Brought along from another book."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How far an account may go; bounds are inclusive, None is no bound."""

    floor: Minutes | None = None
    """What is left after all that is held, at least."""
    ceiling: Minutes | None = None
    """What there is with all that is held for it, at most."""
    span: Minutes | None = None
    """The span of time over which the next two count; None: they do not."""
    most_out: Minutes | None = None
    """Minutes paid, and held to be paid, within that span at most."""
    most_in: Minutes | None = None
    """The same of minutes received."""


@dataclass(frozen=True, slots=True)
class Account:
    community: CommunityId
    id: AccountId
    kind: Kind
    holder: int
    """The number of the person, household, programme, venue, incident or other community; else `NOBODY`."""
    limits: Limits
    balance: Minutes
    held_out: Minutes
    """Of holds that are open: what this account would pay."""
    held_in: Minutes
    """What it would get."""
    closed_at: datetime | None

    @property
    def can_spend(self) -> Minutes | None:
        """What it can pay now; None: any amount. Never negative."""
        if self.limits.floor is None:
            return None
        return Minutes(max(0, self.balance - self.held_out - self.limits.floor))

    @property
    def can_take(self) -> Minutes | None:
        """What it can get now; None: any amount. Never negative."""
        if self.limits.ceiling is None:
            return None
        return Minutes(max(0, self.limits.ceiling - self.balance - self.held_in))


@dataclass(frozen=True, slots=True)
class Leg:
    """From whom to whom, and how much. Whoever got the help pays."""

    payer: AccountId
    payee: AccountId
    minutes: Minutes


@dataclass(frozen=True, slots=True)
class Slip:
    """What one act says of all that it moves."""

    community: CommunityId
    key: str
    """Names the act for ever: done again it gives the first outcome, with other content it is refused."""
    reason: Reason
    happened_on: date
    """When the help was given."""
    actor: PersonId | None
    """Who did it; None: the bot itself, because it was time."""
    on_behalf_of: PersonId | None = None
    reference: str | None = None
    """What it is about ("pledge:7")."""
    text: str | None = None
    """In people's own words. Kept apart, so that it can be erased; it is not part of the content that a key stands
    for, since not even a trace of it may stay then."""


class TransferKind(StrEnum):
    PLAIN = "plain"
    POST = "post"
    """What a hold came to."""
    REVERSAL = "reversal"


@dataclass(frozen=True, slots=True)
class Transfer:
    """Minutes that have moved, for ever."""

    community: CommunityId
    id: TransferId
    kind: TransferKind
    leg: Leg
    reason: Reason
    happened_on: date
    recorded_at: datetime
    actor: PersonId | None
    on_behalf_of: PersonId | None
    reference: str | None
    hold: HoldId | None
    reverses: TransferId | None


class HoldState(StrEnum):
    OPEN = "open"
    POSTED = "posted"
    """In whole or in part; the rest was released."""
    VOIDED = "voided"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Hold:
    """Minutes that are reserved on both sides until it is posted, voided or expires: one of them, once."""

    community: CommunityId
    id: HoldId
    leg: Leg
    reason: Reason
    happened_on: date
    placed_at: datetime
    expires_at: datetime | None
    """It can be posted before this moment; None: at any time."""
    actor: PersonId | None
    on_behalf_of: PersonId | None
    reference: str | None
    state: HoldState
    posted: Minutes | None
    resolved_at: datetime | None

    def state_at(self, now: datetime) -> HoldState:
        """Its state as it is, whether or not somebody has written down that it expired."""
        over = self.expires_at is not None and now >= self.expires_at
        return HoldState.EXPIRED if over and self.state is HoldState.OPEN else self.state


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an act came to."""

    transfers: tuple[Transfer, ...] = ()
    hold: Hold | None = None
    again: bool = False
    """The same act had been done before: this is its first outcome, and nothing was written."""
