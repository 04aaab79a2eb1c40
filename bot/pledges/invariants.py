"""What must hold at every moment of every database. Each query finds the exceptions, by their codes."""

from typing import Final

from sqlalchemy import and_, case, func, or_, select, type_coerce

from bot.core.db import Statement, statement
from bot.core.schema import Id
from bot.pledges.model import PledgeState, SignatureState, Visibility
from bot.pledges.tables import pledge_codes, pledge_words, pledges, signatures

_SAME: Final = and_(signatures.c.community_id == pledges.c.community_id, signatures.c.pledge_id == pledges.c.id)
_SECOND: Final = 1_000_000  # microseconds
_NEVER_TIPPED: Final = (PledgeState.OPEN.value, PledgeState.EXPIRED.value)
_TIPPED: Final = (PledgeState.TIPPED.value, PledgeState.ACTING.value, PledgeState.CLOSED.value)

_MISCOUNTED: Final = statement(
    select(pledges.c.code)
    .join_from(pledges, signatures, _SAME, isouter=True)
    .group_by(
        pledges.c.community_id, pledges.c.id, pledges.c.code, pledges.c.count, pledges.c.signed, pledges.c.last_number
    )
    .having(
        or_(
            pledges.c.count
            != func.coalesce(func.sum(case((signatures.c.state == SignatureState.ACTIVE.value, 1), else_=0)), 0),
            pledges.c.signed != func.count(signatures.c.person_id),
            pledges.c.last_number < func.coalesce(func.max(signatures.c.number), 0),
        )
    )
)
_TIPPED_WRONGLY: Final = statement(
    select(pledges.c.code).where(
        or_(
            and_(pledges.c.state.in_(_NEVER_TIPPED), pledges.c.tipped_at.is_not(None)),
            and_(pledges.c.state.in_(_TIPPED), pledges.c.tipped_at.is_(None)),
            and_(pledges.c.tipped_at.is_not(None), pledges.c.last_number < pledges.c.threshold),
            and_(pledges.c.tipped_at.is_(None), pledges.c.count >= pledges.c.threshold),
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
        )
    )
    .distinct()
)

INVARIANTS: Final[dict[str, Statement]] = {
    "a pledge counts its active signatures and everybody who ever signed": _MISCOUNTED,
    "a pledge has tipped if, and only if, enough had signed": _TIPPED_WRONGLY,
    "nobody signs their own pledge": _SIGNED_ONESELF,
    "nobody signs after the deadline, or when the deed has begun": _SIGNED_LATE,
    "every pledge is found by its code": _WITHOUT_CODE,
    "only what is open and listed is found by its words": _FOUND_WRONGLY,
}
