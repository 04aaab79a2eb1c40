"""What it takes to forget somebody, and to tell them what is kept: every package that keeps something of people has one
`Keeper`; `subject` puts them together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx

GONE = "…"
"""What stands in the place of words that were erased and must not be empty."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What was erased of somebody, so that it can be found in messages that are on their way."""

    words: frozenset[str] = frozenset()
    """Names, and texts as they were written."""
    subjects: frozenset[tuple[CommunityId, str]] = frozenset()
    """What they took part in ("pledge:7"), by community."""

    def __or__(self, other: "Traces") -> "Traces":
        return Traces(self.words | other.words, self.subjects | other.subjects)


def traces(words: Iterable[str | None], subjects: Iterable[tuple[CommunityId, str]] = ()) -> Traces:
    """Of all words that say something; a text can be quoted line by line."""
    said = {part for each in words if each for part in (each, *each.splitlines())}
    return Traces(frozenset(said - {"", GONE}), frozenset(subjects))


@dataclass(frozen=True, slots=True)
class Keeper:
    """One package's part."""

    name: str
    """Of its part in what is told."""
    erase: Callable[[Tx, PersonId], Traces]
    """Nothing that this package keeps tells any more who this person was, or what they wrote."""
    tell: Callable[[Tx, PersonId], Mapping[str, Any]]
    """Everything that this package keeps of them, ready for JSON: text, numbers, moments as text."""


Keepers = Sequence[Keeper]
"""In the order in which they erase: whoever erases names comes before those who tell others what follows."""
