"""Facts about pledges that somebody is owed. A notice keeps what was true when it was made, and no words."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.outbox.model import Notice
from bot.pledges.counter.facts import CounterFacts
from bot.pledges.wording import Deadline, Measure, Money, Occasion, Unit, measure_of


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
    unit: Unit = Unit.PEOPLE
    """What `threshold` and `count` count."""
    each: Money | None = None
    people: int | None = None
    """Who is in; None: as many as `count`."""
    paper: int = 0
    """So many of `people` have signed on paper."""

    @property
    def measure(self) -> Measure:
        """In what `threshold` and `count` are counted."""
        return measure_of(self.unit, self.each)

    @property
    def here(self) -> int:
        """So many have signed with the bot."""
        return (self.count if self.people is None else self.people) - self.paper

    @property
    def askable(self) -> int:
        """As `Pledge.askable`."""
        return self.count - self.paper


@dataclass(frozen=True)
class PledgeTipped(Notice):
    """Enough people have signed. For every signer; `first_names` at most ten and only if names are shown."""

    kind: ClassVar[str] = "pledge_tipped"
    pledge: PledgeFacts
    creator: str
    first_names: tuple[str, ...] = ()
    in_return: CounterFacts | None = None
    """What binds somebody else now."""


@dataclass(frozen=True)
class OwnPledgeTipped(Notice):
    """The same for its creator, whose turn it is now."""

    kind: ClassVar[str] = "own_pledge_tipped"
    pledge: PledgeFacts
    first_names: tuple[str, ...] = ()
    in_return: CounterFacts | None = None


@dataclass(frozen=True)
class PlaceFree(Notice):
    """Somebody has withdrawn, and whoever waited longest is in now."""

    kind: ClassVar[str] = "place_free"
    pledge: PledgeFacts


@dataclass(frozen=True)
class PledgeChanged(Notice):
    """Its creator has changed one thing about it; `pledge` is what it is now. For every signer."""

    kind: ClassVar[str] = "pledge_changed"
    pledge: PledgeFacts
    was_threshold: int | None = None
    was_deadline: Deadline | None = None
    added: str | None = None
    """To its details."""


@dataclass(frozen=True)
class PledgeReported(Notice):
    """Somebody finds it abusive. For organisers."""

    kind: ClassVar[str] = "pledge_reported"
    pledge: PledgeFacts


@dataclass(frozen=True)
class PledgeHidden(Notice):
    """An organiser has taken it out of the group's sight. For its creator."""

    kind: ClassVar[str] = "pledge_hidden"
    pledge: PledgeFacts


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
class RescueAsked(Notice):
    """It was nearly enough: would they go ahead with fewer? For every signer."""

    kind: ClassVar[str] = "rescue_asked"
    pledge: PledgeFacts
    until: datetime
    """Answers count before this moment."""
    in_return: CounterFacts | None = None
    """What somebody else promised for the whole number: whether it holds with fewer is asked as well."""


@dataclass(frozen=True)
class OwnRescueAsked(Notice):
    """The same for its creator, and with how many at least."""

    kind: ClassVar[str] = "own_rescue_asked"
    pledge: PledgeFacts
    until: datetime
    minimum: int | None = None
    """What they have said before; None: it is asked."""
    in_return: CounterFacts | None = None


@dataclass(frozen=True)
class WentAheadWithout(Notice):
    """It came to life with those who said yes. For whoever did not answer in time."""

    kind: ClassVar[str] = "went_ahead_without"
    pledge: PledgeFacts


@dataclass(frozen=True)
class PledgeLetGo(Notice):
    """It does not go ahead with fewer either. For every signer."""

    kind: ClassVar[str] = "pledge_let_go"
    pledge: PledgeFacts


@dataclass(frozen=True)
class OwnPledgeLetGo(Notice):
    """The same for its creator."""

    kind: ClassVar[str] = "own_pledge_let_go"
    pledge: PledgeFacts


@dataclass(frozen=True)
class PledgeWasCancelled(Notice):
    """It was called off. For every signer, and for the creator when an organiser did it."""

    kind: ClassVar[str] = "pledge_cancelled"
    pledge: PledgeFacts
    reason: str
    by_creator: bool
