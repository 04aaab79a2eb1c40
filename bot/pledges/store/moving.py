"""Statements for the pledges of a community that became part of another one."""

from typing import Final

from sqlalchemy import delete, select, update

from bot.communities.model import CommunityId
from bot.core.copying import copied
from bot.core.db import Tx, given, statement
from bot.pledges.counter.tables import counter_promises
from bot.pledges.paper.tables import paper_signatures
from bot.pledges.series.tables import pledge_rounds, pledge_series, round_answers
from bot.pledges.tables import announcements, pledge_codes, pledge_words, pledges, signatures

_ONE: Final = given(pledges.c.community_id, "one")
_OTHER: Final = given(pledges.c.community_id, "other")
_LOCK: Final = statement(
    select(pledges.c.id).where(pledges.c.community_id == _OTHER).order_by(pledges.c.id).with_for_update()
)
_COPY: Final = statement(copied(pledges.c.community_id))
_SIGNATURES: Final = statement(update(signatures).where(signatures.c.community_id == _OTHER).values(community_id=_ONE))
_WORDS: Final = statement(update(pledge_words).where(pledge_words.c.community_id == _OTHER).values(community_id=_ONE))
_ANNOUNCEMENTS: Final = statement(
    update(announcements).where(announcements.c.community_id == _OTHER).values(community_id=_ONE)
)
_BESIDES: Final = tuple(
    statement(update(table).where(table.c.community_id == _OTHER).values(community_id=_ONE))
    for table in (paper_signatures, counter_promises, pledge_series, pledge_rounds, round_answers)
)
_CODES: Final = statement(
    update(pledge_codes)
    .where(pledge_codes.c.code.in_(select(pledges.c.code).where(pledges.c.community_id == _OTHER)))
    .values(community_id=_ONE)
)
_DELETE: Final = statement(delete(pledges).where(pledges.c.community_id == _OTHER))


def move(tx: Tx, one: CommunityId, other: CommunityId) -> None:
    """Pledges first and last: signatures refer to them. Whoever is about to change one of them is waited for."""
    tx.rows(_LOCK, other=other)
    tx.run(_COPY, one=one, other=other)
    tx.run(_SIGNATURES, one=one, other=other)
    tx.run(_WORDS, one=one, other=other)
    tx.run(_ANNOUNCEMENTS, one=one, other=other)
    for besides in _BESIDES:
        tx.run(besides, one=one, other=other)
    tx.run(_CODES, one=one, other=other)
    tx.run(_DELETE, other=other)
