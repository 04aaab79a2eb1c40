"""How many messages one signer may get about one pledge, of which kinds (decision 27). Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Final

from bot.pledges.counter.notices import (
    CounterAgreed,
    CounterAhead,
    CounterAsked,
    CounterBound,
    CounterEnded,
    CounterFewerAsked,
    CounterNotAgreed,
    CounterProposed,
    CounterReleased,
    CounterTermsChanged,
    CounterToConfirm,
    CounterWithdrawn,
)
from bot.pledges.course_notices import (
    LeaderFound,
    LeaderLeft,
    LeaderSought,
    PlanMissing,
    PledgeForecast,
    PledgeHalfWay,
    PledgeNeedsOne,
    PledgeNeedsSharing,
    PledgeNews,
)
from bot.pledges.deed_notices import DeedAhead, DeedAsked, DeedsToConfirm, OwnDeedBegun, OwnPledgeClosed, PledgeClosed
from bot.pledges.notices import (
    OwnPledgeExpired,
    OwnPledgeLetGo,
    OwnPledgeTipped,
    OwnRescueAsked,
    PlaceFree,
    PledgeChanged,
    PledgeExpired,
    PledgeHidden,
    PledgeLetGo,
    PledgeReported,
    PledgeTipped,
    PledgeWasCancelled,
    RescueAsked,
    SignersUnreached,
    WentAheadWithout,
)
from bot.pledges.paper.notices import PaperToTell
from bot.pledges.series.notices import OwnRoundOpened, RoundAsked, SeriesEnded
from bot.pledges.speaking import ANNOUNCEMENTS_MOST


class Purse(Enum):
    """What messages to signers are for."""

    ASKED_FOR = "asked_for"
    """Steps on the way, for whoever follows."""
    RESCUE = "rescue"
    """After a near miss: whether to go ahead with fewer."""
    PUSH = "push"
    """While it is open, and would miss its number."""
    OUTCOME = "outcome"
    """It came alive, or it did not."""
    PLAN = "plan"
    """Who leads."""
    BEFORE = "before"
    """Before it is to be done."""
    AFTER = "after"
    """Whether they did it, and how many did."""
    NEWS = "news"
    """What whoever leads it writes."""
    CALLED_OFF = "called_off"
    IN_RETURN = "in_return"
    """What became of what was promised in return; a late word as well."""
    AGAIN = "again"
    """Whether they are in again, for whoever was in a round before."""


MOST: Final[Mapping[Purse, int]] = {
    Purse.ASKED_FOR: 2,
    Purse.RESCUE: 1,
    Purse.PUSH: 2,
    Purse.OUTCOME: 1,
    Purse.PLAN: 2,
    Purse.BEFORE: 2,
    Purse.AFTER: 4,
    Purse.NEWS: ANNOUNCEMENTS_MOST,
    Purse.CALLED_OFF: 1,
    Purse.IN_RETURN: 2,
    Purse.AGAIN: 1,
}
"""In the whole life of a pledge."""

PURSES: Final[Mapping[str, Purse]] = {
    PledgeHalfWay.kind: Purse.ASKED_FOR,
    PledgeNeedsOne.kind: Purse.ASKED_FOR,
    PledgeNeedsSharing.kind: Purse.PUSH,
    PledgeTipped.kind: Purse.OUTCOME,
    PledgeExpired.kind: Purse.OUTCOME,
    PledgeLetGo.kind: Purse.OUTCOME,
    WentAheadWithout.kind: Purse.OUTCOME,
    RescueAsked.kind: Purse.RESCUE,
    LeaderSought.kind: Purse.PLAN,
    LeaderFound.kind: Purse.PLAN,
    DeedAhead.kind: Purse.BEFORE,
    DeedAsked.kind: Purse.AFTER,
    PledgeClosed.kind: Purse.AFTER,
    PledgeNews.kind: Purse.NEWS,
    PledgeWasCancelled.kind: Purse.CALLED_OFF,
    CounterEnded.kind: Purse.IN_RETURN,
    RoundAsked.kind: Purse.AGAIN,
}
"""Every kind of notice that a signer may get is paid from one, but for these."""

FREE: Final = frozenset({PledgeChanged.kind, PlaceFree.kind, CounterWithdrawn.kind})
"""What a signer gets each time: what they agreed to is another thing now, or what they wait for has come."""

NOT_FOR_SIGNERS: Final = frozenset(
    kind.kind
    for kind in (
        OwnPledgeTipped,
        OwnPledgeExpired,
        OwnPledgeLetGo,
        OwnRescueAsked,
        OwnDeedBegun,
        DeedsToConfirm,
        OwnPledgeClosed,
        PledgeForecast,
        PledgeHidden,
        PledgeReported,
        PlanMissing,
        LeaderLeft,
        SignersUnreached,
        PaperToTell,
        CounterProposed,
        CounterAgreed,
        CounterNotAgreed,
        CounterTermsChanged,
        CounterFewerAsked,
        CounterBound,
        CounterReleased,
        CounterAhead,
        CounterAsked,
        CounterToConfirm,
        OwnRoundOpened,
        SeriesEnded,
    )
)
"""For its creator, for organisers, or for whoever promises something in return."""


def spent(kinds: Iterable[str]) -> Counter[Purse]:
    """What messages of these kinds to one signer cost. Raises KeyError for a kind that no purse pays."""
    return Counter(PURSES[kind] for kind in kinds if kind not in FREE)


def overdrawn(kinds: Iterable[str]) -> set[Purse]:
    """From which purses too much was taken."""
    return {purse for purse, taken in spent(kinds).items() if taken > MOST[purse]}
