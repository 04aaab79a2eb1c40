"""Facts about the market that somebody is owed."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.outbox.model import Notice
from bot.timebank.market.model import Post, Side


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What a post says; not whose it is."""

    community: int
    post: int
    side: Side
    text: str
    minutes: int | None = None
    area: str | None = None


def facts_of_post(post: Post) -> PostFacts:
    """As of now."""
    return PostFacts(post.community, post.id, post.side, post.text, post.minutes, post.area)


@dataclass(frozen=True)
class MarketAsked(Notice):
    """Somebody would answer the post: may they know each other? For its author; not who."""

    kind: ClassVar[str] = "market_asked"
    about: PostFacts
    ask: int


@dataclass(frozen=True)
class MarketConnected(Notice):
    """The author has said yes. For whoever asked."""

    kind: ClassVar[str] = "market_connected"
    about: PostFacts
    ask: int
    name: str
    username: str | None = None
    telegram_id: int | None = None


@dataclass(frozen=True)
class MarketNotThisTime(Notice):
    """It does not work out; not why, nor by whom. For whoever asked."""

    kind: ClassVar[str] = "market_not_this_time"
    about: PostFacts


@dataclass(frozen=True)
class MarketDigest(Notice):
    """New needs that what they offer may be the answer to. For whoever offers."""

    kind: ClassVar[str] = "market_digest"
    community: int
    needs: tuple[PostFacts, ...]
    more: bool = False


@dataclass(frozen=True)
class MarketFading(Notice):
    """Their post falls asleep soon. For its author."""

    kind: ClassVar[str] = "market_fading"
    about: PostFacts
    until: datetime


@dataclass(frozen=True)
class MarketReported(Notice):
    """Somebody finds a post abusive. For organisers."""

    kind: ClassVar[str] = "market_reported"
    about: PostFacts


@dataclass(frozen=True)
class MarketHidden(Notice):
    """An organiser has hidden their post. For its author."""

    kind: ClassVar[str] = "market_hidden"
    about: PostFacts
