"""What may be promised in return for a pledge, and what becomes of it. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.communities.model import PersonId
from bot.pledges import rescue_rules, rules
from bot.pledges.counter.model import CounterPromise, CounterState
from bot.pledges.counter.refusals import (
    AskedAlready,
    NotBoundYet,
    NothingInReturn,
    PromisedAlready,
    ProposalOver,
    ReturnBinds,
    ReturnDueTooEarly,
    ReturnsUsedUp,
    ReturnTooLate,
    WithdrewReturn,
)
from bot.pledges.limits import DEED_YEARS_AHEAD_MOST, years_later
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.refusals import DeadlinePast, DeadlineTooFar, PledgeCancelled, SigningOver
from bot.pledges.wording import Deadline

MADE_MOST: Final = 6
"""For one pledge, proposals that came to nothing included."""

ANSWERED_WITHIN: Final = timedelta(days=7)
"""So long a proposal waits for its answer, and never beyond the time to sign."""


def making(pledge: Pledge, made: Sequence[CounterPromise], owner: PersonId | None, at: datetime) -> None:
    """Whether `owner` (None: somebody) may promise something in return; `made` is all there was before.

    Refuses in this order: PledgeCancelled, ReturnTooLate, SigningOver, PromisedAlready, WithdrewReturn.
    """
    if pledge.state is PledgeState.CANCELLED:
        raise PledgeCancelled(pledge.code)
    if pledge.state is not PledgeState.OPEN:
        raise ReturnTooLate(pledge.code)
    if not rules.signing_open(pledge, at):
        raise SigningOver(pledge.code, pledge.wording.signing_until)
    if any(each.shown for each in made):
        raise PromisedAlready(pledge.code)
    if any(each.state is CounterState.WITHDRAWN and each.owner == owner for each in made):
        raise WithdrewReturn(pledge.code)


def room(pledge: Pledge, made: Sequence[CounterPromise], *, own: bool) -> None:
    """Whether one more is taken; a proposal also waits for the one before it. Refuses AskedAlready, ReturnsUsedUp."""
    if not own and pending(made) is not None:
        raise AskedAlready(pledge.code)
    if len(made) >= MADE_MOST:
        raise ReturnsUsedUp(pledge.code, MADE_MOST)


def may_make(pledge: Pledge, made: Sequence[CounterPromise], at: datetime, *, organiser: bool) -> bool:
    """Whether to offer it to an organiser, or to the creator who can only ask one; who they are is judged then."""
    free = not any(each.shown for each in made) and (organiser or pending(made) is None)
    return free and len(made) < MADE_MOST and pledge.state is PledgeState.OPEN and rules.signing_open(pledge, at)


def pending(made: Sequence[CounterPromise]) -> CounterPromise | None:
    """The proposal that waits for an answer."""
    return next((each for each in made if each.state is CounterState.PROPOSED), None)


def check_due(due: Deadline, pledge: Pledge, now: datetime) -> None:
    """Not before people have signed, and within three years. Refuses DeadlinePast, ReturnDueTooEarly,
    DeadlineTooFar."""
    deadline = pledge.wording.deadline
    if due.passed(now):
        raise DeadlinePast(due)
    if due.at < deadline.at:
        raise ReturnDueTooEarly(deadline)
    zone = ZoneInfo(due.time_zone)
    if due.at.astimezone(zone).date() > years_later(now.astimezone(zone).date(), DEED_YEARS_AHEAD_MOST):
        raise DeadlineTooFar(due, DEED_YEARS_AHEAD_MOST)


def lapses_at(pledge: Pledge, made_at: datetime) -> datetime:
    """Until when a proposal can be answered."""
    return min(made_at + ANSWERED_WITHIN, pledge.wording.closes_at)


def agreeing(pledge: Pledge, one: CounterPromise | None, owner: PersonId, now: datetime) -> CounterPromise | None:
    """The proposal that `owner` may say yes or no to; None: they have agreed. Refuses ProposalOver."""
    if one is None or one.owner != owner:
        raise ProposalOver(pledge.code)
    if one.shown:
        return None
    if one.state is not CounterState.PROPOSED or now >= lapses_at(pledge, one.made_at):
        raise ProposalOver(pledge.code)
    return one


def now_agreed(one: CounterPromise, now: datetime) -> CounterPromise:
    """Promised: it binds when the pledge comes alive."""
    return replace(one, state=CounterState.PROMISED, agreed_at=now)


def now_ended(one: CounterPromise, state: CounterState, now: datetime) -> CounterPromise:
    """Declined, lapsed, withdrawn or released."""
    return replace(one, state=state, ended_at=now)


def withdrawing(pledge: Pledge, one: CounterPromise | None, owner: PersonId) -> CounterPromise:
    """The promise that may be taken back: as long as the pledge has not come alive.

    Refuses in this order: NothingInReturn, PledgeCancelled, ReturnBinds.
    """
    mine = theirs(pledge, one, owner)
    if pledge.state is PledgeState.CANCELLED:
        raise PledgeCancelled(pledge.code)
    if mine.state is not CounterState.PROMISED:
        raise ReturnBinds(pledge.code)
    return mine


def now_withdrawn(pledge: Pledge, mine: CounterPromise, now: datetime) -> CounterPromise:
    """Taken back; before anybody has signed it counts as never made, and may come in other words."""
    return now_ended(mine, CounterState.WITHDRAWN if pledge.signed else CounterState.LAPSED, now)


def holds(pledge: Pledge, one: CounterPromise) -> bool:
    """Whether it binds now that the pledge has come alive: for fewer people than it was made for only if its owner
    has said so."""
    return pledge.rescued_at is None or one.stays is True


def staying(pledge: Pledge, one: CounterPromise | None, owner: PersonId, at: datetime) -> CounterPromise:
    """The promise of which its owner may say that it holds for fewer people.

    Refuses in this order: NothingInReturn, PledgeCancelled, NotBoundYet, ReturnTooLate.
    """
    mine = theirs(pledge, one, owner)
    if pledge.state is PledgeState.CANCELLED:
        raise PledgeCancelled(pledge.code)
    if mine.state is CounterState.PROMISED and not rescue_rules.is_asking(pledge, at):
        raise NotBoundYet(pledge.code) if pledge.state is PledgeState.OPEN else ReturnTooLate(pledge.code)
    return mine


def now_staying(mine: CounterPromise) -> CounterPromise:
    """It holds for fewer as well."""
    return replace(mine, stays=True)


def now_bound(one: CounterPromise) -> CounterPromise:
    """The pledge has come alive."""
    return replace(one, state=CounterState.OWED)


def theirs(pledge: Pledge, one: CounterPromise | None, owner: PersonId) -> CounterPromise:
    """The promise, if it is this person's. Refuses NothingInReturn."""
    if one is None or one.owner != owner:
        raise NothingInReturn(pledge.code)
    return one
