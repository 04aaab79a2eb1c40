"""What may be said of a deed, by whom, and what becomes of the pledge and the signature then. Pure."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.communities.model import PersonId
from bot.pledges.deed_refusals import NothingOwed, NotTimeYet, OwnDeed
from bot.pledges.measures.counting import counted
from bot.pledges.model import OWING, STILL_IN, Pledge, PledgeState, SignatureState
from bot.pledges.refusals import PledgeCancelled, PledgeOver
from bot.pledges.rules import now_led_without
from bot.pledges.signature import Signature

_ANSWERED: Final = frozenset({SignatureState.CLAIMED, SignatureState.VERIFIED, SignatureState.EXCUSED})
_UNDERTAKEN: Final = STILL_IN | {SignatureState.EXCUSED}
CONFIRMABLE: Final = OWING | {SignatureState.CLAIMED, SignatureState.MISSED}
_ALIVE: Final = frozenset({PledgeState.TIPPED, PledgeState.RESCUED})


def acts(pledge: Pledge, now: datetime) -> bool:
    """Whether the time has come for a pledge that is alive."""
    return pledge.state in _ALIVE and now >= pledge.acts_at


def now_acting(pledge: Pledge, now: datetime) -> Pledge:
    """The pledge on the day of its deed."""
    return replace(pledge, state=PledgeState.ACTING, acting_at=now)


def now_closed(pledge: Pledge, now: datetime) -> Pledge:
    """The pledge at its good end."""
    return replace(pledge, state=PledgeState.CLOSED, closed_at=now)


def claiming(pledge: Pledge, mine: Signature | None) -> Signature | None:
    """The signature of which they may say that it is done; None: that, or more, has been said already.

    Refuses in this order: NothingOwed; then a repeat is answered; then PledgeCancelled, NotTimeYet, PledgeOver.
    """
    mine = _undertaken(pledge, mine)
    if mine.state in (SignatureState.CLAIMED, SignatureState.VERIFIED):
        return None
    _only_while_it_is_done(pledge)
    if mine.state is SignatureState.EXCUSED and not _excused_after_all(pledge, mine):
        raise NothingOwed(pledge.code)
    return mine


def now_claimed(pledge: Pledge, mine: Signature, now: datetime) -> tuple[Pledge, Signature]:
    """Done, they say."""
    return _with(pledge, mine, replace(_unsettled(mine), state=SignatureState.CLAIMED, claimed_at=now))


def putting_off(pledge: Pledge, mine: Signature | None) -> bool:
    """Whether "not yet" is an answer: False if another one was given before. Refuses as `claiming`."""
    mine = _undertaken(pledge, mine)
    if mine.state in _ANSWERED:
        return False
    _only_while_it_is_done(pledge)
    return True


def excusing(pledge: Pledge, mine: Signature | None) -> Signature | None:
    """The signature that is to be excused, before or after the deed; None: it is, or somebody saw them do it.

    Refuses in this order: NothingOwed; then a repeat is answered; then PledgeCancelled, PledgeOver.
    """
    mine = _undertaken(pledge, mine)
    if mine.state in (SignatureState.EXCUSED, SignatureState.VERIFIED):
        return None
    if not pledge.state.signable and pledge.state not in _ALIVE:
        _only_while_it_is_done(pledge)
    return mine


def now_excused(pledge: Pledge, mine: Signature, excuse: str | None, now: datetime) -> tuple[Pledge, Signature]:
    """They can't. Their place is free."""
    left = now_led_without(pledge, mine.person)
    return _with(left, mine, replace(mine, state=SignatureState.EXCUSED, settled_at=now, excuse=excuse))


def checking(pledge: Pledge) -> None:
    """Whether anybody can be confirmed to have done it. Refuses PledgeCancelled, NotTimeYet, PledgeOver."""
    if not was_to_be_done(pledge):
        _only_while_it_is_done(pledge)


def was_to_be_done(pledge: Pledge) -> bool:
    """Whether its time has come, if it is not over by now. (What nobody went ahead with is closed as well.)"""
    return pledge.acting_at is not None and pledge.state in (PledgeState.ACTING, PledgeState.CLOSED)


def confirmable(pledge: Pledge, theirs: Signature | None, by: PersonId) -> bool:
    """Whether `by` confirms this signature now; False: it is confirmed, or gone. Refuses OwnDeed."""
    if theirs is not None and theirs.person == by:
        raise OwnDeed(pledge.code)
    return theirs is not None and theirs.state in CONFIRMABLE


def retractable(pledge: Pledge, theirs: Signature | None, by: PersonId) -> bool:
    """Whether `by` takes a confirmation back: not once the pledge is closed. Refuses OwnDeed."""
    if theirs is not None and theirs.person == by:
        raise OwnDeed(pledge.code)
    confirmed = theirs is not None and theirs.state is SignatureState.VERIFIED
    return confirmed and pledge.state is PledgeState.ACTING


def now_verified(pledge: Pledge, theirs: Signature, by: PersonId, now: datetime) -> tuple[Pledge, Signature]:
    """Somebody saw that it was done."""
    return _with(pledge, theirs, replace(theirs, state=SignatureState.VERIFIED, settled_at=now, settled_by=by))


def now_unverified(pledge: Pledge, theirs: Signature) -> tuple[Pledge, Signature]:
    """It was a slip: they have said so themselves, or owe an answer again."""
    state = SignatureState.OWED if theirs.claimed_at is None else SignatureState.CLAIMED
    return _with(pledge, theirs, replace(_unsettled(theirs), state=state))


def _undertaken(pledge: Pledge, mine: Signature | None) -> Signature:
    if mine is None or mine.state not in _UNDERTAKEN:
        raise NothingOwed(pledge.code)
    return mine


def _only_while_it_is_done(pledge: Pledge) -> None:
    match pledge.state:
        case PledgeState.ACTING:
            return
        case PledgeState.CANCELLED:
            raise PledgeCancelled(pledge.code)
        case PledgeState.OPEN | PledgeState.TIPPED | PledgeState.RESCUED:
            raise NotTimeYet(pledge.code, pledge.wording.begins)
    raise PledgeOver(pledge.code)


def _excused_after_all(pledge: Pledge, mine: Signature) -> bool:
    """Whether they said that they can't when the time had come: before, their place became somebody else's."""
    return mine.settled_at is not None and pledge.acting_at is not None and mine.settled_at >= pledge.acting_at


def _unsettled(mine: Signature) -> Signature:
    return replace(mine, settled_at=None, settled_by=None, excuse=None)


def answers_counted(pledge: Pledge, before: SignatureState, after: SignatureState) -> Pledge:
    """The pledge with what was answered counted anew, when one of its signatures is `after` what it was `before`."""

    def change(*states: SignatureState) -> int:
        return (after in states) - (before in states)

    return replace(
        pledge,
        claimed=pledge.claimed + change(SignatureState.CLAIMED),
        verified=pledge.verified + change(SignatureState.VERIFIED),
        missed=pledge.missed + change(SignatureState.MISSED),
    )


def _with(pledge: Pledge, before: Signature, after: Signature) -> tuple[Pledge, Signature]:
    """The pledge with its counts brought up to date, and the signature."""
    pledge = counted(pledge, after, after.is_in - before.is_in)
    return answers_counted(pledge, before.state, after.state), after
