"""What may be written into the book; pure."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any, Final

from bot.communities.model import PersonId
from bot.core.minutes import Minutes, minutes
from bot.timebank.ledger.model import Account, Hold, HoldState, Kind, Leg, Limits, Slip
from bot.timebank.ledger.refusals import (
    AboveCeiling,
    AccountClosed,
    BelowFloor,
    HoldIsOver,
    MalformedEntry,
    MoreThanHeld,
    NoSuchAmount,
    OverPeriodLimit,
    SameAccount,
)

MOST: Final = Minutes(10**9)
"""In one transfer; far above what people may enter, far below what a column can hold."""

KEY_LENGTH: Final = 200
LEGS: Final = 200
"""Of one group, at most."""

_FINGERPRINT_BYTES: Final = 16


def check_form(slip: Slip, amounts: Iterable[object]) -> None:
    """Refuses MalformedEntry."""
    words = [slip.key] if slip.reference is None else [slip.key, slip.reference]
    if not all(0 < len(word) <= KEY_LENGTH and word.isprintable() for word in words):
        raise MalformedEntry
    for amount in amounts:
        try:
            minutes(amount)  # type: ignore[arg-type]
        except TypeError:
            raise MalformedEntry from None


def check_group(legs: Sequence[Leg]) -> None:
    """Refuses MalformedEntry: nothing to do, or more at once than locks should be held for."""
    if not 0 < len(legs) <= LEGS:
        raise MalformedEntry


def check_leg(leg: Leg) -> None:
    """Refuses SameAccount, then NoSuchAmount."""
    if leg.payer == leg.payee:
        raise SameAccount
    check_amount(leg.minutes)


def check_amount(amount: Minutes) -> None:
    """Refuses NoSuchAmount."""
    if not 0 < amount <= MOST:
        raise NoSuchAmount


def check_hold(hold: Hold, amount: Minutes, now: datetime) -> None:
    """Whether so much of it can be posted. Refuses MoreThanHeld, then HoldIsOver."""
    if amount > hold.leg.minutes:
        raise MoreThanHeld(hold.leg.minutes)
    check_open(hold, now)


def check_open(hold: Hold, now: datetime) -> None:
    """Refuses HoldIsOver."""
    state = hold.state_at(now)
    if state is not HoldState.OPEN:
        raise HoldIsOver(state)


def check_accounts(payer: Account, payee: Account, amount: Minutes) -> None:
    """Refuses AccountClosed, then BelowFloor, then AboveCeiling."""
    check_not_closed(payer, payee)
    room = payer.can_spend
    if room is not None and amount > room:
        raise BelowFloor(payer.id, room)
    room = payee.can_take
    if room is not None and amount > room:
        raise AboveCeiling(payee.id, room)


def check_not_closed(*accounts: Account) -> None:
    """Refuses AccountClosed."""
    for account in accounts:
        if account.closed_at is not None:
            raise AccountClosed(account.id)


def check_period(account: Account, most: Minutes | None, moved: Minutes, amount: Minutes) -> None:
    """`moved`: what has moved that way within the span. Refuses OverPeriodLimit."""
    if most is not None and moved + amount > most:
        raise OverPeriodLimit(account.id, Minutes(max(0, most - moved)))


def gains(actor: PersonId | None, account: Account) -> bool:
    """Whether what this account gets is the actor's own."""
    return actor is not None and account.kind is Kind.MEMBER and account.holder == actor


def reachable(wanted: Limits, account: Account) -> Limits:
    """The limits as they can be for an account that may be beyond them: it keeps what it has and goes no further."""
    floor, ceiling = wanted.floor, wanted.ceiling
    if floor is not None:
        floor = Minutes(min(floor, account.balance - account.held_out))
    if ceiling is not None:
        ceiling = Minutes(max(ceiling, account.balance + account.held_in))
    return Limits(floor, ceiling, wanted.span, wanted.most_out, wanted.most_in)


def fingerprint(*content: Any) -> str:
    """The same for the same content, and for nothing else. No word that people wrote goes into it."""
    return blake2b(json.dumps(content).encode(), digest_size=_FINGERPRINT_BYTES).hexdigest()


def content_of(slip: Slip, legs: Sequence[Leg]) -> list[Any]:
    """All of a slip that its key stands for."""
    whole = [slip.reason, slip.happened_on.isoformat(), slip.actor, slip.on_behalf_of, slip.reference]
    return [*whole, *([leg.payer, leg.payee, leg.minutes] for leg in legs)]
