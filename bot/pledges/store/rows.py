"""A pledge as columns: what is read and made a pledge of, and what is written when something happens to it."""

from typing import Any, Final

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Row
from bot.pledges.model import Pledge, PledgeId, PledgeState
from bot.pledges.tables import pledges
from bot.pledges.wording import Deadline, Money, Names, Occasion, Unit, Visibility, Wording

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
    pledges.c.acting_at,
    pledges.c.closed_at,
    pledges.c.claimed,
    pledges.c.verified,
    pledges.c.missed,
    pledges.c.minimum,
    pledges.c.rescue_until,
    pledges.c.goes_ahead,
    pledges.c.staying,
    pledges.c.rescued_at,
    pledges.c.waiting,
    pledges.c.lead_id,
    pledges.c.creator_muted,
    pledges.c.hidden_at,
    pledges.c.hidden_by,
    pledges.c.given,
    pledges.c.staying_given,
    pledges.c.paper,
)
"""What changes from its opening to its end."""
TERMS: Final = (
    pledges.c.threshold,
    pledges.c.deadline,
    pledges.c.whole_day,
    pledges.c.detail,
    pledges.c.deadline_moved_at,
)
"""What its creator may change in between."""

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
    pledges.c.time_zone,
    pledges.c.act_on,
    pledges.c.act_on_whole_day,
    pledges.c.act_place,
    pledges.c.visibility,
    pledges.c.names,
    pledges.c.capacity,
    pledges.c.opened_at,
    pledges.c.unit,
    pledges.c.amount,
    pledges.c.currency,
    *TERMS,
    *COURSE,
)
"""All that a `Pledge` is made of."""

_MADE: Final = frozenset({"state", "goes_ahead", "lead_id", "creator_muted"})
"""Of the course, what is another thing in the pledge than in its row,"""
_READ: Final = frozenset({"cancelled_by", "hidden_by", "claimed", "verified", "missed", "paper"})
"""and what only has to be read with care."""
_CALLED_THE_SAME: Final = tuple(column.name for column in COURSE if column.name not in _MADE)
_PLAIN: Final = ("deadline_moved_at", *(name for name in _CALLED_THE_SAME if name not in _READ))
"""What a pledge has as its row has it."""


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
        claimed=row.claimed or 0,
        verified=row.verified or 0,
        missed=row.missed or 0,
        paper=row.paper or 0,
        goes_ahead=None if row.goes_ahead is None else bool(row.goes_ahead),
        creator_muted=bool(row.creator_muted),
        cancelled_by=_person(row.cancelled_by),
        lead=_person(row.lead_id),
        hidden_by=_person(row.hidden_by),
        **{name: getattr(row, name) for name in _PLAIN},
    )


def _person(number: int | None) -> PersonId | None:
    return None if number is None else PersonId(number)


def course(pledge: Pledge) -> dict[str, Any]:
    """The values of `COURSE`, by the columns' names."""
    return {name: getattr(pledge, name) for name in _CALLED_THE_SAME} | {
        "state": pledge.state.value,
        "goes_ahead": None if pledge.goes_ahead is None else int(pledge.goes_ahead),
        "lead_id": pledge.lead,
        "creator_muted": int(pledge.creator_muted),
    }


def terms(pledge: Pledge) -> dict[str, Any]:
    """The values of `TERMS`, by the columns' names."""
    wording = pledge.wording
    return {
        "threshold": wording.threshold,
        "deadline": wording.deadline.at,
        "whole_day": int(wording.deadline.whole_day),
        "detail": wording.detail,
        "deadline_moved_at": pledge.deadline_moved_at,
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
        capacity=row.capacity,
        detail=row.detail,
        unit=Unit(row.unit),
        each=None if row.amount is None else Money(row.amount, row.currency),
    )
