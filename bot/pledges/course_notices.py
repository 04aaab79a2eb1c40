"""What is told of a pledge on its way: to those who follow, to whoever leads it, and what that person writes."""

from dataclasses import dataclass
from typing import ClassVar

from bot.outbox.model import Notice
from bot.pledges.notices import PledgeFacts


@dataclass(frozen=True)
class PledgeHalfWay(Notice):
    """Half of those whom it needs have signed. For those who follow it."""

    kind: ClassVar[str] = "pledge_half_way"
    pledge: PledgeFacts


@dataclass(frozen=True)
class PledgeNeedsOne(Notice):
    """One more has to sign. For those who follow it."""

    kind: ClassVar[str] = "pledge_needs_one"
    pledge: PledgeFacts


@dataclass(frozen=True)
class PledgeForecast(Notice):
    """As it goes now it will miss its number. For its creator, with what may help."""

    kind: ClassVar[str] = "pledge_forecast"
    pledge: PledgeFacts
    expected: int
    """So many will have signed by the deadline, below the threshold."""


@dataclass(frozen=True)
class PledgeNeedsSharing(Notice):
    """The same for its signers, who can share it."""

    kind: ClassVar[str] = "pledge_needs_sharing"
    pledge: PledgeFacts


@dataclass(frozen=True)
class PledgeNews(Notice):
    """Whoever leads it has written to everybody who is in."""

    kind: ClassVar[str] = "pledge_news"
    pledge: PledgeFacts
    number: int
    """Of the announcement."""
    author: str
    """First name; "" when it is not shown."""
    body: str
    """Plain text, in lines."""


@dataclass(frozen=True)
class PlanMissing(Notice):
    """It came alive three days ago, and nobody knows when and where. For its creator."""

    kind: ClassVar[str] = "plan_missing"
    pledge: PledgeFacts


@dataclass(frozen=True)
class LeaderSought(Notice):
    """Five days, and still nothing: who leads? For every signer."""

    kind: ClassVar[str] = "leader_sought"
    pledge: PledgeFacts


@dataclass(frozen=True)
class LeaderFound(Notice):
    """A signer leads it now, with its creator. For every signer, and for the creator."""

    kind: ClassVar[str] = "leader_found"
    pledge: PledgeFacts
    lead: str
    """First name; "" when it is not shown."""


@dataclass(frozen=True)
class LeaderLeft(Notice):
    """Whoever led it has withdrawn. For its creator, whose turn it is again."""

    kind: ClassVar[str] = "leader_left"
    pledge: PledgeFacts
    lead: str
