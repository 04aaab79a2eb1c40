"""What may happen to a pledge, and what becomes of it. Pure: time comes in as a value, a "no" goes out as a refusal."""

from dataclasses import replace
from datetime import datetime
from enum import Enum

from bot.communities.model import Actor, PersonId
from bot.pledges.deed_refusals import TimeHasCome
from bot.pledges.model import Pledge, PledgeState, SignatureState
from bot.pledges.refusals import AlreadyTipped, NotSigned, OwnPledge, PledgeCancelled, PledgeOver, SigningOver
from bot.pledges.signature import Signature
from bot.pledges.wording import Names


class Signing(Enum):
    """What becomes of a wish to sign."""

    SIGNED = "signed"
    ALREADY = "already"
    """Signed before: the present state is the answer."""
    REPEATED = "repeated"
    """This very act signed before and was withdrawn since: nothing is written."""
    FULL = "full"
    """Every place is taken: they can wait for one. Nothing is written."""
    WAITING = "waiting"
    """From now on they wait for a place."""
    WAITS = "waits"
    """They waited for a place before: nothing is written."""


def signing(pledge: Pledge, mine: Signature | None, actor: Actor) -> Signing:
    """Whether the actor may sign; the moment of their act counts.

    Refuses in this order: OwnPledge; then a repeat is answered; then PledgeCancelled, SigningOver.
    """
    if actor.person == pledge.creator:
        raise OwnPledge(pledge.code)
    if mine is not None and mine.state is SignatureState.WAITING:
        return Signing.WAITS
    if mine is not None and mine.state not in (SignatureState.WITHDRAWN, SignatureState.EXCUSED):
        return Signing.ALREADY
    if mine is not None and mine.signed_key == actor.key:
        return Signing.REPEATED
    if pledge.state is PledgeState.CANCELLED:
        raise PledgeCancelled(pledge.code)
    if not signing_open(pledge, actor.at):
        raise SigningOver(pledge.code, pledge.wording.signing_until)
    return Signing.FULL if pledge.full else Signing.SIGNED


def now_signed(pledge: Pledge, mine: Signature | None, actor: Actor, now: datetime) -> tuple[Pledge, Signature]:
    """The pledge with the actor's signature, tipped at `now` if that was the one it needed; and that signature."""
    number = pledge.last_number + 1
    first_in_at = mine.first_in_at if mine is not None and mine.first_in_at is not None else now
    ever_signed = pledge.signed + (mine is None or mine.first_in_at is None)
    signed = replace(pledge, count=pledge.count + 1, signed=ever_signed, last_number=number)
    signature = _begun(mine, actor, number, SignatureState.ACTIVE, first_in_at=first_in_at)
    return now_tipped_if_enough(signed, now), signature


def now_tipped_if_enough(pledge: Pledge, now: datetime) -> Pledge:
    """The pledge, tipped at `now` if it is open and enough are in."""
    if pledge.state is PledgeState.OPEN and pledge.reached >= pledge.wording.threshold:
        return replace(pledge, state=PledgeState.TIPPED, tipped_at=now)
    return pledge


def now_waiting(pledge: Pledge, mine: Signature | None, actor: Actor) -> tuple[Pledge, Signature]:
    """The pledge with the actor at the end of its waiting list; and their place there."""
    number, first_in_at = pledge.last_number + 1, None if mine is None else mine.first_in_at
    place = _begun(mine, actor, number, SignatureState.WAITING, first_in_at=first_in_at)
    return replace(pledge, waiting=pledge.waiting + 1, last_number=number), place


def _begun(
    mine: Signature | None, actor: Actor, number: int, state: SignatureState, *, first_in_at: datetime | None
) -> Signature:
    """What this act makes of a signature; of the one before it there remains only what it must not do again."""
    withdrawn_key = None if mine is None else mine.withdrawn_key
    return Signature(
        actor.person, number, state, actor.at, actor.key, withdrawn_key=withdrawn_key, first_in_at=first_in_at
    )


def now_promoted(pledge: Pledge, first: Signature, now: datetime) -> tuple[Pledge, Signature]:
    """The pledge with the first of its waiting list in the place that is free; their wish to be in was theirs then."""
    number = pledge.last_number + 1
    promoted = replace(
        pledge,
        count=pledge.count + 1,
        waiting=pledge.waiting - 1,
        signed=pledge.signed + (first.first_in_at is None),
        last_number=number,
    )
    return promoted, replace(first, state=SignatureState.ACTIVE, number=number, first_in_at=first.first_in_at or now)


def signing_open(pledge: Pledge, at: datetime) -> bool:
    """Whether a signature that was given at `at` counts: as long as the pledge has not ended, that moment decides."""
    return pledge.state.signable and at < pledge.wording.closes_at


def withdrawing(pledge: Pledge, mine: Signature | None, actor: Actor) -> Signature | None:
    """The signature that this act is to take back; None: it, or this very act, has done so already.

    Refuses in this order: NotSigned; then a repeat is answered; then PledgeCancelled, TimeHasCome, PledgeOver.
    """
    if mine is None:
        raise NotSigned(pledge.code)
    if mine.state in (SignatureState.WITHDRAWN, SignatureState.EXCUSED) or mine.withdrawn_key == actor.key:
        return None
    if pledge.state is PledgeState.CANCELLED:
        raise PledgeCancelled(pledge.code)
    if pledge.state is PledgeState.ACTING:
        raise TimeHasCome(pledge.code)
    if not pledge.state.signable:
        raise PledgeOver(pledge.code)
    return mine


def now_withdrawn(pledge: Pledge, mine: Signature, actor: Actor, now: datetime) -> tuple[Pledge, Signature]:
    """The pledge without the actor's signature, alive still if it was; and that signature, taken back."""
    taken_back = replace(mine, state=SignatureState.WITHDRAWN, withdrawn_at=now, withdrawn_key=actor.key)
    if mine.state is SignatureState.WAITING:
        return replace(pledge, waiting=pledge.waiting - 1), taken_back
    return now_led_without(replace(pledge, count=pledge.count - 1), actor.person), taken_back


def now_led_without(pledge: Pledge, person: PersonId) -> Pledge:
    """The pledge, which this person leads no longer if they did: who leads it beside its creator is in it."""
    return replace(pledge, lead=None) if pledge.lead == person else pledge


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
    return pledge.state is PledgeState.OPEN and now >= pledge.wording.closes_at


def now_expired(pledge: Pledge, now: datetime) -> Pledge:
    """The pledge, at its end without enough people."""
    return replace(pledge, state=PledgeState.EXPIRED, expired_at=now)


def names_shown(pledge: Pledge) -> bool:
    """Whether the card names those who signed."""
    names = pledge.wording.names
    return names is Names.SHOWN or (names is Names.AFTER_SUCCESS and pledge.tipped_at is not None)
