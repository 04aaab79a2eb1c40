"""Statements that add up vouchers."""

from datetime import datetime
from typing import Final

from sqlalchemy import case, func, select

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.core.statement import given, statement
from bot.timebank.rewards.model import VoucherState
from bot.timebank.rewards.tables import vouchers

_HERE: Final = vouchers.c.community_id == given(vouchers.c.community_id, "community")
_IS_OPEN: Final = vouchers.c.state == VoucherState.OPEN.value
_BY_VENUE: Final = statement(
    select(
        vouchers.c.venue_id,
        func.count(case((vouchers.c.state == VoucherState.USED.value, 1))).label("used"),
        func.count(case((_IS_OPEN, 1))).label("out"),
    )
    .where(_HERE)
    .group_by(vouchers.c.venue_id)
)
_HELD: Final = statement(select(func.coalesce(func.sum(vouchers.c.minutes), 0).label("held")).where(_HERE, _IS_OPEN))
_KEPT: Final = statement(
    select(func.coalesce(func.sum(vouchers.c.minutes), 0).label("kept")).where(
        _HERE,
        vouchers.c.state == VoucherState.USED.value,
        vouchers.c.settled_at >= given(vouchers.c.settled_at, "since"),
    )
)


def by_venue(tx: Tx, community: CommunityId) -> dict[int, tuple[int, int]]:
    """For each venue how many were used, and how many are out."""
    return {row.venue_id: (row.used, row.out) for row in tx.rows(_BY_VENUE, community=community)}


def held(tx: Tx, community: CommunityId) -> Minutes:
    """Minutes of all that are out."""
    return Minutes(int(tx.value(_HELD, community=community) or 0))


def kept_since(tx: Tx, community: CommunityId, since: datetime) -> Minutes:
    """Minutes of vouchers that were used since then."""
    return Minutes(int(tx.value(_KEPT, community=community, since=since) or 0))
