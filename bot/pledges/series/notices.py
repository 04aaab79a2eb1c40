"""What is told of a series."""

from dataclasses import dataclass
from typing import ClassVar

from bot.outbox.model import Notice
from bot.pledges.notices import PledgeFacts
from bot.pledges.series.model import Rule


@dataclass(frozen=True)
class RoundAsked(Notice):
    """The next round is open: are you in again? For whoever was in one of the last rounds."""

    kind: ClassVar[str] = "round_asked"
    pledge: PledgeFacts
    creator: str
    """First name; "" when it is not shown."""


@dataclass(frozen=True)
class OwnRoundOpened(Notice):
    """The same for its creator."""

    kind: ClassVar[str] = "own_round_opened"
    pledge: PledgeFacts
    number: int
    rule: Rule


@dataclass(frozen=True)
class SeriesEnded(Notice):
    """It opens no more rounds: nobody was in the last three, or an organiser has ended it. For its creator."""

    kind: ClassVar[str] = "series_ended"
    pledge: PledgeFacts
    empty: bool = True
    """False: an organiser has ended it."""
