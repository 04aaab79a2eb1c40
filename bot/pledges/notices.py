"""Facts about pledges that somebody is owed. A notice keeps what was true when it was made, and no words."""

from dataclasses import dataclass
from typing import ClassVar

from bot.outbox.model import Notice
from bot.pledges.model import Deadline, Occasion


@dataclass(frozen=True, slots=True)
class PledgeFacts:
    """What every message about a pledge says of it, in the words of that moment."""

    code: str
    action: str
    threshold: int
    count: int
    deadline: Deadline
    language: str
    others: str | None = None
    others_action: str | None = None
    listed: bool = True
    """Whether the group knows of it: of an unlisted pledge nobody must be told to speak there."""
    opening: str | None = None
    condition: str | None = None
    act_on: Occasion | None = None


@dataclass(frozen=True)
class PledgeTipped(Notice):
    """Enough people have signed. For every signer; `first_names` at most ten and only if names are shown."""

    kind: ClassVar[str] = "pledge_tipped"
    pledge: PledgeFacts
    creator: str
    first_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnPledgeTipped(Notice):
    """The same for its creator, whose turn it is now."""

    kind: ClassVar[str] = "own_pledge_tipped"
    pledge: PledgeFacts
    first_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class SignersUnreached(Notice):
    """Some who are in could not be told, because the bot cannot write to them. For whoever can tell them."""

    kind: ClassVar[str] = "signers_unreached"
    pledge: PledgeFacts
    people: int
    cancelled: bool = False
    """They do not know that it was called off; False: that it came to life."""


@dataclass(frozen=True)
class PledgeExpired(Notice):
    """The deadline passed and it was not enough. For every signer."""

    kind: ClassVar[str] = "pledge_expired"
    pledge: PledgeFacts
    creator: str


@dataclass(frozen=True)
class OwnPledgeExpired(Notice):
    """The same for its creator."""

    kind: ClassVar[str] = "own_pledge_expired"
    pledge: PledgeFacts


@dataclass(frozen=True)
class PledgeWasCancelled(Notice):
    """It was called off. For every signer, and for the creator when an organiser did it."""

    kind: ClassVar[str] = "pledge_cancelled"
    pledge: PledgeFacts
    reason: str
    by_creator: bool
