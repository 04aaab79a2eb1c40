"""Statements that erase what one person has in claims, rewards and the market, and those that tell it."""

from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Table, delete, or_, select, union, update

from bot.communities.keeping import GONE
from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx, given, statement
from bot.core.statement import Statement
from bot.timebank.claims.model import ClaimState
from bot.timebank.market.model import AskState
from bot.timebank.market.tables import asks, mutes, posts
from bot.timebank.rewards.model import VoucherState
from bot.timebank.rewards.tables import venue_staff, vouchers
from bot.timebank.tables import claims

_TEXT_GONE: Final = f"({GONE})"
"""As long as a post has to be."""

_PERSON: Final = given(claims.c.person_id, "person")
_OWN_CLAIMS: Final = claims.c.person_id == _PERSON
_JUDGED: Final = claims.c.decided_by == _PERSON
_OWN_POSTS: Final = posts.c.author_id == _PERSON
_WORKS: Final = (venue_staff.c.person_id == _PERSON, venue_staff.c.left_at.is_(None))

_CLAIMS: Final = statement(
    select(claims.c.community_id, claims.c.id, claims.c.words, claims.c.reason)
    .where(or_(_OWN_CLAIMS, _JUDGED))
    .order_by(claims.c.id)
)
_VOUCHERS: Final = statement(
    select(vouchers.c.community_id, vouchers.c.id)
    .where(vouchers.c.person_id == _PERSON, vouchers.c.state == VoucherState.OPEN.value)
    .order_by(vouchers.c.id)
)
_POSTS: Final = statement(
    select(posts.c.community_id, posts.c.id, posts.c.text, posts.c.area).where(_OWN_POSTS).order_by(posts.c.id)
)
_MARKETS: Final = statement(
    union(
        select(posts.c.community_id).where(_OWN_POSTS),
        select(asks.c.community_id).where(asks.c.person_id == _PERSON, asks.c.state == AskState.OPEN.value),
    ).order_by("community_id")
)
_END: Final = (
    statement(
        update(claims)
        .where(_OWN_CLAIMS, claims.c.state == ClaimState.WAITING.value)
        .values(state=ClaimState.WITHDRAWN.value, decided_by=_PERSON, decided_at=given(claims.c.decided_at, "now"))
    ),
    statement(update(venue_staff).where(*_WORKS).values(left_by=_PERSON, left_at=given(venue_staff.c.left_at, "now"))),
)
_ERASE: Final = (
    statement(update(claims).where(_OWN_CLAIMS).values(words=GONE)),
    statement(update(claims).where(_JUDGED).values(reason=None)),
    statement(update(posts).where(_OWN_POSTS).values(text=_TEXT_GONE, area=None)),
    statement(delete(mutes).where(mutes.c.person_id == _PERSON)),
)


_OF_PLEDGE: Final = (
    claims.c.community_id == given(claims.c.community_id, "community"),
    claims.c.pledge_code == given(claims.c.pledge_code, "code"),
)
_CAME_WITH: Final = statement(select(claims.c.id).where(*_OF_PLEDGE).order_by(claims.c.id))
_FORGET_DEED: Final = statement(update(claims).where(*_OF_PLEDGE).values(words=GONE))


def _all_of(table: Table, whose: ColumnElement[bool]) -> Statement:
    return statement(select(table).where(whose).order_by(*table.primary_key))


_TOLD: Final[dict[str, Statement]] = {
    "hours_logged": _all_of(claims, _OWN_CLAIMS),
    "vouchers": _all_of(vouchers, vouchers.c.person_id == _PERSON),
    "works_at_venues": _all_of(venue_staff, venue_staff.c.person_id == _PERSON),
    "market_posts": _all_of(posts, _OWN_POSTS),
    "market_questions": _all_of(asks, asks.c.person_id == _PERSON),
    "market_muted": _all_of(mutes, mutes.c.person_id == _PERSON),
}


class Written(NamedTuple):
    """Something that has their words in it."""

    community: CommunityId
    id: int
    words: tuple[str | None, ...]


def open_vouchers(tx: Tx, person: PersonId) -> list[tuple[CommunityId, int]]:
    """What they have taken and not used, in all communities. It looks through whole tables, as all of these do."""
    return [(CommunityId(row.community_id), row.id) for row in tx.rows(_VOUCHERS, person=person)]


def markets(tx: Tx, person: PersonId) -> list[CommunityId]:
    """Where they have posted, or have asked."""
    return [CommunityId(row.community_id) for row in tx.rows(_MARKETS, person=person)]


def claims_written(tx: Tx, person: PersonId) -> list[Written]:
    """Their hours, and those on which they have decided."""
    return [Written(CommunityId(row[0]), row[1], tuple(row[2:])) for row in tx.rows(_CLAIMS, person=person)]


def posts_written(tx: Tx, person: PersonId) -> list[Written]:
    """What they offered and needed."""
    return [Written(CommunityId(row[0]), row[1], tuple(row[2:])) for row in tx.rows(_POSTS, person=person)]


def erase(tx: Tx, person: PersonId) -> None:
    """No word of theirs is left, nothing of theirs waits, and they work nowhere."""
    for each in _END:
        tx.run(each, person=person, now=tx.now)
    for each in _ERASE:
        tx.run(each, person=person)


def forget_deed(tx: Tx, community: CommunityId, code: str) -> list[int]:
    """What the hours were for that came in with this pledge; the hours stay. Their claims."""
    came = [int(row.id) for row in tx.rows(_CAME_WITH, community=community, code=code)]
    tx.run(_FORGET_DEED, community=community, code=code)
    return came


def told(tx: Tx, person: PersonId) -> dict[str, Any]:
    """Everything of theirs."""
    return {name: [row._asdict() for row in tx.rows(each, person=person)] for name, each in _TOLD.items()}
