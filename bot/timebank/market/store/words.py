"""Statements about the words by which listed posts are found, in the order of the list (decision 0034)."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, delete, exists, insert, select, union

from bot.communities.model import CommunityId, PersonId
from bot.core.beginnings import ENTRIES_MOST, WORDS_MOST, entries_for, entries_in
from bot.core.db import Tx, given, statement
from bot.core.schema import String
from bot.timebank.market.categories import WORDS
from bot.timebank.market.model import Category, Post, PostId, Side
from bot.timebank.market.store.posts import COMMUNITY, LIMIT, between, post_of
from bot.timebank.market.tables import market_words, posts

_NO_ENTRY: Final = ""
_ADD: Final = statement(insert(market_words).values({column.name: given(column) for column in market_words.c}))
_FORGET: Final = statement(
    delete(market_words).where(
        market_words.c.community_id == COMMUNITY, market_words.c.post_id == given(market_words.c.post_id, "post")
    )
)
_WITH: Final = statement(
    select(posts.c.id, posts.c.author_id)
    .join_from(
        market_words,
        posts,
        and_(posts.c.community_id == market_words.c.community_id, posts.c.id == market_words.c.post_id),
    )
    .where(
        market_words.c.community_id == COMMUNITY,
        market_words.c.word == given(market_words.c.word),
        posts.c.side == given(posts.c.side),
    )
    .order_by(market_words.c.post_id.desc())
    .limit(LIMIT)
)


def _entry(word: int, n: int) -> ColumnElement[str]:
    return bindparam(f"entry_{word}_{n}", type_=String(), required=True)


def _has(hit: Any, word: int) -> ColumnElement[bool]:
    other = market_words.alias()
    return exists().where(
        other.c.community_id == COMMUNITY,
        other.c.word.in_([_entry(word, n) for n in range(ENTRIES_MOST)]),
        other.c.post_id == hit.c.post_id,
    )


def _places(n: int, words: int, *, backwards: bool) -> Select[Any]:
    """Which posts have the `n`-th entry of the first word, and the other words, from one end of the stretch."""
    hit = market_words.alias()
    return (
        select(hit.c.post_id)
        .where(hit.c.community_id == COMMUNITY, hit.c.word == _entry(0, n), *between(hit.c.post_id))
        .where(*(_has(hit, word) for word in range(1, words)))
        .order_by(hit.c.post_id if backwards else hit.c.post_id.desc())
        .limit(LIMIT)
    )


def _page(words: int, *, backwards: bool) -> Select[Any]:
    stretches = (_places(n, words, backwards=backwards).subquery() for n in range(ENTRIES_MOST))
    found = union(*(select(each) for each in stretches)).subquery("found")
    return (
        select(*posts.c)
        .join_from(found, posts, and_(posts.c.community_id == COMMUNITY, posts.c.id == found.c.post_id))
        .order_by(posts.c.id if backwards else posts.c.id.desc())
        .limit(LIMIT)
    )


_NEWEST: Final = {words: statement(_page(words, backwards=False)) for words in range(1, WORDS_MOST + 1)}
_OLDEST: Final = {words: statement(_page(words, backwards=True)) for words in range(1, WORDS_MOST + 1)}


def category_entry(category: Category) -> str:
    """The entry of all posts of one kind; no word begins like it."""
    return f"#{category.value}"


def add(tx: Tx, post: Post) -> None:
    """Let a listed post be found by its words, where it is, and its kind in every language; another one is not."""
    if not post.listed:
        return
    text = " ".join(part for part in (post.text, post.area, WORDS.get(post.category)) if part)
    entries = entries_in(text, post.language) | {category_entry(post.category)}
    tx.many(_ADD, [{"community_id": post.community, "word": entry, "post_id": post.id} for entry in sorted(entries)])


def forget(tx: Tx, post: Post) -> None:
    """It is not found any more."""
    tx.run(_FORGET, community=post.community, post=post.id)


def search(  # noqa: PLR0913  as `posts.listed`
    tx: Tx, community: CommunityId, words: tuple[str, ...], *, low: int, high: int, limit: int, backwards: bool
) -> list[Post]:
    """As `posts.listed`, those that have all the words."""
    wanted: dict[str, str] = {}
    for at, word in enumerate(words):
        entries = entries_for(word)
        wanted |= {f"entry_{at}_{n}": entries[n] if n < len(entries) else _NO_ENTRY for n in range(ENTRIES_MOST)}
    found = tx.rows(
        (_OLDEST if backwards else _NEWEST)[len(words)], community=community, low=low, high=high, limit=limit, **wanted
    )
    return [post_of(row) for row in found]


def authors_with(tx: Tx, community: CommunityId, side: Side, entry: str, limit: int) -> list[tuple[PostId, PersonId]]:
    """The newest posts of this side with an entry, and whose they are."""
    found = tx.rows(_WITH, community=community, side=side.value, word=entry, limit=limit)
    return [(PostId(row.id), PersonId(row.author_id)) for row in found]
