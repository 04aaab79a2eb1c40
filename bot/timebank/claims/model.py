"""What a claim is: somebody says that they gave hours to the community."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from bot.communities.model import CommunityId, PersonId
from bot.core.minutes import Minutes

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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a claim."""

    state: ClaimState
    by: PersonId
    approved: Minutes | None = None
    reason: str | None = None
