"""Facts about the deed of a pledge that somebody is owed, as in `notices`."""

from dataclasses import dataclass
from typing import ClassVar

from bot.outbox.model import Notice
from bot.pledges.counter.facts import CounterFacts
from bot.pledges.notices import PledgeFacts


@dataclass(frozen=True)
class OwnDeedBegun(Notice):
    """The day of the deed has come. For the creator, who can check who is there."""

    kind: ClassVar[str] = "own_deed_begun"
    pledge: PledgeFacts


@dataclass(frozen=True)
class DeedAhead(Notice):
    """It begins in a day, or soon. For everybody who is in."""

    kind: ClassVar[str] = "deed_ahead"
    pledge: PledgeFacts
    creator: str
    soon: bool


@dataclass(frozen=True)
class DeedAsked(Notice):
    """Did they do it? For every signer who has not said."""

    kind: ClassVar[str] = "deed_asked"
    pledge: PledgeFacts
    creator: str
    turn: int
    """How often they were asked before."""


@dataclass(frozen=True)
class DeedsToConfirm(Notice):
    """Everybody has answered; some say that they did it, and nobody has confirmed it. For the creator."""

    kind: ClassVar[str] = "deeds_to_confirm"
    pledge: PledgeFacts
    people: int


@dataclass(frozen=True)
class PledgeClosed(Notice):
    """How it ended. For the signers who answered."""

    kind: ClassVar[str] = "pledge_closed"
    pledge: PledgeFacts
    creator: str
    verified: int
    claimed: int
    missed: int
    in_return: CounterFacts | None = None
    """What somebody else still owes."""


@dataclass(frozen=True)
class OwnPledgeClosed(Notice):
    """The same for its creator."""

    kind: ClassVar[str] = "own_pledge_closed"
    pledge: PledgeFacts
    verified: int
    claimed: int
    missed: int
    in_return: CounterFacts | None = None
