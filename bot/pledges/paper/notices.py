"""What those are owed who vouch for people on paper, as in `pledges.notices`: these people hear it from nobody else."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.outbox.model import Notice
from bot.pledges.notices import PledgeFacts


class PaperNews(StrEnum):
    """What the people on paper have to be told, or asked."""

    TIPPED = "tipped"
    """It is happening."""
    CHANGED = "changed"
    """Its creator has changed something about it."""
    AHEAD = "ahead"
    """It begins in a day."""
    BEGUN = "begun"
    """Were they there? Asked until somebody has said it of each of them."""
    CALLED_OFF = "called_off"
    ENDED = "ended"
    """It does not happen: not enough people signed."""
    LEFT_OUT = "left_out"
    """After a near miss it goes ahead without them: they could not be asked."""


@dataclass(frozen=True)
class PaperToTell(Notice):
    """For an organiser who vouches for somebody. It holds nobody's name: the list of these people has them."""

    kind: ClassVar[str] = "paper_to_tell"
    pledge: PledgeFacts
    people: int
    """For so many they vouch."""
    news: PaperNews
    turn: int = 0
    """How often they were asked before whether these people were there."""
