"""What a signature is: one person's promise to join one pledge."""

from dataclasses import dataclass
from datetime import datetime

from bot.communities.model import PersonId
from bot.pledges.model import STILL_IN, SignatureState


@dataclass(frozen=True, slots=True)
class Signature:
    """One person's promise to join one pledge."""

    person: PersonId
    number: int
    state: SignatureState
    signed_at: datetime
    """The moment of the act that signed."""
    signed_key: str
    """The act that signed (`Actor.key`), or said yes after a near miss: heard once more after a withdrawal, it does not
    sign again."""
    withdrawn_at: datetime | None = None
    withdrawn_key: str | None = None
    """The last act that withdrew: heard once more after signing again, it does not withdraw again."""
    stays: bool | None = None
    """After a near miss: whether they would go ahead with fewer; None: they have not said."""
    first_in_at: datetime | None = None
    """Since when they have been in, for the first time; None: they have only waited for a place."""
    claimed_at: datetime | None = None
    """When they said that they had done it."""
    settled_at: datetime | None = None
    """When it was verified, excused or missed."""
    settled_by: PersonId | None = None
    """Who verified it."""
    excuse: str | None = None
    """Why they could not, if they said."""
    follows: bool = False
    """They want to hear of half way and of "one more needed". Signing again asks anew."""
    muted: bool = False
    """They want to hear as little of it as can be."""
    amount: int | None = None
    """What they give, in minutes or minor units; None: the pledge counts heads."""

    @property
    def is_in(self) -> bool:
        """Whether their place is taken: not who waits for one, has withdrawn, or can't."""
        return self.state in STILL_IN
