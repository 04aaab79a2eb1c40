"""A pledge as columns: what is read and made a pledge of, and what is written when something happens to it."""

from typing import Any, Final

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Row
from bot.pledges.model import Deadline, Names, Occasion, Pledge, PledgeId, PledgeState, Visibility, Wording
from bot.pledges.tables import pledges

COURSE: Final = (
    pledges.c.state,
    pledges.c.count,
    pledges.c.signed,
    pledges.c.last_number,
    pledges.c.tipped_at,
    pledges.c.expired_at,
    pledges.c.cancelled_at,
    pledges.c.cancelled_by,
    pledges.c.cancel_reason,
)
"""What changes from its opening to its end."""

COLUMNS: Final = (
    pledges.c.community_id,
    pledges.c.id,
    pledges.c.code,
    pledges.c.creator_id,
    pledges.c.language,
    pledges.c.action,
    pledges.c.others,
    pledges.c.others_action,
    pledges.c.opening,
    pledges.c.condition,
    pledges.c.threshold,
    pledges.c.deadline,
    pledges.c.whole_day,
    pledges.c.time_zone,
    pledges.c.act_on,
    pledges.c.act_on_whole_day,
    pledges.c.act_place,
    pledges.c.visibility,
    pledges.c.names,
    pledges.c.opened_at,
    *COURSE,
)
"""All that a `Pledge` is made of."""


def pledge(row: Row) -> Pledge:
    """The pledge in a row of `COLUMNS`."""
    return Pledge(
        community=CommunityId(row.community_id),
        id=PledgeId(row.id),
        code=row.code,
        creator=PersonId(row.creator_id),
        wording=_wording(row),
        opened_at=row.opened_at,
        state=PledgeState(row.state),
        count=row.count,
        signed=row.signed,
        last_number=row.last_number,
        tipped_at=row.tipped_at,
        expired_at=row.expired_at,
        cancelled_at=row.cancelled_at,
        cancelled_by=None if row.cancelled_by is None else PersonId(row.cancelled_by),
        cancel_reason=row.cancel_reason,
    )


def course(pledge: Pledge) -> dict[str, Any]:
    """The values of `COURSE`, by the columns' names."""
    return {
        "state": pledge.state.value,
        "count": pledge.count,
        "signed": pledge.signed,
        "last_number": pledge.last_number,
        "tipped_at": pledge.tipped_at,
        "expired_at": pledge.expired_at,
        "cancelled_at": pledge.cancelled_at,
        "cancelled_by": pledge.cancelled_by,
        "cancel_reason": pledge.cancel_reason,
    }


def _wording(row: Row) -> Wording:
    return Wording(
        action=row.action,
        threshold=row.threshold,
        deadline=Deadline(row.deadline, bool(row.whole_day), row.time_zone),
        others=row.others,
        others_action=row.others_action,
        opening=row.opening,
        condition=row.condition,
        language=row.language,
        visibility=Visibility(row.visibility),
        names=Names(row.names),
        act_on=None
        if row.act_on is None
        else Occasion(row.act_on, bool(row.act_on_whole_day), row.time_zone, row.act_place),
    )


def occasion(act_on: Occasion | None) -> dict[str, Any]:
    """Its columns; its zone is that of the deadline."""
    if act_on is None:
        return {"act_on": None, "act_on_whole_day": None, "act_place": None}
    return {"act_on": act_on.at, "act_on_whole_day": int(act_on.whole_day), "act_place": act_on.place}
