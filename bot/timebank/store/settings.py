"""Statements about what a community has settled."""

from sqlalchemy import select

from bot.communities.model import CommunityId, PersonId
from bot.core.copying import copied
from bot.core.db import Tx
from bot.core.statement import given, statement, upsert
from bot.timebank.rules import Mode
from bot.timebank.tables import timebanks

_MODE = statement(
    select(timebanks.c.mode).where(timebanks.c.community_id == given(timebanks.c.community_id, "community"))
)
_SET = upsert(
    timebanks,
    keys=[timebanks.c.community_id],
    change=[timebanks.c.mode, timebanks.c.changed_at, timebanks.c.changed_by],
)
_INHERIT = statement(copied(timebanks.c.community_id).on_conflict_do_nothing())


def mode_of(tx: Tx, community: CommunityId) -> Mode | None:
    """None: it has settled nothing."""
    mode = tx.value(_MODE, community=community)
    return None if mode is None else Mode(mode)


def set_mode(tx: Tx, community: CommunityId, mode: Mode, by: PersonId) -> None:
    tx.run(_SET, community_id=community, mode=mode.value, changed_at=tx.now, changed_by=by)


def inherit(tx: Tx, one: CommunityId, other: CommunityId) -> None:
    """What `other` has settled holds in `one`, where that has settled nothing."""
    tx.run(_INHERIT, one=one, other=other)
