"""What a signature on paper is, and what a pledge's list of them shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.communities.model import PersonId
from bot.pledges.model import Pledge, SignatureState

NAME_MOST: Final = 40
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class PaperSignature:
    """The promise of one person without Telegram. It is active, withdrawn, verified or missed."""

    number: int
    """In one series with the pledge's other signatures."""
    name: str | None
    """As the organiser wrote it; None: they wrote none, or it was taken back."""
    state: SignatureState
    vouched_by: PersonId
    """The organiser who added it."""
    added_at: datetime
    """The moment of the act that added it."""
    withdrawn_at: datetime | None = None
    withdrawn_by: PersonId | None = None
    """The organiser who took it back; None: a rescue went without it."""
    settled_at: datetime | None = None
    """When it was verified or missed."""
    settled_by: PersonId | None = None
    """Who verified it."""

    @property
    def is_in(self) -> bool:
        """Whether their place is taken."""
        return self.state is not SignatureState.WITHDRAWN


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One of them on the list."""

    number: int
    name: str
    """ "" where none was given."""
    vouched_by: str
    """First name; "" when it must not be shown."""
    own: bool
    """The reader vouches for it."""
    gone: bool = False
    """A rescue went ahead without them."""


@dataclass(frozen=True, slots=True)
class PaperList:
    """One page of a pledge's signatures on paper, for organisers."""

    pledge: Pledge
    lines: tuple[PaperLine, ...]
    room: int
    """How many more can be added now."""
    may_take_back: bool
    place: int = 0
    """The number before this page."""
    after: int | None = None
    """There are more behind this number."""
    title: str | None = None
    """Where, as in `reading.PledgeCard`."""
    added: int = 0
    """How many were added just now."""
    tipped: bool = False
    """They brought the pledge to life."""


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """Who has signed on paper? It is asked for."""

    pledge: Pledge
    room: int
    """How many can be added."""
    token: str
    """Stands for this question on its buttons."""
    title: str | None = None
    """Where, as in `reading.PledgeCard`."""
