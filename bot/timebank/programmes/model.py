"""What a programme is."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from bot.communities.model import CommunityId, PersonId
from bot.core.minutes import Minutes

ProgrammeId = NewType("ProgrammeId", int)


@dataclass(frozen=True, slots=True)
class Programme:
    community: CommunityId
    id: ProgrammeId
    name: str
    budget: Minutes
    """So many minutes may be issued for it, all in all."""
    founded_at: datetime
    founded_by: PersonId
