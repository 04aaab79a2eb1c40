"""What is read of a pledge, and the pledge made of it."""

from typing import Final

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Row
from bot.pledges.model import Deadline, Names, Pledge, PledgeId, PledgeState, Visibility, Wording
from bot.pledges.tables import pledges

COLUMNS: Final = (
    pledges.c.community_id,
    pledges.c.id,
    pledges.c.code,
    pledges.c.creator_id,
    pledges.c.language,
    pledges.c.action,
    pledges.c.others,
    pledges.c.others_action,
    pledges.c.threshold,
    pledges.c.deadline,
    pledges.c.whole_day,
    pledges.c.time_zone,
    pledges.c.visibility,
    pledges.c.names,
    pledges.c.state,
    pledges.c.count,
    pledges.c.signed,
    pledges.c.last_number,
    pledges.c.opened_at,
    pledges.c.tipped_at,
    pledges.c.expired_at,
    pledges.c.cancelled_at,
    pledges.c.cancel_reason,
)


def pledge(row: Row) -> Pledge:
    """The pledge in a row of `COLUMNS`."""
    return Pledge(
        community=CommunityId(row.community_id),
        id=PledgeId(row.id),
        code=row.code,
        creator=PersonId(row.creator_id),
        wording=_wording(row),
        state=PledgeState(row.state),
        count=row.count,
        signed=row.signed,
        last_number=row.last_number,
        opened_at=row.opened_at,
        tipped_at=row.tipped_at,
        ended_at=row.expired_at or row.cancelled_at,
        cancel_reason=row.cancel_reason,
    )


def _wording(row: Row) -> Wording:
    return Wording(
        action=row.action,
        threshold=row.threshold,
        deadline=Deadline(row.deadline, bool(row.whole_day), row.time_zone),
        others=row.others,
        others_action=row.others_action,
        language=row.language,
        visibility=Visibility(row.visibility),
        names=Names(row.names),
    )
