"""What may happen to a pledge, and what becomes of it. Pure: time comes in as a value, a "no" goes out as a refusal."""

from dataclasses import replace
from datetime import datetime
from enum import Enum

from bot.communities.model import Actor, PersonId
from bot.pledges.deed_refusals import TimeHasCome
from bot.pledges.measures.counting import amount_of, counted, tipped_if_enough
from bot.pledges.model import Pledge, PledgeState, SignatureState
from bot.pledges.refusals import AlreadyTipped, NotSigned, OwnPledge, PledgeCancelled, PledgeOver, SigningOver
from bot.pledges.signature import Signature
from bot.pledges.wording import Names, Unit


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
    HOW_MANY = "how_many"
    """It counts hours, and they have not said how many they give. Nothing is written."""
    CHANGED = "changed"
    """From now on they give another number of hours."""


def signing(pledge: Pledge, mine: Signature | None, actor: Actor, amount: int | None = None) -> Signing:
    """Whether the actor may sign, or give another `amount`; the moment of their act counts.

    Refuses in this order: OwnPledge; then a repeat is answered; then PledgeCancelled, SigningOver.
    """
    if actor.person == pledge.creator:
        raise OwnPledge(pledge.code)
    stands = mine is not None and mine.state not in (SignatureState.WITHDRAWN, SignatureState.EXCUSED)
    if stands and not _gives_another(pledge, mine, actor, amount):
        return Signing.WAITS if mine and mine.state is SignatureState.WAITING else Signing.ALREADY
    if not stands and mine is not None and mine.signed_key == actor.key:
        return Signing.REPEATED
    if pledge.state is PledgeState.CANCELLED:
        raise PledgeCancelled(pledge.code)
    if not signing_open(pledge, actor.at):
        raise SigningOver(pledge.code, pledge.wording.signing_until)
    if stands:
        return Signing.CHANGED
    if pledge.full:
        return Signing.FULL
    return Signing.HOW_MANY if pledge.wording.unit is Unit.HOURS and amount is None else Signing.SIGNED


def _gives_another(pledge: Pledge, mine: Signature | None, actor: Actor, amount: int | None) -> bool:
    """Whether this act makes another amount of a signature that stands; the act that signed says nothing new."""
    if mine is None or amount is None or pledge.wording.unit is not Unit.HOURS:
        return False
    return amount != mine.amount and mine.signed_key != actor.key


def now_giving(pledge: Pledge, mine: Signature, amount: int, now: datetime) -> tuple[Pledge, Signature]:
    """The pledge and the signature with another amount, tipped at `now` if that was what it needed; a later smaller one
    never takes it back."""
    after = replace(mine, amount=amount)
    if mine.is_in:
        pledge = tipped_if_enough(counted(counted(pledge, mine, -1), after, 1), now)
    return pledge, after


def now_signed(
    pledge: Pledge, mine: Signature | None, actor: Actor, now: datetime, amount: int | None = None
) -> tuple[Pledge, Signature]:
    """The pledge with the actor's signature, tipped at `now` if that was the one it needed; and that signature."""
    number = pledge.last_number + 1
    first_in_at = mine.first_in_at if mine is not None and mine.first_in_at is not None else now
    ever_signed = pledge.signed + (mine is None or mine.first_in_at is None)
    begun = _begun(mine, actor, number, SignatureState.ACTIVE, first_in_at=first_in_at)
    signature = replace(begun, amount=amount_of(pledge.wording, amount))
    signed = counted(replace(pledge, signed=ever_signed, last_number=number), signature, 1)
    return tipped_if_enough(signed, now), signature


def now_waiting(
    pledge: Pledge, mine: Signature | None, actor: Actor, amount: int | None = None
) -> tuple[Pledge, Signature]:
    """The pledge with the actor at the end of its waiting list; and their place there."""
    number, first_in_at = pledge.last_number + 1, None if mine is None else mine.first_in_at
    place = _begun(mine, actor, number, SignatureState.WAITING, first_in_at=first_in_at)
    place = replace(place, amount=amount_of(pledge.wording, amount))
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
    """The pledge with the first of its waiting list in the place that is free, tipped at `now` if what they bring was
    what it needed; their wish to be in was theirs then."""
    number = pledge.last_number + 1
    promoted = replace(
        counted(pledge, first, 1),
        waiting=pledge.waiting - 1,
        signed=pledge.signed + (first.first_in_at is None),
        last_number=number,
    )
    theirs = replace(first, state=SignatureState.ACTIVE, number=number, first_in_at=first.first_in_at or now)
    return tipped_if_enough(promoted, now), theirs


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
    return now_led_without(counted(pledge, mine, -1), actor.person), taken_back


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
