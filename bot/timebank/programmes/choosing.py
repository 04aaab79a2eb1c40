"""Which programme hours are for: the one that their words name, or one that is chosen by its number."""

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.timebank.programmes.model import Programme, ProgrammeId
from bot.timebank.programmes.rules import folded
from bot.timebank.store import programmes as store


def all_of(tx: Tx, community: CommunityId) -> tuple[Programme, ...]:
    """In the order in which they were founded."""
    return tuple(store.all_of(tx, community))


def by_id(tx: Tx, community: CommunityId, programme: ProgrammeId | None) -> Programme | None:
    """None for none."""
    return next((each for each in store.all_of(tx, community) if each.id == programme), None)


def named_in(tx: Tx, community: CommunityId, words: str) -> ProgrammeId | None:
    """The one with the longest name that stands in the words as words of their own."""
    line = f" {folded(words)} "
    found = [each for each in store.all_of(tx, community) if f" {folded(each.name)} " in line]
    return max(found, key=lambda each: len(each.name)).id if found else None


def numbered(tx: Tx, community: CommunityId, number: int) -> Programme | None:
    """By its number in the list, from 1 on; None: there is none."""
    found = store.all_of(tx, community)
    return found[number - 1] if 0 < number <= len(found) else None
