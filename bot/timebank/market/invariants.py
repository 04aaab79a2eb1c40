"""What must hold of the market at every moment. Each query finds the exceptions, by their numbers."""

from typing import Final

from sqlalchemy import and_, exists, or_, select

from bot.core.db import Statement, statement
from bot.timebank.market.model import AskState, PostState, Side
from bot.timebank.market.tables import asks, market_words, matches, posts

_IS_LISTED: Final = and_(posts.c.state == PostState.OPEN.value, posts.c.hidden_at.is_(None))
_HAS_WORDS: Final = exists().where(
    market_words.c.community_id == posts.c.community_id, market_words.c.post_id == posts.c.id
)
_FOUND_WRONGLY: Final = statement(select(posts.c.id).where(_IS_LISTED != _HAS_WORDS))
_ABOUT: Final = and_(posts.c.community_id == asks.c.community_id, posts.c.id == asks.c.post_id)
_OWN: Final = statement(select(asks.c.id).join_from(asks, posts, _ABOUT).where(asks.c.person_id == posts.c.author_id))
_ASKED_IN_VAIN: Final = statement(
    select(asks.c.id)
    .join_from(asks, posts, _ABOUT)
    .where(
        asks.c.state == AskState.OPEN.value,
        or_(posts.c.state == PostState.DOWN.value, posts.c.hidden_at.is_not(None)),
    )
)
_NEED: Final = posts.alias("needs")
_MISMATCHED: Final = statement(
    select(matches.c.need_id)
    .join_from(matches, posts, and_(posts.c.community_id == matches.c.community_id, posts.c.id == matches.c.offer_id))
    .join(_NEED, and_(_NEED.c.community_id == matches.c.community_id, _NEED.c.id == matches.c.need_id))
    .where(
        or_(
            posts.c.side != Side.OFFER.value,
            posts.c.author_id != matches.c.person_id,
            _NEED.c.side != Side.NEED.value,
            _NEED.c.author_id == matches.c.person_id,
        )
    )
)

MARKET_INVARIANTS: Final[dict[str, Statement]] = {
    "a post of the market is found by its words while it is listed, and only then": _FOUND_WRONGLY,
    "nobody answers their own post": _OWN,
    "nobody is asked about a post that is down or hidden": _ASKED_IN_VAIN,
    "of a need is told whoever offers something, and not whoever needs it": _MISMATCHED,
}
