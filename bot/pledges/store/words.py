"""Statements about the words by which open pledges are found: an index of our own, the same on both databases."""

from typing import Final

from sqlalchemy import bindparam, delete, insert, select, update

from bot.communities.model import CommunityId
from bot.core.db import Tx, given, statement
from bot.core.schema import Id
from bot.pledges.beginnings import entries_of
from bot.pledges.model import Pledge, PledgeId
from bot.pledges.tables import pledge_words

_ADD: Final = statement(insert(pledge_words).values({column.name: given(column) for column in pledge_words.c}))
_OF_PLEDGE: Final = (
    pledge_words.c.community_id == given(pledge_words.c.community_id, "community"),
    pledge_words.c.pledge_id == given(pledge_words.c.pledge_id, "pledge"),
)
_FORGET: Final = statement(delete(pledge_words).where(*_OF_PLEDGE))
_MOVE: Final = statement(update(pledge_words).where(*_OF_PLEDGE).values(deadline=given(pledge_words.c.deadline)))
_WITH: Final = statement(
    select(pledge_words.c.pledge_id)
    .where(
        pledge_words.c.community_id == given(pledge_words.c.community_id, "community"),
        pledge_words.c.word == given(pledge_words.c.word),
    )
    .order_by(pledge_words.c.deadline.desc(), pledge_words.c.pledge_id.desc())
    .limit(bindparam("limit", type_=Id, required=True))
)


def add(tx: Tx, pledge: Pledge) -> None:
    """Let the pledge be found by its words; one that is not listed is not."""
    if not pledge.listed:
        return
    where = {"community_id": pledge.community, "deadline": pledge.wording.deadline.at, "pledge_id": pledge.id}
    tx.many(_ADD, [{**where, "word": entry} for entry in sorted(entries_of(pledge.wording))])


def move(tx: Tx, pledge: Pledge) -> None:
    """Its deadline has moved: it has another place among what is found."""
    tx.run(_MOVE, community=pledge.community, pledge=pledge.id, deadline=pledge.wording.deadline.at)


def forget(tx: Tx, pledge: Pledge) -> None:
    """It is not found any more."""
    tx.run(_FORGET, community=pledge.community, pledge=pledge.id)


def with_root(tx: Tx, community: CommunityId, root: str, limit: int) -> list[PledgeId]:
    """The pledges in which a word has this root, those that end last."""
    return [PledgeId(row.pledge_id) for row in tx.rows(_WITH, community=community, word=root, limit=limit)]
