"""The statements by which words narrow the list of open pledges.

Every entry of the index is kept in the order of deadlines, so a page is read from where it begins, however many pledges
have the word. Where all of several words are wanted, the entries of the rarest are read and the others are asked for.
"""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, select, tuple_, union

from bot.communities.model import CommunityId
from bot.core.beginnings import ENTRIES_MOST, WORDS_MOST, entries_for
from bot.core.db import Tx, given, statement
from bot.core.schema import Id, Moment, String
from bot.pledges.model import Pledge
from bot.pledges.pages import Page
from bot.pledges.store import rows
from bot.pledges.store.rows import COLUMNS
from bot.pledges.tables import pledge_words, pledges

_COMMUNITY: Final = given(pledge_words.c.community_id, "community")
_LIMIT: Final = bindparam("limit", type_=Id, required=True)
_NO_ENTRY: Final = ""
_COUNTED: Final = 100
"""Pledges by which it is told which of several words is the rarest."""


def _entry(word: int, n: int) -> ColumnElement[str]:
    return bindparam(f"entry_{word}_{n}", type_=String(), required=True)


def _places(n: int, words: int, *, backwards: bool) -> Select[Any]:
    """Where pledges stand that have the `n`-th entry of the first word, and the others, from one end of the stretch."""
    hit = pledge_words.alias()
    place = tuple_(hit.c.deadline, hit.c.pledge_id)
    low, high = (
        tuple_(
            bindparam(f"{end}_deadline", type_=Moment(), required=True), bindparam(f"{end}_id", type_=Id, required=True)
        )
        for end in ("low", "high")
    )
    order = (hit.c.deadline, hit.c.pledge_id)
    return (
        select(*order)
        .where(hit.c.community_id == _COMMUNITY, hit.c.word == _entry(0, n), place > low, place < high)
        .where(*(_has(hit, word) for word in range(1, words)))
        .order_by(*(column.desc() for column in order) if backwards else order)
        .limit(_LIMIT)
    )


def _has(hit: Any, word: int) -> ColumnElement[bool]:
    """Whether the pledge at this place has an entry of another word."""
    other = pledge_words.alias()
    return exists().where(
        other.c.community_id == _COMMUNITY,
        other.c.word.in_([_entry(word, n) for n in range(ENTRIES_MOST)]),
        other.c.deadline == hit.c.deadline,
        other.c.pledge_id == hit.c.pledge_id,
    )


def _page(words: int, *, backwards: bool) -> Select[Any]:
    stretches = (_places(n, words, backwards=backwards).subquery() for n in range(ENTRIES_MOST))
    found = union(*(select(each) for each in stretches)).subquery("found")
    order = (found.c.deadline, found.c.pledge_id)
    return (
        select(*COLUMNS)
        .join_from(found, pledges, and_(pledges.c.community_id == _COMMUNITY, pledges.c.id == found.c.pledge_id))
        .order_by(*(column.desc() for column in order) if backwards else order)
        .limit(_LIMIT)
    )


_SOONEST: Final = {words: statement(_page(words, backwards=False)) for words in range(1, WORDS_MOST + 1)}
"""By the number of words: nothing is asked of a pledge that need not be."""
_LATEST: Final = {words: statement(_page(words, backwards=True)) for words in range(1, WORDS_MOST + 1)}
_SOME: Final = statement(
    select(func.count()).select_from(
        select(pledge_words.c.pledge_id)
        .where(pledge_words.c.community_id == _COMMUNITY, pledge_words.c.word == given(pledge_words.c.word))
        .limit(_COUNTED)
        .subquery()
    )
)


def with_words(tx: Tx, community: CommunityId, page: Page) -> list[Pledge]:
    """As `lists.open_ones`, those pledges that have all words of the page."""
    found = tx.rows(
        (_LATEST if page.backwards else _SOONEST)[len(page.words)],
        community=community,
        low_deadline=page.low[0],
        low_id=page.low[1],
        high_deadline=page.high[0],
        high_id=page.high[1],
        limit=page.size + 1,
        **dict(_entries(_rarest_first(tx, community, page.words))),
    )
    return [rows.pledge(row) for row in found]


def _rarest_first(tx: Tx, community: CommunityId, words: tuple[str, ...]) -> list[tuple[str, ...]]:
    wanted = [entries_for(word) for word in words]
    if len(wanted) == 1:
        return wanted
    return sorted(wanted, key=lambda entries: sum(_some(tx, community, each) for each in entries))


def _some(tx: Tx, community: CommunityId, entry: str) -> int:
    """How many pledges have this entry, up to a hundred."""
    return int(tx.value(_SOME, community=community, word=entry) or 0)


def _entries(wanted: list[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """The values of all entries."""
    for word, entries in enumerate(wanted):
        for n in range(ENTRIES_MOST):
            yield f"entry_{word}_{n}", entries[n] if n < len(entries) else _NO_ENTRY
