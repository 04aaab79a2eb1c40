"""After a near miss: who is asked whether to go ahead with fewer, and what becomes of the answers. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.communities.model import Actor
from bot.pledges.course_refusals import NotAsked, RescueOver
from bot.pledges.measures.counting import counted, saying_yes
from bot.pledges.model import Pledge, PledgeState, SignatureState
from bot.pledges.refusals import PledgeCancelled
from bot.pledges.signature import Signature
from bot.pledges.wording import HALF_AN_HOUR, Money, Unit

TIME_TO_ANSWER: Final = timedelta(hours=48)

_OF_FIVE: Final = 3
"""From three of five signatures on, 60 %, it was a near miss."""


def near_miss(pledge: Pledge, now: datetime) -> bool:
    """Whether so many have signed that it is worth asking, as many who can answer as its creator has said they need,
    and in time."""
    if pledge.wording.act_on is not None and pledge.wording.act_on.at <= now:
        return False
    close = pledge.here > 0 and pledge.reached * 5 >= pledge.wording.threshold * _OF_FIVE
    return close and (pledge.minimum is None or pledge.askable >= pledge.minimum)


def now_asked(pledge: Pledge, now: datetime) -> Pledge:
    """The expired pledge, with the question open: for 48 hours, or until it is to be done."""
    until, deed = now + TIME_TO_ANSWER, pledge.wording.act_on
    return replace(pledge, rescue_until=until if deed is None else min(until, deed.at))


def is_asking(pledge: Pledge, at: datetime) -> bool:
    """Whether answers count at this moment: until the time is up, also when enough have said yes before."""
    return (
        pledge.state in (PledgeState.EXPIRED, PledgeState.RESCUED)
        and pledge.rescue_until is not None
        and at < pledge.rescue_until
    )


def was_in(pledge: Pledge, mine: Signature | None) -> bool:
    """Whether this signature was there when the question was put."""
    if mine is None or pledge.expired_at is None:
        return False
    if mine.state is SignatureState.WITHDRAWN:
        return mine.withdrawn_at is not None and mine.withdrawn_at >= pledge.expired_at
    return mine.state is SignatureState.ACTIVE


def answering(pledge: Pledge, actor: Actor, *, asked: bool) -> None:
    """Whether the actor, who is `asked` or not, may answer. Refuses in this order: NotAsked, PledgeCancelled,
    RescueOver."""
    if not asked:
        raise NotAsked(pledge.code)
    if pledge.state is PledgeState.CANCELLED:
        raise PledgeCancelled(pledge.code)
    if not is_asking(pledge, actor.at):
        raise RescueOver(pledge.code)


def said_before(mine: Signature, actor: Actor, *, stays: bool) -> bool:
    """Whether this very act has said so before: heard once more, it takes back no answer that was given since."""
    return actor.key == (mine.signed_key if stays else mine.withdrawn_key)


def minimums(reached: int, step: int = 1) -> tuple[int, ...]:
    """What the creator can choose from: all of what is there, two thirds, half; rounded up to a `step`, each once."""
    shares = (-(-reached * 2 // 3), -(-reached // 2))
    return tuple(sorted({reached, *(min(-(-share // step) * step, reached) for share in shares)}, reverse=True))


def enough_for(there: int, minimum: int | None, unit: Unit, each: Money | None) -> tuple[int, ...]:
    """With how much at least the creator can go ahead, of what those bring who can be asked: in half hours, or in what
    each pays. Who has named a `minimum` has chosen."""
    if minimum is not None:
        return (minimum,)
    step = each.minor if unit is Unit.MONEY and each is not None else HALF_AN_HOUR if unit is Unit.HOURS else 1
    return minimums(there, step)


def now_led(pledge: Pledge, minimum: int) -> Pledge:
    """The creator goes ahead if so many say yes; once it is rescued that is no question any more."""
    if pledge.state is not PledgeState.EXPIRED:
        return pledge
    return replace(pledge, goes_ahead=True, minimum=min(max(minimum, 1), pledge.askable))


def now_answered(
    pledge: Pledge, mine: Signature, actor: Actor, now: datetime, *, stays: bool
) -> tuple[Pledge, Signature]:
    """The pledge and the signature after its owner's yes or no. Before it is rescued an answer is an answer; after
    that who says yes is in, and who says no is out. Either keeps the act, as signing and withdrawing do."""
    mine = replace(mine, signed_key=actor.key) if stays else replace(mine, withdrawn_key=actor.key)
    if pledge.state is PledgeState.EXPIRED:
        return saying_yes(pledge, mine, int(stays) - int(mine.stays is True)), replace(mine, stays=stays)
    is_in = mine.state is SignatureState.ACTIVE
    if stays and not is_in:
        number = pledge.last_number + 1
        back = replace(mine, stays=True, state=SignatureState.ACTIVE, number=number, withdrawn_at=None)
        return counted(replace(pledge, last_number=number), mine, 1), back
    if is_in and not stays:
        out = replace(mine, stays=False, state=SignatureState.WITHDRAWN, withdrawn_at=now)
        return counted(pledge, mine, -1), out
    return pledge, replace(mine, stays=stays)


def is_rescued(pledge: Pledge) -> bool:
    """Whether the creator goes ahead and enough have said yes."""
    enough = pledge.minimum is not None and pledge.said_yes >= pledge.minimum
    return pledge.state is PledgeState.EXPIRED and pledge.goes_ahead is True and enough


def now_rescued(pledge: Pledge, now: datetime) -> Pledge:
    """The pledge, alive with those who have said yes; whoever signed on paper could not be asked."""
    alive = replace(pledge, state=PledgeState.RESCUED, rescued_at=now, tipped_at=now)
    return replace(alive, count=pledge.staying, given=pledge.staying_given, paper=0)


def now_closed(pledge: Pledge, now: datetime) -> Pledge:
    """The pledge, at its end: the question was answered with no, or not by enough."""
    return replace(pledge, state=PledgeState.CLOSED, closed_at=now)
