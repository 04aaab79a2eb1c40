"""A statement to keep: all entries, or the last of very many, with what was there after each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.communities import service as communities
from bot.communities.model import Actor, CommunityId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.timebank.ledger import accounts, reading
from bot.timebank.ledger.model import Kind
from bot.timebank.statement import Entry, entries_of, title_of, whose

LINES_MOST: Final = 5_000
"""Of a file."""


@dataclass(frozen=True, slots=True)
class Line:
    entry: Entry
    balance: Minutes
    """After it; may be negative."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What came and went, the oldest first."""

    title: str
    """Of the community."""
    name: str
    """Whose hours they are."""
    at: datetime
    """When it was written."""
    brought: Minutes | None
    """What was there before the first line; None: nothing had come or gone."""
    lines: tuple[Line, ...]
    balance: Minutes


def statement(tx: Tx, actor: Actor, community: CommunityId, most: int = LINES_MOST) -> Statement:
    """The actor's own in this community, its newest `most` entries. Refuses as `require`."""
    community = whose(tx, actor, community)
    person = communities.person(tx, actor.person)
    assert person is not None, "they asked"
    account = accounts.find(tx, community, Kind.MEMBER, actor.person)
    found = [] if account is None else reading.page(tx, account, None, most + 1)
    entries = () if account is None else entries_of(tx, account, found[:most])
    after, lines = Minutes(0 if account is None else account.balance), list[Line]()
    balance = after
    for entry in entries:
        lines.append(Line(entry, after))
        after = Minutes(after - entry.minutes if entry.incoming else after + entry.minutes)
    brought = after if len(found) > most else None
    return Statement(title_of(tx, community), person.first_name, tx.now, brought, tuple(reversed(lines)), balance)
