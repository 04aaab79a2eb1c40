"""Statements about what was done, by its key."""

from typing import NamedTuple

from sqlalchemy import select

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.core.statement import given, insert_new, statement
from bot.timebank.ledger.model import HoldId
from bot.timebank.ledger.tables import acts

_ADD = insert_new(acts, keys=[acts.c.community_id, acts.c.key])
_BY_KEY = statement(
    select(acts.c.what, acts.c.fingerprint, acts.c.hold_id).where(
        acts.c.community_id == given(acts.c.community_id, "community"), acts.c.key == given(acts.c.key)
    )
)


class Done(NamedTuple):
    """An act that was done before."""

    what: str
    fingerprint: str
    hold: HoldId | None


def add(tx: Tx, community: CommunityId, key: str, done: Done) -> bool:
    """False: this key is taken. Whoever takes it at the same moment is waited for."""
    row = {
        "community_id": community,
        "key": key,
        "what": done.what,
        "fingerprint": done.fingerprint,
        "hold_id": done.hold,
        "recorded_at": tx.now,
    }
    return tx.run(_ADD, **row) == 1


def by_key(tx: Tx, community: CommunityId, key: str) -> Done | None:
    row = tx.row(_BY_KEY, community=community, key=key)
    return Done(*row) if row else None
