"""What must hold at every moment of every database. Each query finds the exceptions, by their codes."""

from typing import Final

from sqlalchemy import and_, case, func, or_, select, type_coerce

from bot.core.db import Statement, statement
from bot.core.schema import Id
from bot.pledges.counter.invariants import COUNTER_INVARIANTS
from bot.pledges.deed_invariants import DEED_INVARIANTS
from bot.pledges.measures.invariants import COUNTS_HEADS, GIVEN, MEASURE_INVARIANTS, REACHED
from bot.pledges.model import STILL_IN, PledgeState, SignatureState
from bot.pledges.paper.invariants import ON_PAPER, ON_PAPER_EVER, PAPER_INVARIANTS
from bot.pledges.series.invariants import SERIES_INVARIANTS
from bot.pledges.tables import announcements, pledge_codes, pledge_words, pledges, signatures
from bot.pledges.wording import Visibility

_SAME: Final = and_(signatures.c.community_id == pledges.c.community_id, signatures.c.pledge_id == pledges.c.id)
_IN: Final = tuple(sorted(state.value for state in STILL_IN))
_SECOND: Final = 1_000_000  # microseconds
_PUT_RIGHT: Final = 3_600 * _SECOND
"""By so much the machine's clock may have been put back between two moments."""
_NEVER_TIPPED: Final = (PledgeState.OPEN.value, PledgeState.EXPIRED.value)
_TIPPED: Final = (PledgeState.TIPPED.value, PledgeState.ACTING.value, PledgeState.RESCUED.value)
_ALIVE: Final = tuple(state.value for state in PledgeState if state.signable)
_HAD_EXPIRED: Final = pledges.c.expired_at.is_not(None)
_RESCUED: Final = pledges.c.rescued_at.is_not(None)

_MISCOUNTED: Final = statement(
    select(pledges.c.code)
    .join_from(pledges, signatures, _SAME, isouter=True)
    .group_by(
        pledges.c.community_id,
        pledges.c.id,
        pledges.c.code,
        pledges.c.count,
        pledges.c.given,
        pledges.c.signed,
        pledges.c.waiting,
        pledges.c.last_number,
    )
    .having(
        or_(
            pledges.c.count != func.coalesce(func.sum(case((signatures.c.state.in_(_IN), 1), else_=0)), 0) + ON_PAPER,
            pledges.c.given != func.coalesce(func.sum(case((signatures.c.state.in_(_IN), GIVEN), else_=0)), 0),
            pledges.c.signed != func.count(signatures.c.first_in_at) + ON_PAPER_EVER,
            pledges.c.waiting
            != func.coalesce(func.sum(case((signatures.c.state == SignatureState.WAITING.value, 1), else_=0)), 0),
            pledges.c.last_number < func.coalesce(func.max(signatures.c.number), 0),
        )
    )
)
_TIPPED_WRONGLY: Final = statement(
    select(pledges.c.code).where(
        or_(
            and_(pledges.c.state.in_(_NEVER_TIPPED), pledges.c.tipped_at.is_not(None)),
            and_(pledges.c.state.in_(_TIPPED), pledges.c.tipped_at.is_(None)),
            and_(pledges.c.tipped_at.is_(None), pledges.c.state == PledgeState.CLOSED.value, ~_HAD_EXPIRED),
            and_(
                pledges.c.tipped_at.is_not(None), pledges.c.last_number < pledges.c.threshold, COUNTS_HEADS, ~_RESCUED
            ),
            and_(pledges.c.tipped_at.is_(None), pledges.c.threshold <= REACHED),
            _RESCUED & pledges.c.tipped_at.is_distinct_from(pledges.c.rescued_at),
        )
    )
)
_SIGNED_ONESELF: Final = statement(
    select(pledges.c.code).join_from(pledges, signatures, _SAME).where(signatures.c.person_id == pledges.c.creator_id)
)
_SIGNED_LATE: Final = statement(
    select(pledges.c.code)
    .join_from(pledges, signatures, _SAME)
    .where(
        or_(
            type_coerce(signatures.c.signed_at, Id) >= type_coerce(pledges.c.deadline, Id) + _SECOND,
            and_(
                pledges.c.act_on_whole_day == 0,
                type_coerce(signatures.c.signed_at, Id) >= type_coerce(pledges.c.act_on, Id) + _SECOND,
            ),
        )
    )
    .distinct()
)
_PLACES: Final = statement(
    select(pledges.c.code).where(
        or_(
            pledges.c.count > pledges.c.capacity,
            and_(pledges.c.waiting > 0, pledges.c.capacity.is_(None)),
            and_(pledges.c.waiting > 0, pledges.c.count < pledges.c.capacity, pledges.c.state.in_(_ALIVE)),
        )
    )
)
_MISCOUNTED_ANSWERS: Final = statement(
    select(pledges.c.code)
    .join_from(pledges, signatures, _SAME)
    .where(pledges.c.state == PledgeState.EXPIRED.value)
    .group_by(pledges.c.community_id, pledges.c.id, pledges.c.code, pledges.c.staying, pledges.c.staying_given)
    .having(
        or_(
            pledges.c.staying != func.coalesce(func.sum(signatures.c.stays), 0),
            pledges.c.staying_given != func.coalesce(func.sum(case((signatures.c.stays == 1, GIVEN), else_=0)), 0),
        )
    )
)
_WITHOUT_CODE: Final = statement(
    select(pledges.c.code)
    .join_from(
        pledges,
        pledge_codes,
        and_(
            pledge_codes.c.code == pledges.c.code,
            pledge_codes.c.community_id == pledges.c.community_id,
            pledge_codes.c.pledge_id == pledges.c.id,
        ),
        isouter=True,
    )
    .where(pledge_codes.c.code.is_(None))
)
_HEEDED_ODDLY: Final = statement(
    select(pledges.c.code)
    .join_from(pledges, signatures, _SAME, isouter=True)
    .where(
        or_(
            signatures.c.follows.not_in((0, 1)),
            signatures.c.muted.not_in((0, 1)),
            pledges.c.creator_muted.not_in((0, 1)),
        )
    )
    .distinct()
)
_SPOKE_ODDLY: Final = statement(
    select(pledges.c.code)
    .join_from(
        pledges,
        announcements,
        and_(announcements.c.community_id == pledges.c.community_id, announcements.c.pledge_id == pledges.c.id),
    )
    .group_by(pledges.c.community_id, pledges.c.id, pledges.c.code, pledges.c.tipped_at)
    .having(
        or_(
            pledges.c.tipped_at.is_(None),
            func.max(announcements.c.number) != func.count(announcements.c.number),
            func.min(type_coerce(announcements.c.written_at, Id)) < type_coerce(pledges.c.tipped_at, Id) - _PUT_RIGHT,
        )
    )
)
_LED_BY_NOBODY: Final = statement(
    select(pledges.c.code)
    .join_from(
        pledges,
        signatures,
        and_(
            _SAME,
            signatures.c.person_id == pledges.c.lead_id,
            signatures.c.state.in_(_IN),
        ),
        isouter=True,
    )
    .where(
        pledges.c.lead_id.is_not(None),
        or_(signatures.c.person_id.is_(None), pledges.c.lead_id == pledges.c.creator_id, pledges.c.tipped_at.is_(None)),
    )
)

_FOUND_WRONGLY: Final = statement(
    select(pledges.c.code)
    .join_from(
        pledge_words,
        pledges,
        and_(pledges.c.community_id == pledge_words.c.community_id, pledges.c.id == pledge_words.c.pledge_id),
    )
    .where(
        or_(
            pledges.c.state.not_in((PledgeState.OPEN.value, PledgeState.TIPPED.value)),
            pledges.c.visibility != Visibility.COMMUNITY.value,
            pledges.c.hidden_at.is_not(None),
            pledge_words.c.deadline != pledges.c.deadline,
        )
    )
    .distinct()
)

INVARIANTS: Final[dict[str, Statement]] = {
    "a pledge counts those who are in and everybody who ever signed": _MISCOUNTED,
    "a pledge has tipped if, and only if, enough had signed": _TIPPED_WRONGLY,
    "a pledge that has missed counts who would go ahead with fewer": _MISCOUNTED_ANSWERS,
    "nobody is in beyond the places, and nobody waits while there is one": _PLACES,
    "nobody signs their own pledge": _SIGNED_ONESELF,
    "nobody signs after the deadline, or when the deed has begun": _SIGNED_LATE,
    "every pledge is found by its code": _WITHOUT_CODE,
    "only what is open and listed is found by its words, in the order of deadlines": _FOUND_WRONGLY,
    "a pledge is followed or muted, or it is not": _HEEDED_ODDLY,
    "a pledge has news only after it has tipped, numbered without a gap": _SPOKE_ODDLY,
    "who leads a pledge beside its creator is in it, and it has tipped": _LED_BY_NOBODY,
    **MEASURE_INVARIANTS,
    **DEED_INVARIANTS,
    **PAPER_INVARIANTS,
    **COUNTER_INVARIANTS,
    **SERIES_INVARIANTS,
}
