"""What a claim is: somebody says that they gave hours to the community."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from bot.communities.model import CommunityId, PersonId
from bot.core.minutes import Minutes
from bot.timebank.programmes.model import ProgrammeId

ClaimId = NewType("ClaimId", int)


class ClaimState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    """Its minutes are in the book."""
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """By whoever logged it."""


class Flag(StrEnum):
    """Why an organiser should look twice."""

    LONG = "long"
    """Very long for one entry."""
    LONG_DAY = "long_day"
    """With the others of the same day it is very long."""
    SAME = "same"
    """Another one of that day has the same length, or the same words."""
    OVERLAP = "overlap"
    """There is another one of that day, and nobody has said at what time each of them was."""


@dataclass(frozen=True, slots=True)
class Claim:
    community: CommunityId
    id: ClaimId
    person: PersonId
    on: date
    raw: Minutes
    """As it was written."""
    minutes: Minutes
    """In whole steps: what is asked for."""
    words: str
    state: ClaimState
    version: int
    """Grows with each correction: who approves an older one has not seen this."""
    logged_at: datetime
    approved: Minutes | None = None
    decided_by: PersonId | None = None
    decided_at: datetime | None = None
    """When it was approved, declined or withdrawn."""
    reason: str | None = None
    """Why it was adjusted or declined, in the organiser's words."""
    pledge_code: str | None = None
    """The pledge that was kept with these hours: somebody else has confirmed it."""
    programme: ProgrammeId | None = None
    """Whose budget issues it; None: the community itself, which has none."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a claim."""

    state: ClaimState
    by: PersonId
    approved: Minutes | None = None
    reason: str | None = None
