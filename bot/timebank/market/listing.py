"""What is in the market: lists, one post, and one's own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.communities import access
from bot.communities import service as communities
from bot.communities.access import Act
from bot.communities.model import Actor, CommunityId
from bot.core.beginnings import words_asked
from bot.core.db import Tx
from bot.timebank.market.finding import here, post_for
from bot.timebank.market.model import Ask, Post, PostId
from bot.timebank.market.store import asks, matches, posts, words

PAGE_SIZE: Final = 6
_FAR: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Market:
    """One page, the newest first. Nobody is named."""

    posts: tuple[Post, ...]
    words: tuple[str, ...]
    title: str | None = None
    """What to call the community before whoever may think of another one."""
    newer: PostId | None = None
    """There are newer ones: those before this post."""
    older: PostId | None = None


@dataclass(frozen=True, slots=True)
class MyPosts:
    """One's own, the newest first."""

    community: CommunityId
    posts: tuple[Post, ...]
    muted: bool
    """They are not told of needs."""
    title: str | None = None
    older: PostId | None = None


@dataclass(frozen=True, slots=True)
class PostCard:
    """One post as the reader may see it."""

    post: Post
    mine: bool
    may_hide: bool
    my_ask: Ask | None
    """What the reader has asked about it last."""
    asked_by: tuple[Ask, ...]
    """For its author: who waits for an answer."""
    seen_at: datetime
    title: str | None = None


def market(tx: Tx, actor: Actor, asked: str, place: str = "", *, backwards: bool = False) -> Market:
    """What is offered and needed, with all of up to three words, behind or before the post `place`.

    Refuses as `require` for Act.EXCHANGE.
    """
    community = here(tx, actor)
    wanted = words_asked(asked)
    cursor = _id(place)
    low, high = (cursor, _FAR) if backwards and cursor else (0, cursor or _FAR)
    back = backwards and cursor is not None
    found = _stretch(tx, community, wanted, low=low, high=high, backwards=back)
    if cursor is not None and not found:
        return market(tx, actor, asked)  # what was there has gone meanwhile: from the beginning
    more = len(found) > PAGE_SIZE
    shown = found[:PAGE_SIZE]
    if back:
        shown.reverse()
    newer, older = (more, True) if back else (cursor is not None, more)
    return Market(
        tuple(shown),
        wanted,
        communities.title_for(tx, actor.person, community),
        newer=shown[0].id if shown and newer else None,
        older=shown[-1].id if shown and older else None,
    )


def mine(tx: Tx, actor: Actor, place: str = "") -> MyPosts:
    """The actor's own here, those that are asleep, too. Refuses as `require` for Act.EXCHANGE."""
    community = here(tx, actor)
    found = posts.mine(tx, community, actor.person, _id(place) or _FAR, PAGE_SIZE + 1)
    shown = found[:PAGE_SIZE]
    return MyPosts(
        community,
        tuple(shown),
        matches.is_muted(tx, community, actor.person),
        communities.title_for(tx, actor.person, community),
        older=shown[-1].id if len(found) > PAGE_SIZE else None,
    )


def card(tx: Tx, actor: Actor, community: CommunityId, post: PostId) -> PostCard:
    """One post. Refuses UnknownPost."""
    found, actor = post_for(tx, actor, community, post, lock=False)
    own = found.author == actor.person
    return PostCard(
        found,
        own,
        may_hide=not own and access.may(tx, actor, Act.MODERATE),
        my_ask=None if own else asks.newest(tx, found, actor.person),
        asked_by=tuple(asks.open_about(tx, found)) if own else (),
        seen_at=tx.now,
        title=communities.title_for(tx, actor.person, community),
    )


def _stretch(
    tx: Tx, community: CommunityId, wanted: tuple[str, ...], *, low: int, high: int, backwards: bool
) -> list[Post]:
    limit = PAGE_SIZE + 1
    if wanted:
        return words.search(tx, community, wanted, low=low, high=high, limit=limit, backwards=backwards)
    return posts.listed(tx, community, low=low, high=high, limit=limit, backwards=backwards)


def _id(text: str) -> PostId | None:
    """The post that a button names; None: none at all."""
    return PostId(min(int(text), _FAR)) if text.isascii() and text.isdecimal() else None
