"""What may happen in the market; pure."""

from datetime import datetime, timedelta
from typing import Final

from bot.communities.model import PersonId
from bot.core.text import length, shown_length
from bot.timebank.market.model import Ask, AskState, Post, PostState
from bot.timebank.market.refusals import (
    AreaTooLong,
    AskIsOver,
    NotThisTime,
    OwnPost,
    PostIsBusy,
    PostTextTooLong,
    PostTextTooShort,
    TooManyAsks,
    TooManyOpenPosts,
    TooManyPosts,
)

TEXT_LEAST: Final = 3
TEXT_MOST: Final = 200
AREA_MOST: Final = 40
"""Characters."""

POSTS_A_DAY: Final = 5
OPEN_MOST: Final = 10
"""Posts of one person in one community."""
ASKS_A_DAY: Final = 10
ASKS_OPEN_MOST: Final = 5
"""Unanswered questions about one post."""
DAY: Final = timedelta(days=1)

FRESH: Final = timedelta(days=90)
"""Then a post falls asleep, unless it is renewed."""
ASKED_BEFORE: Final = timedelta(days=7)
"""So long before, its author is asked."""
RENEWED_ALREADY: Final = timedelta(days=1)
"""A renewal that is younger than this need not be renewed."""
ANSWERED_WITHIN: Final = timedelta(days=7)
"""Then a question that nobody has answered is over."""
DOWN_KEPT: Final = timedelta(days=30)
ASLEEP_KEPT: Final = timedelta(days=90)
"""Then it is forgotten."""


def check_text(text: str) -> None:
    """Refuses PostTextTooShort, PostTextTooLong."""
    if shown_length(text) < TEXT_LEAST:
        raise PostTextTooShort
    if length(text) > TEXT_MOST:
        raise PostTextTooLong(TEXT_MOST, length(text))


def check_area(area: str) -> None:
    """Refuses AreaTooLong."""
    if length(area) > AREA_MOST:
        raise AreaTooLong(AREA_MOST, length(area))


def posting(lately: int, open_ones: int) -> None:
    """One more post, after so many within a day, and with so many open. Refuses TooManyPosts, TooManyOpenPosts."""
    if lately >= POSTS_A_DAY:
        raise TooManyPosts(POSTS_A_DAY)
    opening(open_ones)


def opening(open_ones: int) -> None:
    """One more open post. Refuses TooManyOpenPosts."""
    if open_ones >= OPEN_MOST:
        raise TooManyOpenPosts(OPEN_MOST)


def asking(post: Post, person: PersonId, before: Ask | None, waiting: int, lately: int) -> bool:
    """Whether somebody has to be asked now; `before` is the newest question of this person about the post.

    Refuses in this order: OwnPost, NotThisTime, PostIsBusy, TooManyAsks.
    """
    if post.author == person:
        raise OwnPost
    if before is not None and before.state in {AskState.OPEN, AskState.CONNECTED}:
        return False
    if before is not None and before.state is AskState.DECLINED:
        raise NotThisTime
    if waiting >= ASKS_OPEN_MOST:
        raise PostIsBusy
    if lately >= ASKS_A_DAY:
        raise TooManyAsks(ASKS_A_DAY)
    return True


def settling(ask: Ask, to: AskState) -> bool:
    """Whether the question comes into this state by it. Refuses AskIsOver."""
    if ask.state is to:
        return False
    if ask.state is not AskState.OPEN:
        raise AskIsOver
    return True


def is_renewed(post: Post, now: datetime) -> bool:
    """Whether it has been renewed just now."""
    return post.state is PostState.OPEN and post.fresh_until - now > FRESH - RENEWED_ALREADY
