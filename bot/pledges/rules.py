"""What may happen to a pledge. Pure: time comes in as a value, a "no" goes out as a refusal."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

from bot.communities.model import Actor, PersonId
from bot.core.text import length, shown_length
from bot.pledges.model import Deadline, Names, Pledge, PledgeState, Signature, SignatureState, Wording
from bot.pledges.refusals import (
    AlreadyTipped,
    DeadlinePast,
    DeadlineTooFar,
    NotSigned,
    OwnPledge,
    Part,
    PledgeCancelled,
    PledgeOver,
    SigningOver,
    TextTooLong,
    TextTooShort,
    ThresholdTooLarge,
    ThresholdTooSmall,
    TooManyPledges,
)

THRESHOLD_MOST: Final = 1_000_000
THRESHOLD_ADVISED_MOST: Final = 20
"""Above it pledges rarely succeed: the form asks once whether to start smaller."""
THRESHOLD_SUGGESTED: Final = 10
YEARS_AHEAD_MOST: Final = 2
PUBLISHED_MOST: Final = 20
"""Pledges that one person publishes in one community within a day: each is a card before everybody's eyes."""
_A_DAY: Final = timedelta(days=1)
CODE_LENGTH: Final = 5
"""Characters of Crockford base32: 33 million codes."""

TEXT_LIMITS: Final[dict[Part, tuple[int, int]]] = {
    Part.ACTION: (3, 200),
    Part.OTHERS: (2, 80),
    Part.OTHERS_ACTION: (2, 200),
    Part.REASON: (3, 300),
}
"""Least and most characters of each text."""

_LAST_SECOND: Final = time(23, 59, 59)


def check_text(part: Part, text: str) -> None:
    """Raises TextTooShort or TextTooLong. The text has been cleaned, so that blanks and invisible marks don't count."""
    least, most = TEXT_LIMITS[part]
    if shown_length(text) < least:
        raise TextTooShort(part, least)
    if (long := length(text)) > most:
        raise TextTooLong(part, most, long)


def check_threshold(threshold: int) -> None:
    """Raises ThresholdTooSmall or ThresholdTooLarge."""
    if threshold < 1:
        raise ThresholdTooSmall
    if threshold > THRESHOLD_MOST:
        raise ThresholdTooLarge(THRESHOLD_MOST)


def check_deadline(deadline: Deadline, now: datetime, zone: ZoneInfo) -> None:
    """Today to two years ahead, by the calendar of `zone`. Raises DeadlinePast or DeadlineTooFar."""
    if deadline.passed(now):
        raise DeadlinePast(deadline)
    if deadline.at.astimezone(zone).date() > years_later(now.astimezone(zone).date(), YEARS_AHEAD_MOST):
        raise DeadlineTooFar(deadline, YEARS_AHEAD_MOST)


def check_wording(wording: Wording, now: datetime, zone: ZoneInfo) -> None:
    """All of a pledge, in the order in which the form asks: action, threshold, others, their action, deadline."""
    check_text(Part.ACTION, wording.action)
    check_threshold(wording.threshold)
    if wording.others is not None:
        check_text(Part.OTHERS, wording.others)
    if wording.others_action is not None:
        check_text(Part.OTHERS_ACTION, wording.others_action)
    check_deadline(wording.deadline, now, zone)


def check_pace(last_but_most: datetime | None, now: datetime) -> None:
    """`last_but_most` is when the `PUBLISHED_MOST`-th pledge back was published. Raises TooManyPledges."""
    if last_but_most is not None and last_but_most > now - _A_DAY:
        raise TooManyPledges(PUBLISHED_MOST)


def needs_advice(threshold: int) -> bool:
    """Whether to ask once: start with fewer?"""
    return threshold > THRESHOLD_ADVISED_MOST


def years_later(day: date, years: int) -> date:
    """The same day of a later year; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def deadline_on(day: date, at: time | None, zone: ZoneInfo) -> Deadline:
    """The deadline for a local day: its last second, or the given time of day.

    A time that the clocks skip (02:30 on the night they go forward) moves on by the gap; one that comes twice is
    its first coming.
    """
    local = datetime.combine(day, at or _LAST_SECOND, tzinfo=zone)
    return Deadline(at=local.astimezone(UTC), whole_day=at is None, time_zone=zone.key)


class Signing(Enum):
    """What becomes of a wish to sign."""

    SIGNED = "signed"
    ALREADY = "already"
    """Signed before: the present state is the answer."""
    REPEATED = "repeated"
    """This very act signed before and was withdrawn since: nothing is written."""


def signing(pledge: Pledge, mine: Signature | None, actor: Actor) -> Signing:
    """Whether the actor may sign; the moment of their act counts.

    Refuses in this order: OwnPledge; then a repeat is answered; then PledgeCancelled, SigningOver.
    """
    if actor.person == pledge.creator:
        raise OwnPledge(pledge.code)
    if mine is not None and mine.state is not SignatureState.WITHDRAWN:
        return Signing.ALREADY
    if mine is not None and mine.signed_key == actor.key:
        return Signing.REPEATED
    if pledge.state is PledgeState.CANCELLED:
        raise PledgeCancelled(pledge.code)
    if not signing_open(pledge, actor.at):
        raise SigningOver(pledge.code, pledge.wording.deadline)
    return Signing.SIGNED


def now_signed(pledge: Pledge, mine: Signature | None, actor: Actor, now: datetime) -> tuple[Pledge, Signature]:
    """The pledge with the actor's signature, tipped at `now` if that was the one it needed; and that signature."""
    number = pledge.last_number + 1
    signed = replace(pledge, count=pledge.count + 1, signed=pledge.signed + (mine is None), last_number=number)
    if signed.state is PledgeState.OPEN and signed.count >= signed.wording.threshold:
        signed = replace(signed, state=PledgeState.TIPPED, tipped_at=now)
    withdrawn_key = None if mine is None else mine.withdrawn_key
    signature = Signature(actor.person, number, SignatureState.ACTIVE, actor.at, actor.key, withdrawn_key=withdrawn_key)
    return signed, signature


def signing_open(pledge: Pledge, at: datetime) -> bool:
    """Whether a signature that was given at `at` counts: as long as the pledge has not ended, that moment decides."""
    return pledge.state.signable and not pledge.wording.deadline.passed(at)


def withdrawing(pledge: Pledge, mine: Signature | None, actor: Actor) -> Signature | None:
    """The signature that this act is to take back; None: it, or this very act, has done so already.

    Refuses in this order: NotSigned; then a repeat is answered; then PledgeCancelled, PledgeOver.
    """
    if mine is None:
        raise NotSigned(pledge.code)
    if mine.state is SignatureState.WITHDRAWN or mine.withdrawn_key == actor.key:
        return None
    if pledge.state is PledgeState.CANCELLED:
        raise PledgeCancelled(pledge.code)
    if not pledge.state.signable:
        raise PledgeOver(pledge.code)
    return mine


def now_withdrawn(pledge: Pledge, mine: Signature, actor: Actor, now: datetime) -> tuple[Pledge, Signature]:
    """The pledge without the actor's signature, alive still if it was; and that signature, taken back."""
    taken_back = replace(mine, state=SignatureState.WITHDRAWN, withdrawn_at=now, withdrawn_key=actor.key)
    return replace(pledge, count=pledge.count - 1), taken_back


def may_cancel(pledge: Pledge, *, own: bool, organiser: bool) -> bool:
    """Whether it can be called off: by its creator before it comes to life, by an organiser before its end."""
    return pledge.state.signable and (organiser or (own and pledge.state is PledgeState.OPEN))


def cancelling(pledge: Pledge, *, organiser: bool) -> bool:
    """Whether to cancel, by its creator or by an organiser; False: it is cancelled already.

    A repeat is answered; then refuses PledgeOver, and AlreadyTipped to a creator who is no organiser.
    """
    if pledge.state is PledgeState.CANCELLED:
        return False
    if not pledge.state.signable:
        raise PledgeOver(pledge.code)
    if not may_cancel(pledge, own=True, organiser=organiser):
        raise AlreadyTipped(pledge.code)
    return True


def now_cancelled(pledge: Pledge, by: PersonId, reason: str, now: datetime) -> Pledge:
    """The pledge, called off."""
    return replace(pledge, state=PledgeState.CANCELLED, cancelled_at=now, cancelled_by=by, cancel_reason=reason)


def expires(pledge: Pledge, now: datetime) -> bool:
    """Whether the time is up for a pledge that did not come to life."""
    return pledge.state is PledgeState.OPEN and pledge.wording.deadline.passed(now)


def now_expired(pledge: Pledge, now: datetime) -> Pledge:
    """The pledge, at its end without enough people."""
    return replace(pledge, state=PledgeState.EXPIRED, expired_at=now)


def names_shown(pledge: Pledge) -> bool:
    """Whether the card names those who signed."""
    names = pledge.wording.names
    return names is Names.SHOWN or (names is Names.AFTER_SUCCESS and pledge.tipped_at is not None)
