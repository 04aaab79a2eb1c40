"""Statements about the words by which open pledges are found: an index of our own, the same on both databases."""

from typing import Final

from sqlalchemy import bindparam, delete, insert, select

from bot.communities.model import CommunityId
from bot.core.db import Tx, given, statement
from bot.core.schema import Id
from bot.pledges.alike import words_of
from bot.pledges.model import Pledge, PledgeId
from bot.pledges.tables import pledge_words

_ADD: Final = statement(insert(pledge_words).values({column.name: given(column) for column in pledge_words.c}))
_FORGET: Final = statement(
    delete(pledge_words).where(
        pledge_words.c.community_id == given(pledge_words.c.community_id, "community"),
        pledge_words.c.pledge_id == given(pledge_words.c.pledge_id, "pledge"),
    )
)
_WITH: Final = statement(
    select(pledge_words.c.pledge_id)
    .where(
        pledge_words.c.community_id == given(pledge_words.c.community_id, "community"),
        pledge_words.c.word == given(pledge_words.c.word),
    )
    .order_by(pledge_words.c.pledge_id.desc())
    .limit(bindparam("limit", type_=Id, required=True))
)


def add(tx: Tx, pledge: Pledge) -> None:
    """Let the pledge be found by its words; one that is not listed is not."""
    if not pledge.listed:
        return
    roots = sorted(frozenset[str]().union(*words_of(pledge.wording)))
    tx.many(_ADD, [{"community_id": pledge.community, "word": root, "pledge_id": pledge.id} for root in roots])


def forget(tx: Tx, pledge: Pledge) -> None:
    """It is not found any more."""
    tx.run(_FORGET, community=pledge.community, pledge=pledge.id)


def with_root(tx: Tx, community: CommunityId, root: str, limit: int) -> list[PledgeId]:
    """The newest pledges in which a word has this root."""
    return [PledgeId(row.pledge_id) for row in tx.rows(_WITH, community=community, word=root, limit=limit)]
