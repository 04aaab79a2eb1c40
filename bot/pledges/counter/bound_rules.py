"""What may be said of a promise that binds, by whom, and what becomes of it. Pure."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.communities.model import PersonId
from bot.pledges.counter.model import BOUND, CounterPromise, CounterState
from bot.pledges.counter.refusals import NotBoundYet, NothingInReturn, NothingToConfirm, OwnReturn
from bot.pledges.counter.rules import theirs
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.refusals import PledgeCancelled

_SETTLED_FOR_GOOD: Final = frozenset({CounterState.CLAIMED, CounterState.VERIFIED})
_CONFIRMABLE: Final = frozenset({CounterState.OWED, CounterState.CLAIMED, CounterState.MISSED})


def claiming(pledge: Pledge, one: CounterPromise | None, owner: PersonId) -> CounterPromise | None:
    """The promise of which its owner may say that it is done, also after it was missed; None: they have.

    Refuses in this order: NothingInReturn; then a repeat is answered; then PledgeCancelled, NotBoundYet.
    """
    mine = theirs(pledge, one, owner)
    if mine.state in _SETTLED_FOR_GOOD:
        return None
    _bound(pledge, mine)
    if mine.state is CounterState.EXCUSED:
        raise NothingInReturn(pledge.code)  # everybody was told that it will not be
    return mine


def now_claimed(mine: CounterPromise, now: datetime) -> CounterPromise:
    """Done, they say."""
    return replace(mine, state=CounterState.CLAIMED, claimed_at=now, settled_at=None)


def putting_off(pledge: Pledge, one: CounterPromise | None, owner: PersonId) -> CounterPromise:
    """Whether "not yet" is an answer; what was answered before stays. Refuses as `claiming`."""
    mine = theirs(pledge, one, owner)
    if mine.state not in BOUND:
        _bound(pledge, mine)
    return mine


def excusing(pledge: Pledge, one: CounterPromise | None, owner: PersonId) -> CounterPromise | None:
    """The promise that cannot be kept; None: that was said, or it is done, or it was too late to say so.

    Refuses in this order: NothingInReturn; then a repeat is answered; then PledgeCancelled, NotBoundYet.
    """
    mine = theirs(pledge, one, owner)
    if mine.state in BOUND and mine.state is not CounterState.OWED:
        return None
    _bound(pledge, mine)
    return mine


def now_excused(mine: CounterPromise, reason: str, now: datetime) -> CounterPromise:
    """They can't."""
    return replace(mine, state=CounterState.EXCUSED, settled_at=now, reason=reason)


def now_missed(one: CounterPromise, now: datetime) -> CounterPromise:
    """Its owner never answered."""
    return replace(one, state=CounterState.MISSED, settled_at=now)


def may_confirm(one: CounterPromise | None, by: PersonId, now: datetime) -> bool:
    """Whether to offer it to somebody who may: when its owner says so, and when the day has passed without a word."""
    if one is None or one.owner == by or one.state not in _CONFIRMABLE:
        return False
    return one.state is not CounterState.OWED or one.due.passed(now)


def confirming(pledge: Pledge, one: CounterPromise | None, by: PersonId) -> CounterPromise | None:
    """The promise that `by` confirms; None: it is confirmed. Refuses NothingToConfirm, OwnReturn."""
    if one is None or one.state not in _CONFIRMABLE | {CounterState.VERIFIED}:
        raise NothingToConfirm(pledge.code)
    if one.owner == by:
        raise OwnReturn(pledge.code)
    return None if one.state is CounterState.VERIFIED else one


def now_verified(one: CounterPromise, by: PersonId, now: datetime) -> CounterPromise:
    """Somebody saw that it was kept."""
    return replace(one, state=CounterState.VERIFIED, settled_at=now, settled_by=by)


def now_unverified(one: CounterPromise, state: CounterState, settled_at: datetime | None) -> CounterPromise:
    """As it was before somebody confirmed it by mistake."""
    return replace(one, state=state, settled_at=settled_at, settled_by=None)


def _bound(pledge: Pledge, mine: CounterPromise) -> None:
    if pledge.state is PledgeState.CANCELLED:
        raise PledgeCancelled(pledge.code)
    if mine.state not in BOUND:
        raise NotBoundYet(pledge.code)
