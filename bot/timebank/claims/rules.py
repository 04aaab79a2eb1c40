"""What may happen to a claim; pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from bot.communities.model import PersonId
from bot.core.minutes import Minutes
from bot.timebank.claims.model import Claim, ClaimState, Flag
from bot.timebank.claims.refusals import (
    ClaimHasChanged,
    ClaimIsSettled,
    InTheFuture,
    MoreThanADay,
    OwnClaim,
    TooLongAgo,
    TooManyWaiting,
    UnknownClaim,
)
from bot.timebank.rules import LONG, LONGEST

STEP: Final = 5
"""Minutes; what is asked for is a whole number of them."""

DAYS_BACK: Final = 90
WAITING_MOST: Final = 50
"""Of one person at once."""

ESCALATED_AFTER: Final = timedelta(days=14)
"""From then on the group is told that somebody waits."""

UNSEEN_AFTER: Final = timedelta(days=1)
"""The same where no organiser can be written to."""


def in_steps(raw: Minutes) -> Minutes:
    """The nearest whole step (half a step counts in favour of whoever helped), and never nothing."""
    return Minutes(max(STEP, (2 * raw + STEP) // (2 * STEP) * STEP))


def check_day(on: date, today: date) -> None:
    """Refuses InTheFuture, TooLongAgo."""
    if on > today:
        raise InTheFuture
    if today - on > timedelta(days=DAYS_BACK):
        raise TooLongAgo(DAYS_BACK)


def check_in_a_day(raw: Minutes, others: Sequence[Claim]) -> None:
    """`others`: of the same person and day, waiting or approved. Refuses MoreThanADay."""
    logged = Minutes(sum(each.minutes if each.approved is None else each.approved for each in others))
    if raw + logged > LONGEST:
        raise MoreThanADay(logged)


def check_room(waiting: int) -> None:
    """Refuses TooManyWaiting."""
    if waiting >= WAITING_MOST:
        raise TooManyWaiting(WAITING_MOST)


def check_mine(claim: Claim | None, person: PersonId) -> Claim:
    """A claim that its owner may still correct or withdraw. Refuses UnknownClaim, ClaimIsSettled."""
    if claim is None or claim.person != person:
        raise UnknownClaim
    return _waiting(claim)


def check_decides(claim: Claim | None, by: PersonId, version: int) -> Claim:
    """A claim on which this organiser may decide, as they have seen it.

    Refuses UnknownClaim, OwnClaim, ClaimIsSettled, ClaimHasChanged.
    """
    if claim is None:
        raise UnknownClaim
    if claim.person == by:
        raise OwnClaim
    if _waiting(claim).version != version:
        raise ClaimHasChanged
    return claim


def flags_of(claim: Claim, others: Sequence[Claim]) -> tuple[Flag, ...]:
    """`others`: of the same person and day, waiting or approved."""
    of_day = sum(each.minutes if each.approved is None else each.approved for each in others)
    long_day = bool(others) and of_day + claim.minutes > LONG
    same = any(each.minutes == claim.minutes or each.words.casefold() == claim.words.casefold() for each in others)
    found = {
        Flag.LONG: claim.raw > LONG,
        Flag.LONG_DAY: long_day,
        Flag.SAME: same,
        Flag.OVERLAP: bool(others) and not (same or long_day),
    }
    return tuple(flag for flag, raised in found.items() if raised)


def _waiting(claim: Claim) -> Claim:
    """Refuses ClaimIsSettled."""
    if claim.state is not ClaimState.WAITING:
        raise ClaimIsSettled(claim.state)
    return claim
